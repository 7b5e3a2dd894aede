import { useEmulator } from "../../harness/jest";
import { databaseIn, instances, lastPassword, rds, secretOf } from "./support/database";
import { ModuleUnderDrill } from "./support/module-under-drill";

const emulator = useEmulator();

test("a Multi-AZ database for which only one zone has room is an error, not a surprise", async () => {
  const database = await ModuleUnderDrill.of(emulator(), "ha-database", {
    ...(await databaseIn(emulator(), ["us-east-1a", "us-east-1b"])),
    engine_version: "16",
  });
  await emulator().zoneDown("us-east-1b");
  await expect(database.apply()).rejects.toThrow("The database orders has no standby");
  // The replicas wait for a master that is as it should be.
  expect(await instances(emulator())).toEqual(["orders"]);
});

test("a database is restored from a snapshot beside the living one, with a password of its own", async () => {
  await emulator().reset();
  const living = { DBInstanceIdentifier: "orders", DBInstanceClass: "db.t4g.medium", DBName: "app" };
  await rds(emulator(), "CreateDBInstance", {
    ...living,
    Engine: "postgres",
    EngineVersion: "16",
    AllocatedStorage: "20",
    StorageType: "gp3",
    StorageEncrypted: "true",
    MasterUsername: "dbadmin",
    MasterUserPassword: "of-the-living-one",
  });
  await rds(emulator(), "CreateDBSnapshot", {
    DBInstanceIdentifier: "orders",
    DBSnapshotIdentifier: "before",
  });
  const restored = await ModuleUnderDrill.of(emulator(), "ha-database", {
    ...(await databaseIn(emulator(), ["us-east-1a", "us-east-1b"])),
    name: "orders-restored",
    engine_version: "16",
    restore_from: { snapshot_id: "before" },
    replicas: { zones: [] },
  });
  await restored.apply();
  const { secret_arn: secret, reader_endpoint: reader } = await restored.outputs();
  const { password } = await secretOf(emulator(), secret as string);
  expect(await lastPassword(emulator())).toBe(password);
  await restored.expectNothingToDo();
  const { databases, weightedNames } = await emulator().state();
  expect(Object.keys(databases)).toEqual(["orders", "orders-restored"]);
  expect(databases["orders-restored"]!.standbyZone).not.toBeNull();
  // Without replicas reads go to the master.
  expect(weightedNames[reader as string]).toEqual([
    { id: "master", weight: 0, target: databases["orders-restored"]!.endpoint, healthy: true },
  ]);
  await restored.apply({ restore_from: { snapshot_id: "another" } });
  await restored.expectNothingToDo();
});
