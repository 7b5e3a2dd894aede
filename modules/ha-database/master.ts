import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { not } from "../definition";
import { finalSnapshotName, keptIf } from "../database/keeping";
import { MasterPassword } from "../database/password";
import { HaDatabaseInput } from "./inputs";
import { familyOf, Ground, instanceSettings, parameterGroup } from "./instance-settings";

/** The master and its standby in another zone: one instance to Terraform, and one name to clients. */
export class Master extends Construct {
  readonly instance: DbInstance;
  readonly parameters: DbParameterGroup;
  /** Family of the parameters. */
  readonly family: string;

  constructor(
    scope: Construct,
    id: string,
    input: HaDatabaseInput,
    ground: Ground,
    password: MasterPassword,
    passed: ITerraformDependable[],
  ) {
    super(scope, id);
    const { engineVersion } = input;
    this.family = familyOf(this, input, engineVersion);
    this.parameters = parameterGroup(this, "parameters", input, this.family, passed);
    this.instance = new DbInstance(this, "Resource", {
      ...instanceSettings(input, ground, engineVersion),
      identifier: input.name,
      engine: input.engine,
      instanceClass: input.instanceClass,
      dbName: input.databaseName,
      username: input.masterUsername,
      passwordWo: password.value,
      passwordWoVersion: input.passwordVersion,
      // No zone: RDS takes none for a Multi-AZ instance, and a failover changes it.
      multiAz: true,
      dbSubnetGroupName: ground.network.subnetGroup.name,
      parameterGroupName: this.parameters.name,
      allocatedStorage: input.storage.gib,
      kmsKeyId: input.kmsKeyArn.orNull,
      snapshotIdentifier: input.restoreFrom.get(({ snapshotId }) => snapshotId).orNull,
      maintenanceWindow: input.maintenance.window,
      backupRetentionPeriod: input.backup.retentionDays,
      backupWindow: input.backup.window,
      deleteAutomatedBackups: not(input.finalSnapshot),
      skipFinalSnapshot: not(input.finalSnapshot),
      finalSnapshotIdentifier: finalSnapshotName(input.name, ground.network),
      deletionProtection: input.deletionProtection,
      // Another snapshot would replace the database by what is in it.
      lifecycle: { ignoreChanges: ["snapshot_identifier"], ...keptIf(input.deletionProtection) },
    });
    this.checkStandby();
  }

  /** Where a zone has no room, RDS makes an instance without a standby, and says nothing. */
  private checkStandby(): void {
    this.instance.addOverride("lifecycle.postcondition", [
      {
        condition: "${self.multi_az}",
        error_message:
          "The database ${self.identifier} has no standby: RDS says that it is not Multi-AZ. Apply again; where it stays so, another instance class has room in two zones.",
      },
    ]);
  }
}
