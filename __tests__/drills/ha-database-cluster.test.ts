import { useEmulator } from "../../harness/jest";
import { databaseIn, instances, lastPassword, rds, secretOf } from "./support/database";
import { ModuleUnderDrill } from "./support/module-under-drill";

const ZONES = ["us-east-1a", "us-east-1b", "us-east-1c"];

describe("ha-database-cluster, applied, failed over, rotated and destroyed", () => {
  const emulator = useEmulator();
  let cluster: ModuleUnderDrill;

  beforeAll(async () => {
    const variables = { ...(await databaseIn(emulator(), ZONES)), engine_version: "16" };
    cluster = await ModuleUnderDrill.of(emulator(), "ha-database-cluster", variables);
    await cluster.apply();
  });

  const writer = async () => {
    const { databases } = await emulator().state();
    return Object.entries(databases).find(([, one]) => one.writer)![0];
  };

  test("there are a writer and two standbys in three zones, and nothing left to do", async () => {
    const { databases } = await emulator().state();
    expect(
      Object.values(databases)
        .map(({ zone }) => zone)
        .sort(),
    ).toEqual(ZONES);
    expect(Object.values(databases).filter((one) => one.writer)).toHaveLength(1);
    await cluster.expectNothingToDo();
    const outputs = (await cluster.outputs()) as Record<string, string>;
    expect(outputs).toMatchObject({
      connection_string: `postgresql://dbadmin@${outputs["endpoint"]}:5432/app?sslmode=verify-full`,
      reader_connection_string: `postgresql://dbadmin@${outputs["reader_endpoint"]}:5432/app?sslmode=verify-full`,
      instance_identifiers: Object.keys(databases).sort(),
      failover_command: "aws rds failover-db-cluster --db-cluster-identifier orders",
    });
  });

  test("a failover and a minor upgrade are nothing for Terraform to undo", async () => {
    const before = await writer();
    await rds(emulator(), "FailoverDBCluster", { DBClusterIdentifier: "orders" });
    expect(await writer()).not.toBe(before);
    const upgrade = { EngineVersion: "16.9", ApplyImmediately: "true" };
    await rds(emulator(), "ModifyDBCluster", { DBClusterIdentifier: "orders", ...upgrade });
    await cluster.expectNothingToDo();
  });

  test("a cluster that has lost an instance says so", async () => {
    const lost = (await instances(emulator()))[0]!;
    await rds(emulator(), "DeleteDBInstance", { DBInstanceIdentifier: lost, SkipFinalSnapshot: "true" });
    const { warnings, changes } = await cluster.terraform.plan();
    expect(warnings.map(({ detail }) => detail)).toEqual([
      expect.stringContaining("The cluster orders has 2 of its three instances"),
    ]);
    expect(changes).toEqual([]);
    const back = { DBInstanceIdentifier: lost, DBClusterIdentifier: "orders", Engine: "postgres" };
    await rds(emulator(), "CreateDBInstance", { ...back, DBInstanceClass: "db.m6gd.large" });
    await cluster.expectNothingToDo();
  });

  test("one number rotates the password, which is in the secret and in the database, and nowhere else", async () => {
    const { secret_arn: secret } = await cluster.outputs();
    const { password: old } = await secretOf(emulator(), secret as string);
    expect(await lastPassword(emulator())).toBe(old);
    await cluster.apply({ password_version: 2 });
    const { password } = await secretOf(emulator(), secret as string);
    expect(password).not.toBe(old);
    expect(await lastPassword(emulator())).toBe(password);
    const written = await cluster.writtenDown();
    expect(written).toContain(secret);
    expect([written.includes(old), written.includes(password)]).toEqual([false, false]);
    await cluster.expectNothingToDo();
  });

  test("a destroy of what is protected loses nothing that holds data; without protection only its last snapshot is left", async () => {
    await expect(cluster.destroy()).rejects.toThrow(/protect/i);
    expect(await instances(emulator())).toHaveLength(3);
    const unprotected = { DBClusterIdentifier: "orders", DeletionProtection: "false" };
    await rds(emulator(), "ModifyDBCluster", unprotected);
    await cluster.destroy();
    const snapshots = await rds(emulator(), "DescribeDBClusterSnapshots", {});
    expect(snapshots).toMatch(/<DBClusterSnapshotIdentifier>orders-final-[0-9a-f]+</);
    expect(await emulator().state()).toMatchObject({ databases: {}, alarms: {} });
  });
});
