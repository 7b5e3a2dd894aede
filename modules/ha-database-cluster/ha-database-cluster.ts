import { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { bind, creationStackOf, Guard, hcl, text } from "../definition";
import { DatabaseAlarms, Watched } from "../database/alarms";
import { connectionString, passwordCommand } from "../database/connection";
import { usualPort } from "../database/engine";
import { DatabaseNetwork } from "../database/network";
import { Observation } from "../database/observation";
import { MasterPassword } from "../database/password";
import { ZonedSubnets } from "../network/zoned-subnets";
import { Cluster } from "./cluster";
import { HaDatabaseClusterConfig, HaDatabaseClusterInput, inputs } from "./inputs";

/**
 * A Multi-AZ DB cluster of Amazon RDS: a writer and two standbys that can be read, in three zones. Its outputs have
 * the names of those of `HaDatabase`, so that an application can move from one to the other.
 */
export class HaDatabaseCluster extends Construct {
  /** Connection string of the writer, without a password; it stays the same when a standby takes over. */
  readonly connectionString: string;
  /** Name of the database in it. */
  readonly databaseName: string;
  /** DNS name of the writer, whichever instance that is. */
  readonly endpoint: string;
  /** Command that shows what happened to the cluster in the last day. */
  readonly eventsCommand: string;
  /** Command that makes a standby take over. */
  readonly failoverCommand: string;
  /** Identifier of the cluster. */
  readonly identifier: string;
  /** Identifiers of the three instances. */
  readonly instanceIdentifiers: string[];
  /** Name of the parameter group. */
  readonly parameterGroupName: string;
  /** Command that shows user and password of the master user. */
  readonly passwordCommand: string;
  /** TCP port. */
  readonly port: number;
  /** Connection string for reads, without a password. */
  readonly readerConnectionString: string;
  /** DNS name of the standbys, for reads. */
  readonly readerEndpoint: string;
  /** Resource id of the cluster, by which IAM and CloudTrail know it. */
  readonly resourceId: string;
  /** ARN of the secret with user and password of the master user. */
  readonly secretArn: string;
  /** Id of the database's security group. */
  readonly securityGroupId: string;

  /** The cluster. */
  readonly cluster: RdsCluster;

  constructor(scope: Construct, id: string, config: HaDatabaseClusterConfig) {
    super(scope, id);
    using _stack = creationStackOf(new.target);
    const { input, deferred } = bind(this, inputs, config);
    const subnets = new ZonedSubnets(this, "subnet", "subnetIdsByZone", input.subnetIdsByZone, input.vpcId);
    const { passed } = new Guard(this, "guard", [...deferred, ...subnets.rules]);

    const port = input.port.or(usualPort(input.engine));
    const network = new DatabaseNetwork(this, "network", input, port, passed);
    const observation = new Observation(this, "observation", input, passed);
    const password = new MasterPassword(this, "password", input, passed);
    const ground = { network, observation, password, port, passed };
    const { cluster, parameters } = new Cluster(this, "cluster", input, ground);
    input.alarms.build(
      this,
      "alarm",
      (inner, alarms) => new DatabaseAlarms(inner, "Resource", input, watched(input, cluster), alarms),
    );

    this.cluster = cluster;
    const identifier = cluster.clusterIdentifier;
    this.connectionString = connectionString(input, cluster.endpoint, port, "full");
    this.databaseName = input.databaseName;
    this.endpoint = cluster.endpoint;
    this.eventsCommand = text`aws rds describe-events --source-type db-cluster --source-identifier ${identifier} --duration 1440`;
    this.failoverCommand = text`aws rds failover-db-cluster --db-cluster-identifier ${identifier}`;
    this.identifier = identifier;
    this.instanceIdentifiers = Token.asList(hcl`sort(${cluster.clusterMembers})`);
    this.parameterGroupName = parameters.name;
    this.passwordCommand = passwordCommand(password);
    this.port = port;
    this.readerConnectionString = connectionString(input, cluster.readerEndpoint, port, "full");
    this.readerEndpoint = cluster.readerEndpoint;
    this.resourceId = cluster.clusterResourceId;
    this.secretArn = password.secret.arn;
    this.securityGroupId = network.securityGroup.id;
  }
}

/** The instances by number, since RDS names them, and nobody knows the names at plan. */
function watched(
  { name }: HaDatabaseClusterInput,
  { clusterIdentifier, clusterMembers }: RdsCluster,
): Watched {
  return {
    // An instance and a cluster may have one name, as while one is restored from the other.
    prefix: text`${name}-cluster`,
    sourceType: "db-cluster",
    sourceIds: [clusterIdentifier],
    categories: ["failover", "failure", "maintenance"],
    instances: hcl`{ for number in range(3) : number + 1 => element(sort(${clusterMembers}), number) }`,
  };
}
