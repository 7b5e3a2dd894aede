import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { AutoscalingSchedule } from "@cdktf/provider-aws/lib/autoscaling-schedule";
import { Construct } from "constructs";
import { bind, creationStackOf, Guard, text } from "../definition";
import { BalancedPattern } from "../fleet/balanced-pattern";
import { Fleet, FleetLookup } from "../fleet/fleet";
import { LoadBalancer, LoadBalancerLookup } from "../load-balancer/load-balancer";
import { ScheduleAlarms } from "./alarms";
import { inputs, ScheduledScaleOutConfig } from "./inputs";
import { Policies } from "./policies";
import { Schedule } from "./schedule";

/**
 * Instances from one AMI behind a load balancer, as many as the time of day and the load ask for: windows raise the
 * floor, policies follow the load above it.
 */
export class ScheduledScaleOut extends BalancedPattern {
  /** Command that sets the floor to the baseline now, for who does not want to wait for the next edge. */
  readonly baselineCommand: string;
  /** Names of the scheduled actions, by `<window>/open`, `<window>/close` and the name of a single action. */
  readonly scheduledActionNames: Record<string, string>;
  /** Edges that are left out since their time has passed, with that time; by the same names. */
  readonly skippedActions: Record<string, string>;

  /** The launch template, role and security group. */
  readonly fleet: Fleet;
  /** The Auto Scaling group. */
  readonly group: AutoscalingGroup;
  /** The load balancer, its target group and listeners. */
  readonly loadBalancer: LoadBalancer;
  /** The scheduled actions, one instance of the resource for each. */
  readonly scheduledActions: AutoscalingSchedule;

  constructor(scope: Construct, id: string, config: ScheduledScaleOutConfig) {
    super(scope, id);
    using _stack = creationStackOf(new.target);
    const { input, deferred } = bind(this, inputs, config);
    const { name, vpcId, subnetIds, tags } = input;
    const lookup = new FleetLookup(this, "fleet_lookup", input, "scheduled-scale-out");
    const { subnets } = lookup;
    const around = { vpcId, subnetIds, zones: subnets.zones };
    const front = new LoadBalancerLookup(this, "load_balancer_lookup", input.loadBalancer, around);
    const schedule = new Schedule(this, "schedule", input);
    const fixed = [subnets.inTwoZones(), ...schedule.rules];
    const { passed } = new Guard(this, "guard", [...deferred, ...fixed, ...lookup.rules, ...front.rules]);

    this.fleet = new Fleet(this, "fleet", input, lookup, passed);
    const targetSecurityGroupId = this.fleet.securityGroup.group.id;
    const balanced = { name, vpcId, subnetIds: front.subnetIds, targetSecurityGroupId, tags, passed };
    this.loadBalancer = new LoadBalancer(this, "load_balancer", input, balanced);
    this.group = this.fleet.start({
      subnetIds,
      minSize: schedule.initialMin,
      minSizeIsScheduled: true,
      maxSize: input.capacity.max,
      targetGroupArns: [this.loadBalancer.targetGroup.arn],
      loadBalanced: true,
      // The sizes are the user's own: when a zone has no capacity, they are kept in the others.
      balancedOnly: false,
      dependsOn: this.loadBalancer.ready,
    });
    this.loadBalancer.openTo(this.group);
    this.scheduledActions = schedule.apply(this.group, passed);
    const scaled = { name, group: this.group };
    new Policies(this, "scaling", input.scaling, scaled, this.loadBalancer, tags);
    input.alarms.build(this, "alarm", (inner, alarms) => {
      new ScheduleAlarms(inner, "Resource", input, { ...scaled, balancer: this.loadBalancer }, alarms);
    });

    this.baselineCommand = text`aws autoscaling update-auto-scaling-group --auto-scaling-group-name ${this.group.name} --min-size ${input.capacity.min}`;
    this.scheduledActionNames = schedule.actionNames;
    this.skippedActions = schedule.skipped;
  }
}
