import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { text } from "../definition";
import { FleetInput } from "./inputs";

/** The security group of the instances: nothing comes in but what a pattern opens, and no port 22 ever. */
export class InstanceSecurityGroup extends Construct {
  readonly group: SecurityGroup;

  constructor(scope: Construct, id: string, input: FleetInput, dependsOn: ITerraformDependable[]) {
    super(scope, id);
    this.group = new SecurityGroup(this, "Resource", {
      namePrefix: text`${input.name}-instances-`,
      description: text`Instances of ${input.name}`,
      vpcId: input.vpcId,
      tags: input.tags,
      // A new group exists before instances leave the old one.
      lifecycle: { createBeforeDestroy: true },
      dependsOn,
    });
    input.egress.build(this, "egress", (inner, name, rule) => {
      new VpcSecurityGroupEgressRule(inner, "Resource", {
        securityGroupId: this.group.id,
        description: name,
        ipProtocol: "tcp",
        fromPort: rule.port,
        toPort: rule.port,
        cidrIpv4: rule.cidr,
        tags: input.tags,
      });
    });
  }
}
