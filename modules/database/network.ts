import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { hcl, text } from "../definition";
import { intoPort, IntoPort, letIn } from "../network/clients";
import { DatabaseInput } from "./inputs";

/** Where the database is reached: its subnets, and a security group that lets in who is named, and nobody else. */
export class DatabaseNetwork extends Construct {
  readonly subnetGroup: DbSubnetGroup;
  readonly securityGroup: SecurityGroup;

  /**
   * @param port What clients connect to.
   * @param passed What it waits for: the guard.
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly input: DatabaseInput,
    private readonly port: number,
    passed: ITerraformDependable[],
  ) {
    super(scope, id);
    const { name, vpcId, tags } = input;
    this.subnetGroup = new DbSubnetGroup(this, "subnet_group", {
      namePrefix: text`${name}-`,
      description: text`Subnets of ${name}`,
      subnetIds: Token.asList(hcl`values(${input.subnetIdsByZone})`),
      tags,
      dependsOn: passed,
    });
    this.securityGroup = databaseSecurityGroup(this, "security_group", {
      name,
      vpcId,
      tags,
      dependsOn: passed,
    });
    this.letIn(this.securityGroup);
  }

  /** Lets the clients reach the port of whatever has this security group. */
  letIn({ id }: SecurityGroup, scope: Construct = this): void {
    letIn(scope, this.intoPort(id), this.input);
  }

  /** What a rule into the port says, whoever comes. */
  intoPort(securityGroupId: string): IntoPort {
    return intoPort(securityGroupId, this.port, this.input.tags);
  }
}

/** A security group into which rules go; nothing goes out of it. */
export function databaseSecurityGroup(
  scope: Construct,
  id: string,
  {
    name,
    ...rest
  }: { name: string; vpcId: string; tags: Record<string, string>; dependsOn?: ITerraformDependable[] },
): SecurityGroup {
  return new SecurityGroup(scope, id, {
    namePrefix: text`${name}-database-`,
    description: text`Database ${name}`,
    lifecycle: { createBeforeDestroy: true },
    ...rest,
  });
}
