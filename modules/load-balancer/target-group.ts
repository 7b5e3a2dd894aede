import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Construct } from "constructs";
import { Token } from "cdktf";
import { hcl, text } from "../definition";
import { LoadBalancerInput } from "./inputs";
import type { LoadBalancerOptions } from "./load-balancer";

/** AWS's own duration of stickiness, which nobody uses while it is off. */
const DAY_SECONDS = 86400;

/** The target group: what the load balancer asks of an instance before it sends it anything. */
export function targetGroup(
  scope: Construct,
  id: string,
  input: LoadBalancerInput,
  { name, vpcId, tags, passed }: LoadBalancerOptions,
): LbTargetGroup {
  const settings = input.loadBalancer;
  return new LbTargetGroup(scope, id, {
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
    // Always there: the provider takes a block that is left out for "as it was", and stickiness would stay on.
    stickiness: {
      enabled: settings.stickiness.isGiven,
      type: "lb_cookie",
      cookieDuration: settings.stickiness.get(({ durationSeconds }) => durationSeconds).or(DAY_SECONDS),
    },
    tags,
    lifecycle: { createBeforeDestroy: true },
    dependsOn: passed,
  });
}
