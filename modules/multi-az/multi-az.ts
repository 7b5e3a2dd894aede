import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { bind, Guard, hcl, text } from "../definition";
import { Fleet, FleetLookup } from "../fleet/fleet";
import { refreshStatusCommand } from "../fleet/group";
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
export class MultiAz extends Construct {
  /** Name of the Auto Scaling group. */
  readonly autoScalingGroupName: string;
  /** ARN of the Auto Scaling group. */
  readonly autoScalingGroupArn: string;
  /** Instances left in service when a zone is lost. */
  readonly capacityAfterZoneLoss: number;
  /** DNS name of the load balancer. */
  readonly dnsName: string;
  /** Id of the experiment template of the drill for each zone; absent without `drill`. */
  readonly drillTemplateIds: Record<string, string> | undefined;
  /** Id of the load balancer's hosted zone, for an alias record. */
  readonly hostedZoneId: string;
  /** Id of the AMI that instances start from. */
  readonly imageId: string;
  /** ARN of the instances' role. */
  readonly instanceRoleArn: string;
  /** Name of the instances' role, for policies of your own. */
  readonly instanceRoleName: string;
  /** Id of the instances' security group. */
  readonly instanceSecurityGroupId: string;
  /** Id of the launch template. */
  readonly launchTemplateId: string;
  /** Version of the launch template that the group runs. */
  readonly launchTemplateVersion: number;
  /** ARN of the load balancer. */
  readonly loadBalancerArn: string;
  /** Id of the load balancer's security group. */
  readonly loadBalancerSecurityGroupId: string;
  /** Instances at most. */
  readonly maxSize: number;
  /** Instances at least, over all zones. */
  readonly minSize: number;
  /** Command that shows how far the latest rolling replacement is. */
  readonly refreshStatusCommand: string;
  /** ARN of the target group. */
  readonly targetGroupArn: string;
  /** Where clients reach the tier. */
  readonly url: string;
  /** Command that takes a zone out of the load balancer for an hour; put the zone's name for ZONE. */
  readonly zonalShiftCommand: string;
  /** Zones of the tier, sorted. */
  readonly zones: string[];

  /** The launch template, role and security group. */
  readonly fleet: Fleet;
  /** The Auto Scaling group. */
  readonly group: AutoscalingGroup;
  /** The load balancer, its target group and listeners. */
  readonly loadBalancer: LoadBalancer;

  constructor(scope: Construct, id: string, config: MultiAzConfig) {
    super(scope, id);
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

    this.autoScalingGroupName = this.group.name;
    this.autoScalingGroupArn = this.group.arn;
    this.capacityAfterZoneLoss = capacity.afterZoneLoss;
    this.dnsName = this.loadBalancer.balancer.dnsName;
    this.drillTemplateIds = drill.read(({ templateIds }) => templateIds).orNull;
    this.hostedZoneId = this.loadBalancer.balancer.zoneId;
    this.imageId = lookup.image.id;
    this.instanceRoleArn = this.fleet.role.role.arn;
    this.instanceRoleName = this.fleet.role.role.name;
    this.instanceSecurityGroupId = this.fleet.securityGroup.group.id;
    this.launchTemplateId = this.fleet.launchTemplate.id;
    this.launchTemplateVersion = this.fleet.launchTemplate.latestVersion;
    this.loadBalancerArn = this.loadBalancer.balancer.arn;
    this.loadBalancerSecurityGroupId = this.loadBalancer.securityGroup.group.id;
    this.maxSize = capacity.max;
    this.minSize = capacity.min;
    this.refreshStatusCommand = refreshStatusCommand(this.group);
    this.targetGroupArn = this.loadBalancer.targetGroup.arn;
    this.url = this.loadBalancer.url;
    this.zonalShiftCommand = text`aws arc-zonal-shift start-zonal-shift --resource-identifier ${this.loadBalancer.balancer.arn} --away-from ZONE --expires-in 1h --comment drill`;
    this.zones = subnets.zones;
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
