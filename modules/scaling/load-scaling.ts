import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import {
  AutoscalingPolicy,
  AutoscalingPolicyTargetTrackingConfiguration,
} from "@cdktf/provider-aws/lib/autoscaling-policy";
import { Construct } from "constructs";
import { z } from "zod";
import { Bound, text } from "../definition";
import { LoadBalancer } from "../load-balancer/load-balancer";
import { loadScalingFields } from "./inputs";

/** What a policy belongs to. */
export interface ScaledGroup {
  /** Prefix of the policies' names. */
  readonly name: string;
  readonly group: AutoscalingGroup;
}

/** The inputs as a construct sees them. */
export type LoadScalingInput = Bound<z.ZodObject<typeof loadScalingFields>>;

/** Target tracking on CPU and on requests; several policies together never scale in against one another. */
export class LoadScaling extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { name, scaling: { cpu, requests } }: { name: string; scaling: LoadScalingInput },
    group: AutoscalingGroup,
    balancer: LoadBalancer,
  ) {
    super(scope, id);
    const scaled = { name, group };
    cpu.build(this, "cpu", (inner, { targetPercent }) =>
      targetTracking(inner, scaled, "cpu", {
        targetValue: targetPercent,
        predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
      }),
    );
    requests.build(this, "requests", (inner, { perTarget }) =>
      targetTracking(inner, scaled, "requests", {
        targetValue: perTarget,
        predefinedMetricSpecification: {
          predefinedMetricType: "ALBRequestCountPerTarget",
          resourceLabel: text`${balancer.balancer.arnSuffix}/${balancer.targetGroup.arnSuffix}`,
        },
      }),
    );
  }
}

/** A policy that keeps a metric at its target. */
export function targetTracking(
  scope: Construct,
  scaled: ScaledGroup,
  name: string,
  targetTrackingConfiguration: AutoscalingPolicyTargetTrackingConfiguration,
): AutoscalingPolicy {
  return new AutoscalingPolicy(scope, "Resource", {
    ...policyOf(scaled, name),
    policyType: "TargetTrackingScaling",
    targetTrackingConfiguration,
  });
}

/** What every policy of a group has. */
export function policyOf({ name: prefix, group }: ScaledGroup, name: string) {
  return {
    // Policy names are unique in a group, but people read them in lists of a whole account.
    name: text`${prefix}-${name}`,
    autoscalingGroupName: group.name,
    // A group that is replaced scales until the new one has taken over.
    lifecycle: { createBeforeDestroy: true },
  };
}
