import { awsQuery } from "../../harness/aws-request";
import { useEmulator } from "../../harness/jest";
import { answersTo } from "../../harness/weighted-names";
import { databaseIn, instances, invert, lastPassword, modify, rds, secretOf } from "./support/database";
import { ModuleUnderDrill } from "./support/module-under-drill";

const ZONES = ["us-east-1a", "us-east-1b", "us-east-1c"];
const REPLICAS = ZONES.map((zone) => `orders-${zone}`);
const ALL = ["orders", ...REPLICAS];

/** One long life of the published module: the provider waits minutes for an instance, whatever RDS says. */
describe("ha-database, applied, drifted, broken, rotated, upgraded and destroyed", () => {
  const emulator = useEmulator();
  let database: ModuleUnderDrill;

  beforeAll(async () => {
    const variables = { ...(await databaseIn(emulator(), ZONES)), engine_version: "16" };
    database = await ModuleUnderDrill.of(emulator(), "ha-database", variables);
    await database.apply();
  });

  const state = () => emulator().state();

  test("there are a master with its standby, a replica in each zone, and nothing left to do", async () => {
    const { databases } = await state();
    expect(Object.keys(databases).sort()).toEqual(ALL);
    const { orders, ...replicas } = databases;
    expect(orders).toMatchObject({ source: null, version: "16.8" });
    expect(orders!.standbyZone).not.toBe(orders!.zone);
    expect(
      Object.values(replicas)
        .map(({ source, zone }) => [source, zone])
        .sort(),
    ).toEqual(ZONES.map((zone) => ["orders", zone]));
    await database.expectNothingToDo();
    const outputs = await database.outputs();
    expect(outputs).toMatchObject({
      endpoint: orders!.endpoint,
      connection_string: `postgresql://dbadmin@${orders!.endpoint}:5432/app?sslmode=verify-full`,
      reader_connection_string: "postgresql://dbadmin@reader.orders.internal:5432/app?sslmode=verify-ca",
      reader_endpoints_by_zone: Object.fromEntries(
        ZONES.map((zone) => [zone, databases[`orders-${zone}`]!.endpoint]),
      ),
      failover_command: "aws rds reboot-db-instance --db-instance-identifier orders --force-failover",
    });
  });

  test("the password is in the secret and in the database, and nowhere else", async () => {
    const { secret_arn: secret } = await database.outputs();
    const { username, password } = await secretOf(emulator(), secret as string);
    expect(username).toBe("dbadmin");
    expect(password).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(await lastPassword(emulator())).toBe(password);
    const written = await database.writtenDown();
    expect(written).toContain(secret);
    expect(written).not.toContain(password);
  });

  describe("the names for reads", () => {
    /** Identifiers behind a name, once the alarms have had the time that they take. */
    async function behind(name: string): Promise<string[]> {
      const { weightedNames, databases } = await state();
      const idOf = new Map(Object.entries(databases).map(([id, { endpoint }]) => [endpoint, id]));
      return answersTo(name, weightedNames).map((answer) => idOf.get(answer) ?? answer);
    }

    const minutesPass = async () => {
      for (let minute = 0; minute < 4; minute++) await emulator().tick();
    };

    test("lead to the master until a replica has reported that it keeps up", async () => {
      expect(await behind("reader.orders.internal")).toEqual(["orders"]);
    });

    test.each(Array.from({ length: 8 }, (_, subset) => subset))(
      "lead to every live replica, to no dead one, and to the master when none lives (%i)",
      async (subset) => {
        const isDead = (index: number) => Math.floor(subset / 2 ** index) % 2 === 1;
        const live = REPLICAS.filter((_, index) => !isDead(index));
        for (const [index, replica] of REPLICAS.entries())
          await (isDead(index) ? emulator().impair(replica) : emulator().recover(replica));
        await minutesPass();
        const answers = live.length > 0 ? live : ["orders"];
        expect(await behind("reader.orders.internal")).toEqual(answers);
        for (const [index, zone] of ZONES.entries())
          expect(await behind(`reader-${zone}.orders.internal`)).toEqual(
            isDead(index) ? answers : [REPLICAS[index]],
          );
      },
    );

    test("leave out a replica that is too far behind, and one whose replication has stopped", async () => {
      for (const replica of REPLICAS) await emulator().recover(replica);
      await minutesPass();
      const [far, stopped, well] = REPLICAS;
      for (const replica of [far!, stopped!]) await emulator().impair(replica);
      for (let minute = 0; minute < 3; minute++) {
        await emulator().tick();
        await putLag(far!, 601);
        await putLag(stopped!, -1);
      }
      await emulator().tick();
      const { alarms } = await state();
      expect(alarms[`${stopped}-stopped`]).toBe("ALARM");
      expect(alarms[`${far}-lag`]).toBe("ALARM");
      expect(await behind("reader.orders.internal")).toEqual([well]);
      for (const replica of [far!, stopped!]) await emulator().recover(replica);
      await minutesPass();
      expect(await behind("reader.orders.internal")).toEqual(REPLICAS);
    });

    test("leave out a replica that was drained by its command, until the next apply", async () => {
      for (const replica of REPLICAS) await emulator().recover(replica);
      await minutesPass();
      const { drain_replica_commands: commands } = await database.outputs();
      const command = (commands as Record<string, string>)["us-east-1b"]!;
      const [, id] = /^aws route53 update-health-check --health-check-id (\S+) --inverted$/.exec(command)!;
      await invert(emulator(), id!, true);
      expect(await behind("reader.orders.internal")).toEqual(["orders-us-east-1a", "orders-us-east-1c"]);
      expect(await behind("reader-us-east-1b.orders.internal")).toEqual([
        "orders-us-east-1a",
        "orders-us-east-1c",
      ]);
      expect(await database.changesWith({})).toEqual([
        { address: 'module.drilled.aws_route53_health_check.health_both["us-east-1b"]', action: "update" },
      ]);
      await invert(emulator(), id!, false);
      expect(await behind("reader.orders.internal")).toEqual(REPLICAS);
      await database.expectNothingToDo();
    });

    async function putLag(replica: string, value: number): Promise<void> {
      const { now } = await emulator().clock();
      await awsQuery(emulator(), "monitoring", "2010-08-01", {
        Action: "PutMetricData",
        Namespace: "AWS/RDS",
        "MetricData.member.1.MetricName": "ReplicaLag",
        "MetricData.member.1.Value": String(value),
        "MetricData.member.1.Timestamp": now,
        "MetricData.member.1.Dimensions.member.1.Name": "DBInstanceIdentifier",
        "MetricData.member.1.Dimensions.member.1.Value": replica,
      });
    }
  });

  test("a failover, a minor upgrade and grown storage are nothing for Terraform to undo", async () => {
    const before = (await state()).databases["orders"]!;
    await rds(emulator(), "RebootDBInstance", { DBInstanceIdentifier: "orders", ForceFailover: "true" });
    for (const replica of REPLICAS) await modify(emulator(), replica, { EngineVersion: "16.9" });
    await modify(emulator(), "orders", { EngineVersion: "16.9" });
    for (const identifier of ALL) await modify(emulator(), identifier, { AllocatedStorage: "30" });
    const after = (await state()).databases["orders"]!;
    expect(after).toMatchObject({ zone: before.standbyZone, endpoint: before.endpoint, version: "16.9" });
    await database.expectNothingToDo();
  });

  test("a replica that is given up takes its own names along, and touches no other one", async () => {
    const changes = await database.changesWith({ replicas: { zones: ["us-east-1a", "us-east-1c"] } });
    expect(changes.length).toBeGreaterThan(5);
    const others = changes.filter(
      ({ address, action }) => !/\["us-east-1b"\]$/.test(address) || action !== "delete",
    );
    expect(others).toEqual([]);
  });

  test("a standby that is lost is warned of, and is in the next plan", async () => {
    await modify(emulator(), "orders", { MultiAZ: "false" });
    const { warnings } = await database.terraform.plan({ refreshOnly: true });
    expect(warnings.map(({ detail }) => detail)).toEqual([
      expect.stringContaining("The database orders has no standby"),
    ]);
    const { changes } = await database.terraform.plan();
    expect(changes).toEqual([{ address: "module.drilled.aws_db_instance.master", action: "update" }]);
    await modify(emulator(), "orders", { MultiAZ: "true" });
    await database.expectNothingToDo();
  });

  test("an upgrade that starts with the master is refused, as RDS refuses it", async () => {
    await expect(database.apply({ engine_version: "16.10" })).rejects.toThrow("DBUpgradeDependencyFailure");
    expect((await state()).databases["orders"]!.version).toBe("16.9");
  });

  test("it passes in two steps; with the second one, one number rotates the password", async () => {
    const { secret_arn: secret } = await database.outputs();
    const { password: old } = await secretOf(emulator(), secret as string);
    await database.apply({ engine_version: "16.9", replicas: { engine_version: "16.10" } });
    expect(await versions()).toEqual({ orders: "16.9", replicas: ["16.10"] });
    await database.apply({ engine_version: "16.10", replicas: {}, password_version: 2 });
    expect(await versions()).toEqual({ orders: "16.10", replicas: ["16.10"] });
    await database.expectNothingToDo();

    const { password } = await secretOf(emulator(), secret as string);
    expect(password).not.toBe(old);
    expect(await lastPassword(emulator())).toBe(password);
    const written = await database.writtenDown();
    expect([written.includes(old), written.includes(password)]).toEqual([false, false]);
  });

  async function versions() {
    const { orders, ...replicas } = (await state()).databases;
    return {
      orders: orders!.version,
      replicas: [...new Set(Object.values(replicas).map(({ version }) => version))],
    };
  }

  test("a destroy of what is protected loses not one instance, and the next apply brings the names back", async () => {
    await expect(database.destroy()).rejects.toThrow(/deletion protection/i);
    expect(await instances(emulator())).toEqual(ALL);
    await database.apply();
    expect(Object.keys((await state()).weightedNames)).toHaveLength(4);
    await database.expectNothingToDo();
  });

  test("without protection destroy leaves nothing but the last snapshot", async () => {
    for (const identifier of ALL) await modify(emulator(), identifier, { DeletionProtection: "false" });
    await database.destroy();
    expect(await state()).toMatchObject({ databases: {}, weightedNames: {}, alarms: {} });
    const snapshots = await rds(emulator(), "DescribeDBSnapshots", {});
    expect(snapshots).toMatch(/<DBSnapshotIdentifier>orders-final-[0-9a-f]+</);
  });
});
