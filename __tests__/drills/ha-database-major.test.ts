import { useEmulator } from "../../harness/jest";
import { databaseIn, rds } from "./support/database";
import { ModuleUnderDrill } from "./support/module-under-drill";

const emulator = useEmulator();

const now = { allow_major_version_upgrade: true, maintenance: { apply_immediately: true } };

/** A master and a replica of one engine. */
async function databaseOf(name: string, engine: string, version: string): Promise<ModuleUnderDrill> {
  const database = await ModuleUnderDrill.of(emulator(), "ha-database", {
    ...(await databaseIn(emulator(), ["us-east-1a", "us-east-1b"])),
    name,
    engine,
    engine_version: version,
    replicas: { zones: ["us-east-1b"] },
    deletion_protection: false,
  });
  await database.apply();
  return database;
}

/** The versions of the master and of its replica, and the families of all parameter groups of the engine. */
async function seen(name: string, engine: string) {
  const { databases } = await emulator().state();
  const answer = await rds(emulator(), "DescribeDBParameterGroups", {});
  const families = [...answer.matchAll(/<DBParameterGroupFamily>([^<]*)</g)].map(([, family]) => family!);
  return {
    master: databases[name]!.version,
    replica: databases[`${name}-us-east-1b`]!.version,
    families: families.filter((family) => family.startsWith(engine)).sort(),
  };
}

/** MySQL: the replicas first, with parameters of their own meanwhile. */
async function upgradeMysql(): Promise<void> {
  const stock = await databaseOf("stock", "mysql", "8.0");
  expect(await seen("stock", "mysql")).toEqual({
    master: "8.0.41",
    replica: "8.0.41",
    families: ["mysql8.0"],
  });
  await stock.apply({ ...now, replicas: { zones: ["us-east-1b"], engine_version: "8.4" } });
  expect(await seen("stock", "mysql")).toEqual({
    master: "8.0.41",
    replica: "8.4.4",
    families: ["mysql8.0", "mysql8.4"],
  });
  await stock.apply({ engine_version: "8.4", replicas: { zones: ["us-east-1b"] } });
  expect(await seen("stock", "mysql")).toEqual({ master: "8.4.4", replica: "8.4.4", families: ["mysql8.4"] });
  await stock.expectNothingToDo();
}

/** PostgreSQL: RDS takes the replicas along. */
async function upgradePostgres(): Promise<void> {
  const orders = await databaseOf("orders", "postgres", "16");
  await orders.apply({ ...now, engine_version: "17" });
  expect(await seen("orders", "postgres")).toEqual({
    master: "17.4",
    replica: "17.4",
    families: ["postgres17"],
  });
  await orders.expectNothingToDo();
}

/**
 * What the emulator refuses on the way: parameters of another version, a group in use, a master before its replicas.
 * Side by side, since nearly all of it is waits of the provider.
 */
test("a new major version reaches master and replicas, in each engine's order, and leaves nothing behind", async () => {
  await Promise.all([upgradeMysql(), upgradePostgres()]);
});
