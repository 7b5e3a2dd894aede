import { useEmulator } from "../../harness/jest";
import { databaseIn, instances } from "./support/database";
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
