import { LbTargetGroup, lbTargetGroupStickinessToTerraform } from "@cdktf/provider-aws/lib/lb-target-group";
import { Construct } from "constructs";
import { Token } from "cdktf";
import { hcl, text } from "../definition";
import { LoadBalancerInput } from "./inputs";
import type { LoadBalancerOptions } from "./load-balancer";

/** The target group: what the load balancer asks of an instance before it sends it anything. */
export function targetGroup(
  scope: Construct,
  id: string,
  input: LoadBalancerInput,
  { name, vpcId, tags, passed }: LoadBalancerOptions,
): LbTargetGroup {
  const settings = input.loadBalancer;
  const group = new LbTargetGroup(scope, id, {
    // A changed port makes a new group, which needs another name while the old one still takes traffic.
    namePrefix: Token.asString(hcl`"\${trimsuffix(substr(${name}, 0, 5), "-")}-"`),
    vpcId,
    port: input.port,
    protocol: "HTTP",
    targetType: "instance",
    deregistrationDelay: text`${settings.deregistrationDelaySeconds}`,
    healthCheck: {
      path: input.healthCheck.path,
      matcher: input.healthCheck.matcher,
      interval: input.healthCheck.intervalSeconds,
      timeout: input.healthCheck.timeoutSeconds,
      healthyThreshold: input.healthCheck.healthyThreshold,
      unhealthyThreshold: input.healthCheck.unhealthyThreshold,
    },
    targetGroupHealth: {
      dnsFailover: { minimumHealthyTargetsCount: text`${settings.minHealthyTargets}` },
      unhealthyStateRouting: { minimumHealthyTargetsCount: settings.minHealthyTargets },
    },
    tags,
    lifecycle: { createBeforeDestroy: true },
    dependsOn: passed,
  });
  settings.stickiness.block(
    group,
    "stickiness",
    ({ durationSeconds }) =>
      lbTargetGroupStickinessToTerraform({ type: "lb_cookie", cookieDuration: durationSeconds }) as object,
  );
  return group;
}
