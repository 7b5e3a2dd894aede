import { GroupState } from "../../harness/emulator-types";
import { useEmulator } from "../../harness/jest";
import { JobWorker } from "../../harness/job-worker";
import { until } from "../../harness/until";
import { Browser, WebServer } from "../../harness/web-server";
import { die } from "../job-observer/worker-fleet";
import { essenceOf } from "../support/essence";
import { allows } from "../support/policy";
import { terraformShop, typescriptShop } from "../support/shop-roots";
import { rds } from "./support/database";
import { filledCart, ShopProgram } from "./support/shop-program";
import { ShopUnderDrill } from "./support/shop-under-drill";

const ZONES = ["us-east-1a", "us-east-1b", "us-east-1c"];

/** Each source in an account of its own, both at once: most of it is the provider's waiting. */
const sources = {
  TypeScript: { emulator: useEmulator(), root: typescriptShop },
  Terraform: { emulator: useEmulator(), root: terraformShop },
};
const shops = {} as Record<keyof typeof sources, ShopUnderDrill>;

beforeAll(async () => {
  const made = Object.entries(sources).map(async ([name, { emulator, root }]) => {
    // Nothing boots here: somebody answers for the bootstraps.
    await emulator().answerHooks({ launching: true, terminating: true });
    const shop = new ShopUnderDrill(await root(emulator().url), emulator());
    await shop.apply();
    shops[name as keyof typeof sources] = shop;
  });
  await Promise.all(made);
});

test("both sources make the same resources, with the same values", () => {
  const [typescript, terraform] = Object.values(shops).map(({ resources }) => essenceOf(resources));
  expect(typescript).toEqual(terraform);
  expect(Object.keys(typescript!).length).toBeGreaterThan(40);
});

/** The zones of the instances in service, sorted. */
function zonesOf({ instances }: GroupState): string[] {
  return instances
    .filter(({ lifecycleState }) => lifecycleState === "InService")
    .map(({ zone }) => zone)
    .sort();
}

describe.each(Object.keys(sources) as (keyof typeof sources)[])("the shop from %s", (name) => {
  const shop = () => shops[name];
  let program: ShopProgram;
  /** A web server of the customers' tier in each of two zones, and one of the staff's. */
  let [inLostZone, inOtherZone, staff] = [] as unknown as [WebServer, WebServer, WebServer];

  beforeAll(async () => {
    program = await ShopProgram.start(shop());
    inLostZone = await program.serve("customers");
    inOtherZone = await program.serve("customers");
    staff = await program.serve("staff");
  });

  afterAll(() => program?.end());

  /** The latest orders, as the staff sees them. */
  async function orders(): Promise<{ id: string; customer: string; fulfilled: boolean }[]> {
    const clerk = new Browser();
    await clerk.ask(staff, "POST", "/login", { user: "clerk" });
    return clerk.ask(staff, "GET", "/orders");
  }

  const fulfilled = (order: string) =>
    until(`${order} is fulfilled`, async () =>
      (await orders()).some(({ id, fulfilled: done }) => id === order && done),
    );

  /** The one worker, and the zone that it is in. */
  let worker: { readonly process: JobWorker; readonly zone: string };

  /** Minutes pass until there is a worker, but for one that is gone; it starts. */
  async function nextWorker(gone?: string): Promise<typeof worker> {
    for (let minutes = 0; minutes < 6; minutes++) {
      const { instances } = await shop().group("jobs");
      const fresh = instances.find(({ id }) => id !== gone);
      if (fresh !== undefined) return { process: await program.work(fresh.id), zone: fresh.zone };
      await shop().emulator.tick();
    }
    throw new Error("No worker came within six minutes.");
  }

  test("there is nothing left to do, and each tier is in all zones that it needs", async () => {
    await shop().expectNothingToDo();
    expect(zonesOf(await shop().group("customers"))).toEqual([...ZONES, ...ZONES].sort());
    expect(new Set(zonesOf(await shop().group("staff"))).size).toBeGreaterThan(1);
    expect(zonesOf(await shop().group("jobs"))).toEqual([]);
  });

  test("the tiers and the workers may reach the database, web servers the cache, and nobody else", () => {
    const members = (purpose: string) => {
      const into = shop()
        .of("aws_vpc_security_group_ingress_rule")
        .filter(({ security_group_id: id }) => groupNamed(purpose).includes(id as string));
      expect(into.map(({ cidr_ipv4: range }) => range ?? null)).toEqual([null]);
      const [{ referenced_security_group_id: clients } = {}] = into;
      return shop()
        .of("aws_launch_template")
        .filter(({ vpc_security_group_ids: ids }) => (ids as string[]).includes(clients as string))
        .map(({ name_prefix: prefix }) => prefix)
        .sort();
    };
    expect(members("shop-orders-database-")).toEqual(["shop-customers-", "shop-jobs-", "shop-staff-"]);
    expect(members("shop-sessions-cache-")).toEqual(["shop-customers-", "shop-staff-"]);
  });

  const groupNamed = (prefix: string) =>
    shop()
      .of("aws_security_group")
      .filter(({ name_prefix: one }) => one === prefix)
      .map(({ id }) => id as string);

  test("an order goes from the cart through the queue to a worker, and the staff sees it", async () => {
    const browser = await filledCart(inLostZone, "alice", "a lamp");
    const { order } = await browser.ask<{ order: string }>(inOtherZone, "POST", "/orders");
    expect(await orders()).toMatchObject([{ id: order, customer: "alice", fulfilled: false }]);
    worker = await nextWorker();
    await fulfilled(order);
  });

  test("the roles allow each call that the program makes", async () => {
    const calls = (await shop().emulator.requests()).filter(
      ({ service, action, params }) =>
        (service === "dynamodb" && params["TableName"] === "shop-sessions" && /Item$/.test(action)) ||
        (service === "sqs" && action === "SendMessage"),
    );
    expect([...new Set(calls.map(({ action }) => action))].sort()).toEqual([
      "DeleteItem",
      "GetItem",
      "PutItem",
      "SendMessage",
    ]);
    const resource = {
      dynamodb: shop().of("aws_dynamodb_table")[0]!.arn as string,
      sqs: shop()
        .of("aws_sqs_queue")
        .find(({ url }) => url === shop().outputs.queue_url)!.arn as string,
    };
    const made = calls.map(({ service, action }) => ({
      action: `${service}:${action}`,
      resource: resource[service as keyof typeof resource],
    }));
    const [{ bucket, key } = {}] = shop().of("aws_s3_object");
    const read = [
      { action: "s3:GetObject", resource: `arn:aws:s3:::${bucket as string}/${key as string}` },
      ...shop()
        .of("aws_secretsmanager_secret")
        .map(({ arn }) => ({ action: "secretsmanager:GetSecretValue", resource: arn as string })),
    ];
    const refused = (tier: string) => {
      const policies = shop().policiesOf(tier);
      const wishes = [...made, ...read].filter((wish) => !policies.some((policy) => allows(policy, wish)));
      return [...new Set(wishes.map(({ action }) => action))];
    };
    expect(read).toHaveLength(3);
    expect(refused("customers")).toEqual([]);
    // The staff sends no jobs.
    expect(refused("staff")).toEqual(["sqs:SendMessage"]);
    // Workers know no sessions: neither the table nor what cookies are signed with.
    const sessions = [...new Set(made.map(({ action }) => action)), "secretsmanager:GetSecretValue"];
    expect(refused("jobs").sort()).toEqual(sessions.sort());
  });

  test("the worker's zone is lost: the others serve, the cart is still there, and a worker comes in another zone", async () => {
    const { process: lostWorker, zone: lost } = worker;
    const others = ZONES.filter((zone) => zone !== lost);
    const browser = await filledCart(inLostZone, "bob", "a chair");
    await shop().emulator.zoneDown(lost);
    die(lostWorker);
    await inLostZone.kill();

    const left = zonesOf(await shop().group("customers"));
    expect(left.filter((zone) => zone !== lost).length).toBeGreaterThanOrEqual(4);
    expect(others).toEqual(expect.arrayContaining(zonesOf(await shop().group("staff"))));
    const targets = Object.values((await shop().emulator.state()).targetGroups).flat();
    const healthy = targets.filter(({ health }) => health === "healthy").map(({ zone }) => zone);
    expect([...new Set(healthy)].sort()).toEqual(others);

    expect(await browser.ask(inOtherZone, "GET", "/cart")).toEqual({ user: "bob", items: ["a chair"] });
    const { order } = await browser.ask<{ order: string }>(inOtherZone, "POST", "/orders");
    expect(others).toContain((await nextWorker(lostWorker.instance)).zone);
    await fulfilled(order);
    await shop().expectNothingToDo();
    await shop().emulator.zoneUp(lost);
    await shop().emulator.tick();
  });

  test("the database fails over: one name, orders are taken again, none is lost, and the plan is empty", async () => {
    const id = shop().outputs.database_identifier;
    const master = async () => (await shop().emulator.state()).databases[id]!;
    const before = await master();
    expect(shop().outputs.database_failover_command).toBe(
      `aws rds reboot-db-instance --db-instance-identifier ${id} --force-failover`,
    );
    await rds(shop().emulator, "RebootDBInstance", { DBInstanceIdentifier: id, ForceFailover: "true" });
    expect(await master()).toMatchObject({ zone: before.standbyZone, endpoint: before.endpoint });
    expect(shop().outputs.environment["DATABASE_URL"]).toContain(`@${before.endpoint}:`);

    const placed = (await orders()).map((order) => order.id);
    const browser = await filledCart(inOtherZone, "carol", "a desk");
    await program.failOver();
    const { order } = await browser.ask<{ order: string }>(inOtherZone, "POST", "/orders");
    expect((await orders()).map((one) => one.id).sort()).toEqual([...placed, order].sort());
    await shop().expectNothingToDo();
  });
});

test("destroy leaves nothing", async () => {
  await Promise.all(Object.values(shops).map((shop) => shop.destroy()));
  for (const { emulator } of Object.values(shops))
    expect(await emulator.state()).toMatchObject({
      ...{ groups: {}, targetGroups: {}, alarms: {}, databases: {}, queues: {}, weightedNames: {} },
      ...{ addresses: [], scheduledActions: [] },
    });
});
