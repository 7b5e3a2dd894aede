import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { bind, creationStackOf, Guard, hcl, Rule, text } from "../definition";
import { DatabaseAlarms, Watched } from "../database/alarms";
import { connectionString, connectionStrings, iamConnectArns, passwordCommand } from "../database/connection";
import { usualPort } from "../database/engine";
import { DatabaseNetwork } from "../database/network";
import { Observation } from "../database/observation";
import { MasterPassword } from "../database/password";
import { allWindows } from "../database/windows";
import { ZonedSubnets } from "../network/zoned-subnets";
import { HaDatabaseConfig, HaDatabaseInput, inputs } from "./inputs";
import { Master } from "./master";
import { MasterProxy } from "./proxy";
import { ReaderNames } from "./reader-names";
import { ReplicaHealth } from "./replica-health";
import { Replicas } from "./replicas";

/**
 * A database of Amazon RDS with a standby in another zone, which takes over under the same name, and a read replica
 * in each zone, which names for reads lead to while it keeps up.
 */
export class HaDatabase extends Construct {
  /** Connection string of the master, without a password; it stays the same when the standby takes over. */
  readonly connectionString: string;
  /** Name of the database in it. */
  readonly databaseName: string;
  /** Command that takes a replica out of the names for reads, by zone; the next apply puts it back. */
  readonly drainReplicaCommands: Record<string, string>;
  /** DNS name of the master, and of the standby once it has taken over. */
  readonly endpoint: string;
  /** Command that shows what happened to the master in the last day. */
  readonly eventsCommand: string;
  /** Command that makes the standby take over. */
  readonly failoverCommand: string;
  /** What policies for `rds-db:connect` name: append a slash and the name of a database user. The master's, then the replicas'. */
  readonly iamConnectArns: string[];
  /** Identifier of the master. */
  readonly identifier: string;
  /** Maintenance windows: the master's under `master`, the replicas' by zone. */
  readonly maintenanceWindows: Record<string, string>;
  /** Name of the parameter group. */
  readonly parameterGroupName: string;
  /** Command that shows user and password of the master user. */
  readonly passwordCommand: string;
  /** TCP port. */
  readonly port: number;
  /** DNS name of the proxy before the master; absent without `proxy`. */
  readonly proxyEndpoint: string | undefined;
  /** Connection string for reads, without a password, by the name that leads to any healthy replica. */
  readonly readerConnectionString: string;
  /** Connection string of each replica by RDS's own name, by zone, without a password. */
  readonly readerConnectionStringsByZone: Record<string, string>;
  /** Name that leads to any healthy replica, and to the master when there is none. */
  readonly readerEndpoint: string;
  /** RDS's own name of each replica, by zone. */
  readonly readerEndpointsByZone: Record<string, string>;
  /** Name in each zone that leads to its own replica while that is healthy, and else to any. */
  readonly readerNamesByZone: Record<string, string>;
  /** Id of the hosted zone of the names for reads. */
  readonly readerZoneId: string;
  /** Identifier of each replica, by zone. */
  readonly replicaIdentifiersByZone: Record<string, string>;
  /** Resource id of the master, by which IAM and CloudTrail know it. */
  readonly resourceId: string;
  /** ARN of the secret with user and password of the master user. */
  readonly secretArn: string;
  /** Id of the database's security group. */
  readonly securityGroupId: string;

  /** The master and its standby. */
  readonly master: DbInstance;
  /** The replicas: one resource, with an instance for each zone. */
  readonly replicas: DbInstance;

  constructor(scope: Construct, id: string, config: HaDatabaseConfig) {
    super(scope, id);
    using _stack = creationStackOf(new.target);
    const { input, deferred } = bind(this, inputs, config);
    const subnets = new ZonedSubnets(this, "subnet", "subnetIdsByZone", input.subnetIdsByZone, input.vpcId);
    const vpc = new DataAwsVpc(this, "vpc", { id: input.vpcId });
    const { passed } = new Guard(this, "guard", [...deferred, ...subnets.rules, hasDns(vpc)]);

    const port = input.port.or(usualPort(input.engine));
    const network = new DatabaseNetwork(this, "network", input, port, passed);
    const observation = new Observation(this, "observation", input, passed);
    const password = new MasterPassword(this, "password", input, passed);
    const ground = { network, observation, port };
    const master = new Master(this, "master", input, ground, password, passed);
    const replicas = new Replicas(this, "replica", input, ground, master, passed);
    const health = new ReplicaHealth(this, "health", input, replicas);
    const names = new ReaderNames(this, "reader", input, master, replicas, health, passed);
    input.alarms.build(
      this,
      "alarm",
      (inner, alarms) =>
        new DatabaseAlarms(inner, "Resource", input, watched(input, master, replicas), alarms),
    );
    const between = { master, network, password, passed };
    const proxy = input.proxy.build(
      this,
      "proxy",
      (inner, settings) => new MasterProxy(inner, "Resource", input, between, settings),
    );

    this.master = master.instance;
    this.replicas = replicas.instance;
    const { address, identifier, resourceId } = master.instance;
    this.connectionString = connectionString(input, address, port, "full");
    this.databaseName = input.databaseName;
    this.drainReplicaCommands = Token.asStringMap(
      hcl`{ for zone, check in ${health.check.fqn} : zone => "aws route53 update-health-check --health-check-id \${check.id} --inverted" }`,
    );
    this.endpoint = address;
    this.eventsCommand = text`aws rds describe-events --source-type db-instance --source-identifier ${identifier} --duration 1440`;
    this.failoverCommand = text`aws rds reboot-db-instance --db-instance-identifier ${identifier} --force-failover`;
    this.iamConnectArns = iamConnectArns(
      master.instance.arn,
      hcl`concat([${resourceId}], values(${replicas.each("resource_id")}))`,
    );
    this.identifier = identifier;
    this.maintenanceWindows = allWindows(input.maintenance.window, replicas.windows);
    this.parameterGroupName = master.parameters.name;
    this.passwordCommand = passwordCommand(password);
    this.port = port;
    this.proxyEndpoint = proxy.read(({ proxy: { endpoint } }) => endpoint).orNull;
    this.readerConnectionString = connectionString(input, names.name, port, "authority");
    this.readerEndpoint = names.name;
    this.readerEndpointsByZone = replicas.each("address");
    this.readerConnectionStringsByZone = connectionStrings(input, this.readerEndpointsByZone, port, "full");
    this.readerNamesByZone = names.byZone;
    this.readerZoneId = names.zoneId;
    this.replicaIdentifiersByZone = replicas.each("identifier");
    this.resourceId = resourceId;
    this.secretArn = password.secret.arn;
    this.securityGroupId = network.securityGroup.id;
  }
}

/** "Considerations when working with a private hosted zone", Route 53 developer guide. */
function hasDns(vpc: DataAwsVpc): Rule {
  const [support, names] = [vpc.enableDnsSupport, vpc.enableDnsHostnames];
  return {
    input: "vpcId",
    holds: hcl`${support} && ${names}`,
    message: text`vpcId must be a VPC with DNS support and DNS host names on, or nobody finds the names for reads; got ${vpc.id} with ${support} and ${names}.`,
  };
}

function watched(input: HaDatabaseInput, { instance }: Master, replicas: Replicas): Watched {
  const { name } = input;
  return {
    prefix: name,
    sourceType: "db-instance",
    sourceIds: Token.asList(hcl`concat([${instance.identifier}], values(${replicas.each("identifier")}))`),
    categories: ["failover", "failure", "low storage", "maintenance", "read replica"],
    instances: hcl`merge({ master = ${instance.identifier} }, { for zone in ${replicas.zones} : zone => "\${${name}}-\${zone}" })`,
  };
}
