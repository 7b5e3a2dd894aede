import { DbProxy } from "@cdktf/provider-aws/lib/db-proxy";
import { DbProxyDefaultTargetGroup } from "@cdktf/provider-aws/lib/db-proxy-default-target-group";
import { DbProxyTarget } from "@cdktf/provider-aws/lib/db-proxy-target";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { choose, equal, hcl, text } from "../definition";
import { DatabaseNetwork, databaseSecurityGroup } from "../database/network";
import { MasterPassword } from "../database/password";
import { trust } from "../fleet/instance-role";
import { HaDatabaseInput } from "./inputs";
import { Master } from "./master";

/** What the proxy stands between. */
export interface ProxyOptions {
  readonly master: Master;
  readonly network: DatabaseNetwork;
  readonly password: MasterPassword;
  readonly passed: ITerraformDependable[];
}

/**
 * RDS Proxy before the master. Of a DB instance only the master can be a target ("Planning where to use RDS Proxy",
 * RDS user guide), so reads go past it.
 */
export class MasterProxy extends Construct {
  readonly proxy: DbProxy;

  constructor(
    scope: Construct,
    id: string,
    private readonly input: HaDatabaseInput,
    private readonly options: ProxyOptions,
    settings: { maxConnectionsPercent: number; idleClientTimeoutSeconds: number },
  ) {
    super(scope, id);
    const { role, policy } = this.role();
    this.proxy = new DbProxy(this, "Resource", {
      name: input.name,
      engineFamily: choose(equal(input.engine, "postgres"), "POSTGRESQL", "MYSQL"),
      roleArn: role.arn,
      auth: [{ authScheme: "SECRETS", secretArn: options.password.secret.arn, iamAuth: "DISABLED" }],
      requireTls: true,
      idleClientTimeout: settings.idleClientTimeoutSeconds,
      vpcSubnetIds: Token.asList(hcl`values(${input.subnetIdsByZone})`),
      vpcSecurityGroupIds: [this.securityGroup().id],
      tags: input.tags,
      dependsOn: [policy],
    });
    this.target(settings.maxConnectionsPercent);
  }

  private target(maxConnectionsPercent: number): void {
    const group = new DbProxyDefaultTargetGroup(this, "targets", {
      dbProxyName: this.proxy.name,
      connectionPoolConfig: { maxConnectionsPercent },
    });
    new DbProxyTarget(this, "target", {
      dbProxyName: this.proxy.name,
      targetGroupName: group.name,
      dbInstanceIdentifier: this.options.master.instance.identifier,
    });
  }

  /** The clients of the database come to the proxy in the same way, and the proxy to the database. */
  private securityGroup(): SecurityGroup {
    const { network, passed: dependsOn } = this.options;
    const { name, vpcId, tags } = this.input;
    const group = databaseSecurityGroup(this, "security_group", {
      name: text`${name}-proxy`,
      vpcId,
      tags,
      dependsOn,
    });
    network.letIn(group, this);
    const { id: databaseGroup } = network.securityGroup;
    new VpcSecurityGroupIngressRule(this, "from_proxy", {
      ...network.intoPort(databaseGroup),
      description: "Proxy",
      referencedSecurityGroupId: group.id,
    });
    new VpcSecurityGroupEgressRule(this, "to_database", {
      ...network.intoPort(group.id),
      description: "Database",
      referencedSecurityGroupId: databaseGroup,
    });
    return group;
  }

  /** It may read this secret, and use the key of it. */
  private role() {
    const { kmsKeyArn, name, permissionsBoundaryArn, tags } = this.input;
    const role = new IamRole(this, "role", {
      namePrefix: text`${name}-proxy-`,
      description: text`Proxy of ${name}`,
      assumeRolePolicy: trust("rds.amazonaws.com"),
      permissionsBoundary: permissionsBoundaryArn.orNull,
      tags,
      dependsOn: this.options.passed,
    });
    const secret = hcl`[{ Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = ${this.options.password.secret.arn} }]`;
    const key = hcl`[for key in compact([${kmsKeyArn.orNull}]) : { Effect = "Allow", Action = "kms:Decrypt", Resource = key }]`;
    const policy = new IamRolePolicy(this, "policy", {
      role: role.name,
      name: "secret",
      policy: Token.asString(
        hcl`jsonencode({ Version = "2012-10-17", Statement = concat(${secret}, ${key}) })`,
      ),
    });
    return { role, policy };
  }
}
