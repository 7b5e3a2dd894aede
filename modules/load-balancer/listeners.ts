import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { choose, unless } from "../definition";
import { LoadBalancerInput } from "./inputs";

/** The listeners: HTTPS on 443 with a redirect on 80, or HTTP on 80. */
export class Listeners extends Construct {
  /** What a group waits for before it starts instances: without a listener no target becomes healthy. */
  readonly all: ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    input: LoadBalancerInput,
    private readonly arns: { loadBalancer: string; targetGroup: string },
    private readonly tags: Record<string, string>,
  ) {
    super(scope, id);
    const { https } = input.loadBalancer;
    const secure = https.build(this, "secure", (inner, { certificateArn, policy }) =>
      this.listener(inner, 443, this.forward(), { protocol: "HTTPS", certificateArn, sslPolicy: policy }),
    );
    this.all = [
      this.listener(this, 80, this.plainAction(https)),
      ...secure.dependency((listener) => listener),
    ];
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
