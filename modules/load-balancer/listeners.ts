import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { dependable, ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { choose, unless } from "../definition";
import { LoadBalancerInput } from "./inputs";

/** Nobody reaches this port: the security group opens 80 and 443 only. */
const PROBE_PORT = 65535;

/**
 * The listeners: HTTPS on 443 with a redirect on 80, or HTTP on 80, and one that no client reaches. A load balancer
 * checks the health of a target group only when one of its listeners leads there; through that one it does so before
 * clients are sent there.
 */
export class Listeners extends Construct {
  /** What a group waits for before it starts instances: without a listener no target becomes healthy. */
  readonly probe: ITerraformDependable;
  private readonly open: LbListener[];

  constructor(
    scope: Construct,
    id: string,
    input: LoadBalancerInput,
    private readonly arns: { loadBalancer: string; targetGroup: string },
    private readonly tags: Record<string, string>,
  ) {
    super(scope, id);
    const { https } = input.loadBalancer;
    this.probe = this.listener(new Construct(this, "probe"), PROBE_PORT, this.forward());
    this.open = [this.listener(this, 80, this.plainAction(https))];
    https.build(this, "secure", (inner, { certificateArn, policy }) => {
      const more = { protocol: "HTTPS", certificateArn, sslPolicy: policy };
      this.open.push(this.listener(inner, 443, this.forward(), more));
    });
  }

  /** Clients are sent to the target group when this is done. */
  openAfter(group: ITerraformDependable): void {
    for (const listener of this.open) listener.dependsOn = [dependable(group)];
  }

  private forward(): object {
    return { type: "forward", target_group_arn: this.arns.targetGroup };
  }

  /** One listener in both cases: two on one port, one coming and one going, would collide. */
  private plainAction(https: LoadBalancerInput["loadBalancer"]["https"]): object {
    return {
      type: choose(https.isGiven, "redirect", "forward"),
      target_group_arn: unless(https.isGiven, this.arns.targetGroup),
      ...https.nested("redirect", () => ({ port: "443", protocol: "HTTPS", status_code: "HTTP_301" })),
    };
  }

  private listener(
    scope: Construct,
    port: number,
    action: object,
    more: object = { protocol: "HTTP" },
  ): LbListener {
    const listener = new LbListener(scope, "Resource", {
      loadBalancerArn: this.arns.loadBalancer,
      port,
      defaultAction: [],
      tags: this.tags,
      ...more,
    });
    listener.addOverride("default_action", [action]);
    return listener;
  }
}
