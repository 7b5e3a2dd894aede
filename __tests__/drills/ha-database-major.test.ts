import { textsOf } from "../../harness/aws-request";
import { useEmulator } from "../../harness/jest";
import { databaseIn, rds } from "./support/database";
import { ModuleUnderDrill } from "./support/module-under-drill";

const emulator = useEmulator();

const now = { allow_major_version_upgrade: true, maintenance: { apply_immediately: true } };

/** Version and parameter family of each instance, and the families of all groups that there are. */
async function seen() {
  const { databases } = await emulator().state();
  const groups = textsOf(await rds(emulator(), "DescribeDBParameterGroups", {}), "DBParameterGroupFamily");
  const versions = Object.entries(databases).map(([id, { version }]) => [id, version]);
  return { versions: Object.fromEntries(versions) as Record<string, string>, families: groups.sort() };
}

/** What the emulator refuses on the way: a group of another version, one in use, a master before its replicas. */
test("a new major version of MySQL: the replicas first, with parameters of their own meanwhile", async () => {
  const database = await ModuleUnderDrill.of(emulator(), "ha-database", {
    ...(await databaseIn(emulator(), ["us-east-1a", "us-east-1b"])),
    engine: "mysql",
    engine_version: "8.0",
    replicas: { zones: ["us-east-1b"] },
    deletion_protection: false,
  });
  await database.apply();
  expect(await seen()).toEqual({
    versions: { orders: "8.0.41", "orders-us-east-1b": "8.0.41" },
    families: ["mysql8.0"],
  });

  await database.apply({ ...now, replicas: { zones: ["us-east-1b"], engine_version: "8.4" } });
  expect(await seen()).toEqual({
    versions: { orders: "8.0.41", "orders-us-east-1b": "8.4.4" },
    families: ["mysql8.0", "mysql8.4"],
  });
  await database.expectNothingToDo();

  await database.apply({ engine_version: "8.4", replicas: { zones: ["us-east-1b"] } });
  expect(await seen()).toEqual({
    versions: { orders: "8.4.4", "orders-us-east-1b": "8.4.4" },
    families: ["mysql8.4"],
  });
  await database.expectNothingToDo();
});

test("a new major version of PostgreSQL takes the replicas along", async () => {
  await emulator().reset();
  const database = await ModuleUnderDrill.of(emulator(), "ha-database", {
    ...(await databaseIn(emulator(), ["us-east-1a", "us-east-1b"])),
    engine_version: "16",
    replicas: { zones: ["us-east-1b"] },
    deletion_protection: false,
  });
  await database.apply();
  await database.apply({ ...now, engine_version: "17" });
  expect(await seen()).toEqual({
    versions: { orders: "17.4", "orders-us-east-1b": "17.4" },
    families: ["postgres17"],
  });
  await database.expectNothingToDo();
});
