import { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import { RdsClusterParameterGroup } from "@cdktf/provider-aws/lib/rds-cluster-parameter-group";
import { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { atMost, CheckBlock, not, sizeOf, text } from "../definition";
import { majorVersion } from "../database/engine";
import { finalSnapshotName, keptIf } from "../database/keeping";
import { DatabaseNetwork } from "../database/network";
import { Observation } from "../database/observation";
import { setParameters } from "../database/parameters";
import { MasterPassword } from "../database/password";
import { HaDatabaseClusterInput } from "./inputs";

/** What the cluster stands on. */
export interface ClusterGround {
  readonly network: DatabaseNetwork;
  readonly observation: Observation;
  readonly password: MasterPassword;
  /** TCP port. */
  readonly port: number;
  readonly passed: ITerraformDependable[];
}

/** A writer and two readable standbys, each in a zone of its own: RDS makes all three, and Terraform knows the cluster. */
export class Cluster extends Construct {
  readonly cluster: RdsCluster;
  readonly parameters: RdsClusterParameterGroup;

  constructor(
    scope: Construct,
    id: string,
    private readonly input: HaDatabaseClusterInput,
    private readonly ground: ClusterGround,
  ) {
    super(scope, id);
    this.parameters = this.parameterGroup();
    const { network, observation, password, port } = ground;
    this.cluster = new RdsCluster(this, "Resource", {
      clusterIdentifier: input.name,
      engine: input.engine,
      engineVersion: input.engineVersion,
      allowMajorVersionUpgrade: input.allowMajorVersionUpgrade,
      applyImmediately: input.maintenance.applyImmediately,
      dbClusterInstanceClass: input.instanceClass,
      databaseName: input.databaseName,
      masterUsername: input.masterUsername,
      masterPasswordWo: password.value,
      masterPasswordWoVersion: input.passwordVersion,
      port,
      dbSubnetGroupName: network.subnetGroup.name,
      vpcSecurityGroupIds: [network.securityGroup.id],
      dbClusterParameterGroupName: this.parameters.name,
      allocatedStorage: input.storage.gib,
      storageType: input.storage.type,
      iops: input.storage.iops.orNull,
      storageEncrypted: true,
      kmsKeyId: input.kmsKeyArn.orNull,
      snapshotIdentifier: input.restoreFrom.get(({ snapshotId }) => snapshotId).orNull,
      caCertificateIdentifier: input.caCertificateId.orNull,
      ...observation.arguments,
      preferredMaintenanceWindow: input.maintenance.window,
      backupRetentionPeriod: input.backup.retentionDays,
      preferredBackupWindow: input.backup.window,
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: not(input.finalSnapshot),
      skipFinalSnapshot: not(input.finalSnapshot),
      finalSnapshotIdentifier: finalSnapshotName(input.name, network),
      deletionProtection: input.deletionProtection,
      tags: input.tags,
      dependsOn: observation.ready,
      // Another snapshot would replace the cluster by what is in it.
      lifecycle: { ignoreChanges: ["snapshot_identifier"], ...keptIf(input.deletionProtection) },
    });
    this.checkMembers();
  }

  private parameterGroup(): RdsClusterParameterGroup {
    const { engine, engineVersion, name, tags } = this.input;
    const group = new RdsClusterParameterGroup(this, "parameters", {
      namePrefix: text`${name}-`,
      description: text`Parameters of ${name}`,
      family: text`${engine}${majorVersion(engine, engineVersion)}`,
      tags,
      lifecycle: { createBeforeDestroy: true },
      dependsOn: this.ground.passed,
    });
    setParameters(group, this.input);
    return group;
  }

  /** A warning, no error: RDS replaces what is missing by itself, and nothing else has to wait for that. */
  private checkMembers(): void {
    const { clusterIdentifier, clusterMembers } = this.cluster;
    const members = sizeOf(clusterMembers);
    new CheckBlock(this, "members", [
      {
        input: "name",
        holds: atMost(3, members),
        message: text`The cluster ${clusterIdentifier} has ${members} of its three instances: a standby is missing, and RDS should be about to replace it.`,
      },
    ]);
  }
}
