import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { DataResource, dependable, ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { LAUNCH_HOOK } from "../bootstrap/launch-hook";
import { bind, Built, creationStackOf, Guard } from "../definition";
import { Fleet, FleetLookup } from "../fleet/fleet";
import { FleetPattern } from "../fleet/fleet-pattern";
import { LoadBalancer, LoadBalancerLookup } from "../load-balancer/load-balancer";
import { InstanceAlarms } from "./alarms";
import { BootstrapInstanceConfig, BootstrapInstanceInput, fleetInput, inputs, maxSize } from "./inputs";

/**
 * An instance, or several, made of a base image that rarely changes: at its first boot each one installs its software
 * and its code, and serves only when all of that went well. One that is lost is set up again.
 */
export class BootstrapInstance extends FleetPattern {
  /** DNS name of the load balancer; absent without one. */
  readonly dnsName: string | undefined;
  /** Id of the load balancer's hosted zone, for an alias record; absent without one. */
  readonly hostedZoneId: string | undefined;
  /** Name of the lifecycle hook that holds an instance back until its bootstrap has succeeded. */
  readonly launchHookName: string;
  /** ARN of the load balancer; absent without one. */
  readonly loadBalancerArn: string | undefined;
  /** Id of the load balancer's security group; absent without one. */
  readonly loadBalancerSecurityGroupId: string | undefined;
  /** Instances at most. */
  readonly maxSize: number;
  /** Instances at least. */
  readonly minSize: number;
  /** ARN of the target group; absent without a load balancer. */
  readonly targetGroupArn: string | undefined;
  /** Where clients reach it; absent without a load balancer. */
  readonly url: string | undefined;

  /** The launch template, role and security group. */
  readonly fleet: Fleet;
  /** The Auto Scaling group. */
  readonly group: AutoscalingGroup;
  /** The load balancer; `made` is undefined without one. */
  readonly loadBalancer: Built<LoadBalancer>;

  constructor(scope: Construct, id: string, config: BootstrapInstanceConfig) {
    super(scope, id);
    using _stack = creationStackOf(new.target);
    const { input, deferred } = bind(this, inputs, config);
    const lookup = new FleetLookup(this, "fleet_lookup", fleetInput(input), "bootstrap-instance");
    const balancerLookup = this.lookUpBalancer(input, lookup);
    const balancerRules = balancerLookup.rules(({ rules }) => rules);
    const { passed } = new Guard(this, "guard", [...deferred, ...lookup.rules, ...balancerRules]);

    this.fleet = new Fleet(this, "fleet", fleetInput(input), lookup, passed);
    const balancer = input.loadBalancer.build(this, "load_balancer", (inner, loadBalancer) => {
      const { name, vpcId, tags } = input;
      const subnetIds = balancerLookup.read((found) => found.subnetIds).or([]);
      const targetSecurityGroupId = this.fleet.securityGroup.group.id;
      const options = { name, vpcId, tags, passed, targetSecurityGroupId, subnetIds };
      return new LoadBalancer(inner, "Resource", { ...input, loadBalancer }, options);
    });
    this.loadBalancer = balancer;
    this.group = this.startGroup(input, balancer, passed);
    input.alarms.build(this, "alarm", (inner, { topicArn }) => {
      new InstanceAlarms(inner, "Resource", input, this.group, topicArn);
    });

    this.dnsName = balancer.read((made) => made.balancer.dnsName).orNull;
    this.hostedZoneId = balancer.read((made) => made.balancer.zoneId).orNull;
    this.launchHookName = LAUNCH_HOOK;
    this.loadBalancerArn = balancer.read((made) => made.balancer.arn).orNull;
    this.loadBalancerSecurityGroupId = balancer.read((made) => made.securityGroup.group.id).orNull;
    this.maxSize = maxSize(input);
    this.minSize = input.capacity.min;
    this.targetGroupArn = balancer.read((made) => made.targetGroup.arn).orNull;
    this.url = balancer.read((made) => made.url).orNull;
  }

  private lookUpBalancer(input: BootstrapInstanceInput, { subnets }: FleetLookup): Built<LoadBalancerLookup> {
    const around = { vpcId: input.vpcId, subnetIds: input.subnetIds, zones: subnets.zones };
    return input.loadBalancer.build(
      this,
      "load_balancer_lookup",
      (inner, settings) => new LoadBalancerLookup(inner, "Resource", settings, around),
    );
  }

  private startGroup(
    input: BootstrapInstanceInput,
    balancer: Built<LoadBalancer>,
    passed: ITerraformDependable[],
  ): AutoscalingGroup {
    const targetGroupArn = balancer.read(({ targetGroup }) => targetGroup.arn);
    const group = this.fleet.start({
      subnetIds: input.subnetIds,
      minSize: input.capacity.min,
      maxSize: maxSize(input),
      targetGroupArns: targetGroupArn.map((arn) => [arn]).or([]),
      loadBalanced: input.loadBalancer.isGiven,
      balancedOnly: false,
      dependsOn: balancer.dependency(({ ready }) => ready),
    });
    // Another target group gets a new group of instances. Terraform refuses to look at a target group that may not be
    // there, so this stands between them.
    const targets = new DataResource(this, "targets", { dependsOn: passed });
    targets.addOverride("triggers_replace", targetGroupArn.or(""));
    group.addOverride("lifecycle.replace_triggered_by", [`${dependable(targets)}.id`]);
    balancer.use((made) => made.openAfter(group));
    return group;
  }
}
