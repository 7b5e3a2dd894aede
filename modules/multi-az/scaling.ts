import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import {
  AutoscalingPolicy,
  AutoscalingPolicyTargetTrackingConfiguration,
} from "@cdktf/provider-aws/lib/autoscaling-policy";
import { Construct } from "constructs";
import { text } from "../definition";
import { LoadBalancer } from "../load-balancer/load-balancer";
import { MultiAzInput } from "./inputs";

/** Target tracking on CPU and on requests; several policies together never scale in against one another. */
export class LoadScaling extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly input: MultiAzInput,
    private readonly group: AutoscalingGroup,
    balancer: LoadBalancer,
  ) {
    super(scope, id);
    const { cpu, requests } = input.scaling;
    cpu.build(this, "cpu", (inner, { targetPercent }) =>
      this.policy(inner, "cpu", {
        targetValue: targetPercent,
        predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
      }),
    );
    requests.build(this, "requests", (inner, { perTarget }) =>
      this.policy(inner, "requests", {
        targetValue: perTarget,
        predefinedMetricSpecification: {
          predefinedMetricType: "ALBRequestCountPerTarget",
          resourceLabel: text`${balancer.balancer.arnSuffix}/${balancer.targetGroup.arnSuffix}`,
        },
      }),
    );
  }

  private policy(scope: Construct, name: string, tracking: AutoscalingPolicyTargetTrackingConfiguration) {
    return new AutoscalingPolicy(scope, "Resource", {
      // Policy names are unique in a group, but people read them in lists of a whole account.
      name: text`${this.input.name}-${name}`,
      autoscalingGroupName: this.group.name,
      policyType: "TargetTrackingScaling",
      targetTrackingConfiguration: tracking,
      // A group that is replaced scales until the new one has taken over.
      lifecycle: { createBeforeDestroy: true },
    });
  }
}
