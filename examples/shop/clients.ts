import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { Construct } from "constructs";

/**
 * A security group of those who may connect to something. It is made before both sides: the database lets it in, and
 * tiers are members of it, so that neither has to wait for the other's own group, which would be a cycle.
 */
export class Clients extends Construct {
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, { name, vpcId }: { name: string; vpcId: string }) {
    super(scope, id);
    const group = new SecurityGroup(this, "group", {
      namePrefix: `${name}-`,
      description: `Members may connect: ${name}`,
      vpcId,
      lifecycle: { createBeforeDestroy: true },
    });
    this.securityGroupId = group.id;
  }

  /** Lets members out to a port of another security group's members. */
  mayReach(referencedSecurityGroupId: string, port: number): void {
    new VpcSecurityGroupEgressRule(this, "out", {
      securityGroupId: this.securityGroupId,
      referencedSecurityGroupId,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
    });
  }
}
