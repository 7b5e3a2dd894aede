import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { Expression, Flag, hcl, keysOf, sizeOf, text } from "../definition";
import { intoPort, letIn } from "../network/clients";
import { CacheInput, engineOf, evictionPolicy } from "./cache-inputs";
import { CacheUsers } from "./cache-users";
import { StateSharingInput } from "./inputs";

/** The cache: a primary and a replica in each other zone, one of which takes over under the same name. */
export class StateCache extends Construct {
  readonly replicationGroup: ElasticacheReplicationGroup;
  readonly securityGroup: SecurityGroup;
  readonly users: CacheUsers;

  constructor(
    scope: Construct,
    id: string,
    private readonly input: StateSharingInput,
    private readonly cache: CacheInput,
    private readonly dependsOn: ITerraformDependable[],
  ) {
    super(scope, id);
    const { name, tags } = input;
    this.securityGroup = new SecurityGroup(this, "security_group", {
      namePrefix: text`${name}-cache-`,
      description: text`Cache ${name}`,
      vpcId: cache.vpcId,
      lifecycle: { createBeforeDestroy: true },
      tags,
      dependsOn,
    });
    letIn(this, intoPort(this.securityGroup.id, cache.port, tags), cache);
    this.users = new CacheUsers(this, "user", input, cache, dependsOn);
    const { engine, version } = engineOf(cache);
    const zones = keysOf(cache.subnetIdsByZone);
    this.replicationGroup = new ElasticacheReplicationGroup(this, "Resource", {
      replicationGroupId: name,
      description: text`State of ${name}`,
      engine,
      engineVersion: version,
      nodeType: cache.nodeType,
      port: cache.port,
      // A node in each zone, whatever zones come and go; where they are at first, ElastiCache decides no more later.
      numCacheClusters: sizeOf(zones),
      preferredCacheClusterAzs: zones,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      atRestEncryptionEnabled: "true",
      kmsKeyId: cache.kmsKeyArn.orNull,
      autoMinorVersionUpgrade: "true",
      applyImmediately: cache.applyImmediately as boolean,
      maintenanceWindow: cache.maintenanceWindow,
      snapshotRetentionLimit: cache.snapshotDays,
      snapshotWindow: cache.snapshotWindow,
      subnetGroupName: this.subnetGroup().name,
      parameterGroupName: this.parameterGroup(input.table.isGiven).name,
      securityGroupIds: [this.securityGroup.id],
      userGroupIds: [this.users.group.userGroupId],
      notificationTopicArn: input.alarms.get(({ topicArn }) => topicArn).orNull,
      tags,
    });
  }

  /** HCL map from zone to the id of a node; ElastiCache numbers them so when it makes the group. */
  get nodes(): Expression {
    const name = this.replicationGroup.replicationGroupId;
    return hcl`{ for index, zone in ${keysOf(this.cache.subnetIdsByZone)} : zone => format("%s-%03d", ${name}, index + 1) }`;
  }

  private subnetGroup(): ElasticacheSubnetGroup {
    const { name, tags } = this.input;
    return new ElasticacheSubnetGroup(this, "subnet_group", {
      name,
      description: text`Subnets of ${name}`,
      subnetIds: Token.asList(hcl`values(${this.cache.subnetIdsByZone})`),
      tags,
      dependsOn: this.dependsOn,
    });
  }

  /** The family is in the name: a group of another one is made before the old one, which is in use until then, goes. */
  private parameterGroup(besideTable: Flag): ElasticacheParameterGroup {
    const { name, tags } = this.input;
    const { engine, version } = engineOf(this.cache);
    const family = text`${engine}${Token.asString(hcl`split(".", ${version})[0]`)}`;
    const group = new ElasticacheParameterGroup(this, "parameters", {
      name: text`${name}-${family}`,
      description: text`Parameters of ${name}`,
      family,
      lifecycle: { createBeforeDestroy: true },
      tags,
      dependsOn: this.dependsOn,
    });
    const own = this.cache.parameters.map(({ name, value }) => ({ name, value }));
    group.addOverride("dynamic.parameter", {
      for_each: hcl`concat([{ name = "maxmemory-policy", value = ${evictionPolicy(this.cache, besideTable)} }], ${own})`,
      content: { name: "${parameter.value.name}", value: "${parameter.value.value}" },
    });
    return group;
  }
}
