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
  private readonly plain: LbListener;
  /** Empty without HTTPS. */
  private readonly secure: LbListener[];

  constructor(
    scope: Construct,
    id: string,
    input: LoadBalancerInput,
    private readonly arns: { loadBalancer: string; targetGroup: string },
    private readonly options: { tags: Record<string, string>; httpsAllowed: ITerraformDependable[] },
  ) {
    super(scope, id);
    const { https } = input.loadBalancer;
    this.probe = this.listener(new Construct(this, "probe"), PROBE_PORT, this.forward());
    this.plain = this.listener(this, 80, this.plainAction(https));
    const secure = https.build(this, "secure", (inner, given) => this.secureListener(inner, given));
    this.secure = secure.dependency((listener) => listener) as LbListener[];
  }

  /**
   * Clients are sent to the target group when this is done. Port 80 redirects only while HTTPS is there: it starts
   * after HTTPS has come, and ends before HTTPS goes.
   */
  openAfter(group: ITerraformDependable): void {
    for (const listener of this.secure)
      listener.dependsOn = [group, ...this.options.httpsAllowed].map(dependable);
    this.plain.dependsOn = [group, ...this.secure].map(dependable);
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

  private secureListener(scope: Construct, given: { certificateArn: string; policy: string }): LbListener {
    return this.listener(scope, 443, this.forward(), {
      protocol: "HTTPS",
      certificateArn: given.certificateArn,
      sslPolicy: given.policy,
      // Terraform changes port 80, which depends on it, before it removes this; otherwise it would do so after it.
      lifecycle: { createBeforeDestroy: true },
    });
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
      tags: this.options.tags,
      ...more,
    });
    listener.addOverride("default_action", [action]);
    return listener;
  }
}
