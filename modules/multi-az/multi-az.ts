import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { bind, creationStackOf, Guard, hcl, text } from "../definition";
import { BalancedPattern } from "../fleet/balanced-pattern";
import { Fleet, FleetLookup } from "../fleet/fleet";
import { LoadBalancer, LoadBalancerLookup } from "../load-balancer/load-balancer";
import { LoadScaling } from "../scaling/load-scaling";
import { TierAlarms } from "./alarms";
import { Capacity } from "./capacity";
import { ZoneLossDrill } from "./drill";
import { inputs, MultiAzConfig, MultiAzInput } from "./inputs";

/**
 * Instances from one AMI in several zones behind a load balancer over those zones. When a zone fails, the others
 * already have the capacity for the load.
 */
export class MultiAz extends BalancedPattern {
  /** Instances left in service when a zone is lost. */
  readonly capacityAfterZoneLoss: number;
  /** Id of the experiment template of the drill for each zone; absent without `drill`. */
  readonly drillTemplateIds: Record<string, string> | undefined;
  /** Instances at most. */
  readonly maxSize: number;
  /** Instances at least, over all zones. */
  readonly minSize: number;
  /** Command that takes a zone out of the load balancer for an hour; put the zone's name for ZONE. */
  readonly zonalShiftCommand: string;

  /** The launch template, role and security group. */
  readonly fleet: Fleet;
  /** The Auto Scaling group. */
  readonly group: AutoscalingGroup;
  /** The load balancer, its target group and listeners. */
  readonly loadBalancer: LoadBalancer;

  constructor(scope: Construct, id: string, config: MultiAzConfig) {
    super(scope, id);
    using _stack = creationStackOf(new.target);
    const { input, deferred } = bind(this, inputs, config);
    const lookup = new FleetLookup(this, "fleet_lookup", input, "multi-az");
    const { subnets } = lookup;
    const around = { vpcId: input.vpcId, subnetIds: input.subnetIds, zones: subnets.zones };
    const balancerLookup = new LoadBalancerLookup(this, "load_balancer_lookup", input.loadBalancer, around);
    const capacity = new Capacity(this, "capacity", input, subnets);
    const rules = [...deferred, ...capacity.rules, ...lookup.rules, ...balancerLookup.rules];
    const { passed } = new Guard(this, "guard", rules);

    this.fleet = new Fleet(this, "fleet", input, lookup, passed);
    this.loadBalancer = new LoadBalancer(this, "load_balancer", input, {
      name: input.name,
      vpcId: input.vpcId,
      subnetIds: balancerLookup.subnetIds,
      targetSecurityGroupId: this.fleet.securityGroup.group.id,
      tags: input.tags,
      passed,
    });
    this.group = this.startGroup(input, capacity, lookup);
    this.loadBalancer.openTo(this.group);
    new LoadScaling(this, "scaling", input, this.group, this.loadBalancer);
    const subjects = { group: this.group, balancer: this.loadBalancer, subnets, passed };
    input.alarms.build(
      this,
      "alarm",
      (inner, alarms) => new TierAlarms(inner, "Resource", input, subjects, alarms),
    );
    const drill = input.drill.build(
      this,
      "drill",
      (inner, { stopAlarmArn }) => new ZoneLossDrill(inner, "Resource", input, subjects, stopAlarmArn),
    );

    this.capacityAfterZoneLoss = capacity.afterZoneLoss;
    this.drillTemplateIds = drill.read(({ templateIds }) => templateIds).orNull;
    this.maxSize = capacity.max;
    this.minSize = capacity.min;
    this.zonalShiftCommand = text`aws arc-zonal-shift start-zonal-shift --resource-identifier ${this.loadBalancer.balancer.arn} --away-from ZONE --expires-in 1h --comment drill`;
  }

  private startGroup(input: MultiAzInput, capacity: Capacity, { subnets }: FleetLookup): AutoscalingGroup {
    const served = hcl`[for subnet in values(${subnets.byIndex}) : subnet.id if !contains(${input.drainZones}, subnet.availability_zone)]`;
    return this.fleet.start({
      subnetIds: Token.asList(served),
      minSize: capacity.min,
      maxSize: capacity.max,
      targetGroupArns: [this.loadBalancer.targetGroup.arn],
      loadBalanced: true,
      balancedOnly: input.capacity.surviveZoneLoss,
      dependsOn: this.loadBalancer.ready,
    });
  }
}
