import {
  AutoscalingGroup,
  autoscalingGroupInstanceRefreshToTerraform,
  autoscalingGroupLaunchTemplateToTerraform,
  autoscalingGroupMixedInstancesPolicyInstancesDistributionToTerraform,
  autoscalingGroupWarmPoolToTerraform,
} from "@cdktf/provider-aws/lib/autoscaling-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { addLaunchHook } from "../bootstrap/launch-hook";
import { ROLE_TAG } from "../bootstrap/policy";
import { add, choose, divideUp, equal, Flag, hcl, larger, multiply, not, text, unless } from "../definition";
import { FleetInput } from "./inputs";

/** What the group is made of. */
export interface GroupParts {
  readonly template: LaunchTemplate;
  /** All instance types, the preferred one first. */
  readonly instanceTypes: string[];
  /** Tags of the instances. */
  readonly tags: Record<string, string>;
  /** The role of the instances. */
  readonly role: IamRole;
}

/** What a pattern decides about the group of its fleet. */
export interface GroupOptions {
  /** Subnets in which instances run. */
  readonly subnetIds: string[];
  readonly minSize: number;
  readonly maxSize: number;
  /** Target groups of the load balancer; empty without one. */
  readonly targetGroupArns: string[];
  /** Whether there is a load balancer, whose health checks decide then. */
  readonly loadBalanced: Flag;
  /** Keep the zones even, also when one has no capacity: for groups that can lose a zone. */
  readonly balancedOnly: Flag;
  /**
   * Scheduled actions set the minimum: `minSize` is the one that the group is made with, and what is there later is
   * none of Terraform's business. Default false.
   */
  readonly minSizeIsScheduled?: boolean;
  /**
   * Instances leave by themselves and protect themselves from scale-in while they are busy, so that nothing but a
   * rolling replacement takes one away; that drains a busy one, too. Default false.
   */
  readonly leavesByItself?: boolean;
  /** What has to exist before the first instance starts. */
  readonly dependsOn: ITerraformDependable[];
}

/** The Auto Scaling group of a fleet. */
export function fleetGroup(
  scope: Construct,
  id: string,
  input: FleetInput,
  parts: GroupParts,
  options: GroupOptions,
): AutoscalingGroup {
  const group = new AutoscalingGroup(scope, id, {
    namePrefix: namePrefix(input, parts.template),
    vpcZoneIdentifier: options.subnetIds,
    // There is no desired capacity here: the group starts at its minimum, and what scaling sets later is not Terraform's.
    minSize: options.minSize,
    maxSize: options.maxSize,
    targetGroupArns: options.targetGroupArns,
    healthCheckType: choose(options.loadBalanced, "ELB", "EC2"),
    healthCheckGracePeriod: input.health.graceSeconds,
    defaultInstanceWarmup: input.health.warmupSeconds,
    maxInstanceLifetime: input.maxInstanceLifetimeDays.map((days) => multiply(days, 86400)).orNull,
    // Apply returns when the minimum is in service, and healthy behind the load balancer; it fails otherwise.
    minElbCapacity: unless(not(options.loadBalanced), options.minSize),
    waitForCapacityTimeout: text`${waitMinutes(input)}m`,
    availabilityZoneDistribution: {
      capacityDistributionStrategy: choose(options.balancedOnly, "balanced-only", "balanced-best-effort"),
    },
    instanceMaintenancePolicy: {
      minHealthyPercentage: input.rollout.minHealthyPercent,
      maxHealthyPercentage: input.rollout.maxHealthyPercent,
    },
    terminationPolicies: ["OldestLaunchTemplate", "Default"],
    enabledMetrics: GROUP_METRICS,
    // It would end a busy instance to have the zones even.
    ...((options.leavesByItself ?? false) ? { suspendedProcesses: ["AZRebalance"] } : {}),
    lifecycle: {
      createBeforeDestroy: true,
      ...((options.minSizeIsScheduled ?? false) ? { ignoreChanges: ["min_size", "min_elb_capacity"] } : {}),
    },
    dependsOn: options.dependsOn,
  });
  group.addOverride("dynamic.tag", tagBlocks(input, parts));
  addTemplate(group, input, parts);
  addRefresh(group, input, options.leavesByItself ?? false);
  addWarmPool(group, input);
  addLaunchHook(group, input.bootstrap);
  return group;
}

/** With a bootstrap, long enough for its hook to run out and for a second try to start: then the failure is on record. */
function waitMinutes({ rollout, bootstrap }: FleetInput): number {
  const forBootstrap = bootstrap.get(({ timeoutSeconds }) => add(divideUp(timeoutSeconds, 60), 3));
  return larger(rollout.waitMinutes, forBootstrap.or(0));
}

/**
 * A prefix, not a name: a group whose instances never became healthy is replaced by the next apply, and the new one
 * exists before the old one goes. In the "replace" mode a new template version is a new group, since the prefix has it.
 */
function namePrefix(input: FleetInput, template: LaunchTemplate): string {
  return choose(
    equal(input.rollout.mode, "replace"),
    text`${input.name}-${template.latestVersion}-`,
    text`${input.name}-`,
  );
}

/** Metrics that alarms, dashboards and scaling by queue depth need; they cost nothing. */
const GROUP_METRICS = [
  "GroupMinSize",
  "GroupMaxSize",
  "GroupDesiredCapacity",
  "GroupInServiceInstances",
  "GroupPendingInstances",
  "GroupTerminatingInstances",
  "GroupTotalInstances",
];

/** The tags of the instances, and one of the group alone: by it the role of its instances may complete its hook. */
function tagBlocks({ bootstrap }: FleetInput, { tags, role }: GroupParts): object {
  const all = bootstrap.get(() => Token.asStringMap(hcl`merge(${tags}, ${{ [ROLE_TAG]: role.name }})`));
  const propagate = bootstrap.get((): Flag => hcl`tag.key != ${ROLE_TAG}`);
  return {
    for_each: all.or(tags),
    content: { key: "${tag.key}", value: "${tag.value}", propagate_at_launch: propagate.or(true) },
  };
}

/** By number, never "$Latest": a new version is then seen in the plan, and starts the rollout. */
function addTemplate(group: AutoscalingGroup, input: FleetInput, parts: GroupParts): void {
  const version = Token.asString(hcl`${parts.template.latestVersion}`);
  input.mixedInstances.blockInstead(
    group,
    "launch_template",
    autoscalingGroupLaunchTemplateToTerraform({ id: parts.template.id, version }) as object,
  );
  input.mixedInstances.block(group, "mixed_instances_policy", (mixed) => ({
    instances_distribution: autoscalingGroupMixedInstancesPolicyInstancesDistributionToTerraform({
      onDemandAllocationStrategy: "prioritized",
      onDemandBaseCapacity: mixed.onDemandBaseCapacity,
      onDemandPercentageAboveBaseCapacity: mixed.onDemandPercent,
      spotAllocationStrategy: mixed.spotAllocationStrategy,
    }) as object,
    launch_template: {
      launch_template_specification: { launch_template_id: parts.template.id, version },
      dynamic: {
        override: { for_each: parts.instanceTypes, content: { instance_type: "${override.value}" } },
      },
    },
  }));
}

function addRefresh(group: AutoscalingGroup, input: FleetInput, leavesByItself: boolean): void {
  const refresh = autoscalingGroupInstanceRefreshToTerraform({
    strategy: "Rolling",
    preferences: {
      minHealthyPercentage: input.rollout.minHealthyPercent,
      maxHealthyPercentage: input.rollout.maxHealthyPercent,
      instanceWarmup: text`${input.health.warmupSeconds}`,
      // Rolling back would roll to the new template: Terraform has changed the group before the refresh starts.
      autoRollback: false,
      skipMatching: true,
      ...(leavesByItself ? { scaleInProtectedInstances: "Refresh" } : {}),
    },
  }) as object;
  group.addOverride("instance_refresh", refresh);
  input.rollout.stopOn.block(group, "instance_refresh.preferences.alarm_specification", (stop) => ({
    alarms: stop.alarmNames,
  }));
}

function addWarmPool(group: AutoscalingGroup, input: FleetInput): void {
  input.warmPool.block(
    group,
    "warm_pool",
    (pool) =>
      autoscalingGroupWarmPoolToTerraform({
        poolState: pool.state,
        minSize: pool.minSize,
        instanceReusePolicy: { reuseOnScaleIn: pool.reuseOnScaleIn },
      }) as object,
  );
}
