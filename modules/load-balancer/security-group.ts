import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { ITerraformDependable, TerraformLocal, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { byMember, EACH_VALUE, Expression, hcl, repeat, text } from "../definition";
import { LoadBalancerInput } from "./inputs";

/** What the security group belongs to. */
export interface LoadBalancerSecurityGroupOptions {
  readonly name: string;
  readonly vpcId: string;
  /** Security group of the targets: the only thing that the load balancer may reach. */
  readonly targetSecurityGroupId: string;
  readonly tags: Record<string, string>;
  readonly dependsOn: ITerraformDependable[];
}

/** Who may reach the load balancer, and that it reaches its targets and nothing else. */
export class LoadBalancerSecurityGroup extends Construct {
  readonly group: SecurityGroup;
  /** What lets requests through to the targets. */
  readonly toTargets: TerraformResource[];
  /** What lets HTTPS in; nothing without it. */
  readonly secure: ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    input: LoadBalancerInput,
    private readonly options: LoadBalancerSecurityGroupOptions,
  ) {
    super(scope, id);
    this.group = new SecurityGroup(this, "Resource", {
      namePrefix: text`${options.name}-lb-`,
      description: text`Load balancer of ${options.name}`,
      vpcId: options.vpcId,
      tags: options.tags,
      lifecycle: { createBeforeDestroy: true },
      dependsOn: options.dependsOn,
    });
    const clients = this.clients(input);
    this.allow("http", 80, clients);
    // Port 80 stays open for the redirect.
    const tls = input.loadBalancer.https.build(this, "tls", (inner) => ({
      rule: this.allow("https", 443, clients, inner),
    }));
    this.secure = tls.dependency(({ rule }) => rule);
    this.toTargets = this.reachTargets(input.port);
  }

  /** Ranges by a key that is known at plan: the range itself, or "vpc" for the VPC's own. */
  private clients(input: LoadBalancerInput): Expression {
    const vpc = new DataAwsVpc(this, "vpc", { id: this.options.vpcId });
    const allowed = input.loadBalancer.allowedCidrs;
    const given = byMember(allowed.or([]));
    const clients = hcl`${allowed.isGiven} ? tomap(${given}) : tomap({ vpc = ${vpc.cidrBlock} })`;
    return new TerraformLocal(this, "clients", clients).asBoolean as Expression;
  }

  private allow(name: string, port: number, clients: Expression, scope: Construct = this): TerraformResource {
    const rule = new VpcSecurityGroupIngressRule(scope, name, {
      securityGroupId: this.group.id,
      description: `Clients, port ${port}`,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      cidrIpv4: EACH_VALUE,
      tags: this.options.tags,
    });
    repeat(rule, clients);
    return rule;
  }

  private reachTargets(port: number): TerraformResource[] {
    const both = {
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      tags: this.options.tags,
      // The old port stays open until the last target on it is gone.
      lifecycle: { createBeforeDestroy: true },
    };
    const out = new VpcSecurityGroupEgressRule(this, "to_targets", {
      ...both,
      securityGroupId: this.group.id,
      referencedSecurityGroupId: this.options.targetSecurityGroupId,
      description: "Targets",
    });
    const into = new VpcSecurityGroupIngressRule(this, "from_load_balancer", {
      ...both,
      securityGroupId: this.options.targetSecurityGroupId,
      referencedSecurityGroupId: this.group.id,
      description: "Load balancer",
    });
    return [out, into];
  }
}
