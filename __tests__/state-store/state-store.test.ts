import { StateStore, StateStoreError } from "../../modules/state-store";
import { CacheStandIn, TableStandIn } from "./stand-ins";

interface Basket {
  user?: string;
  items: string[];
}

beforeEach(() => jest.useFakeTimers({ now: Date.UTC(2026, 0, 1), advanceTimers: 20 }));
afterEach(() => jest.useRealTimers());

/** One server's store; with what another one's shares. */
function server(table = new TableStandIn(), client = new CacheStandIn()) {
  const userIndex = { name: "by-user", attribute: "user", userOf: ({ user }: Basket) => user };
  const states = new StateStore<Basket>({
    table: { client: table, name: "baskets", userIndex },
    cache: { client, prefix: "b:" },
    changeSeconds: 0.1,
  });
  return { states, table, client };
}

const add = (item: string) => (basket?: Basket) => ({ items: [...(basket?.items ?? []), item] });

test("what is stored is there, until it is removed or over", async () => {
  const { states } = server();
  expect(await states.get("1")).toBeUndefined();
  await states.store("1", { items: ["book"] }, 10);
  expect(await states.get("1")).toEqual({ items: ["book"] });
  jest.setSystemTime(Date.now() + 10_500);
  expect(await states.get("1")).toBeUndefined(); // DynamoDB has not removed it yet, and neither has the cache
  await states.store("1", { items: ["pen"] });
  await states.remove("1");
  expect(await states.get("1")).toBeUndefined();
});

test("what is over is not a thing to go on from", async () => {
  const { states } = server();
  await states.store("1", { items: ["book"] }, 10);
  jest.setSystemTime(Date.now() + 11_000);
  expect(await states.update("1", add("pen"))).toEqual({ items: ["pen"] });
});

test("the cache answers in the table's place", async () => {
  const { states, table, client } = server();
  await states.store("1", { items: [] });
  await states.get("1"); // connected by now
  await states.store("1", { items: ["book"] });
  table.calls.length = 0;
  expect(await states.get("1")).toEqual({ items: ["book"] });
  expect([table.calls, client.keys.size]).toEqual([[], 1]);
});

test("an empty cache is filled again from the table", async () => {
  const { states, table, client } = server();
  await states.store("1", { items: ["book"] });
  client.keys.clear();
  expect(await states.get("1")).toEqual({ items: ["book"] });
  table.calls.length = 0;
  await states.get("1");
  expect(table.calls).toEqual([]);
});

test("an update never goes over one that it has not seen", async () => {
  const table = new TableStandIn();
  const [one, other] = [server(table).states, server(table).states];
  await one.store("1", { items: [] });
  table.beforePut = async () => void (await other.update("1", add("other")));
  expect(await one.update("1", add("one"))).toEqual({ items: ["other", "one"] });
});

test("an update that returns nothing changes nothing", async () => {
  const { states, table } = server();
  await states.store("1", { items: ["book"] });
  table.calls.length = 0;
  expect(await states.update("1", () => undefined)).toEqual({ items: ["book"] });
  expect(table.calls).not.toContain("putItem");
});

test("one server's updates of an id wait for each other, and an error of one is its own", async () => {
  const { states, table } = server();
  const broken = states.update("1", () => Promise.reject(new Error("mine")));
  const all = Array.from({ length: 20 }, (_, n) => states.update("1", add(String(n))));
  await expect(broken).rejects.toThrow("mine");
  await Promise.all(all);
  expect((await states.get("1"))!.items).toHaveLength(20);
  expect(table.calls.filter((call) => call === "putItem")).toHaveLength(20);
});

test("an update that others are always faster than gives up, and says so", async () => {
  const { states, table } = server();
  const always = () => {
    table.items.set("1", { ...table.items.get("1")!, version: { N: String(Math.random()) } });
    table.beforePut = always;
  };
  await states.store("1", { items: [] });
  table.beforePut = always;
  await expect(states.update("1", add("one"))).rejects.toThrow(/Others were faster \d+ times/);
});

test("a copy that comes late does not replace a newer one, nor bring back what was removed", async () => {
  const table = new TableStandIn();
  const client = new CacheStandIn();
  const [one, other] = [server(table, client).states, server(table, client).states];
  await one.store("1", { items: ["old"] });
  await one.get("1");
  await one.store("1", { items: ["old"] });
  const late = client.keys.get("b:1")!;
  await other.store("1", { items: ["new"] });
  const version = late.slice(0, late.indexOf(" "));
  expect(await client.eval("", { keys: ["b:1"], arguments: [version, "{}"] })).toBe(0);
  await other.remove("1");
  const removed = String(Number(version) + 1); // that of "new"
  expect(await client.eval("", { keys: ["b:1"], arguments: [removed, "{}"] })).toBe(0);
  expect(await one.get("1")).toBeUndefined();
});

describe("a cache in trouble", () => {
  async function inTrouble(mode: CacheStandIn["mode"]) {
    const made = server();
    await made.states.store("1", { items: ["book"] });
    await made.states.get("1");
    made.client.mode = mode;
    return made;
  }

  test.each(["hangs", "replica"] as const)("that %s costs time, and no write", async (mode) => {
    const { states, client } = await inTrouble(mode);
    const before = client.connections;
    await states.update("1", add("pen"));
    expect(await states.get("1")).toEqual({ items: ["book", "pen"] });
    expect(client.connections).toBe(before + 1); // the name may lead elsewhere by now
  });

  test("is left alone for a while, so that it costs its time limit once", async () => {
    const { states, client } = await inTrouble("hangs");
    await states.get("1");
    const { asked } = client;
    for (let n = 0; n < 10; n++) await states.get("1");
    expect(client.asked).toBe(asked);
  });

  test("is not believed afterwards: its primary may lack the last writes", async () => {
    const { states, client } = await inTrouble("well");
    const old = client.keys.get("b:1")!;
    await states.store("1", { items: ["new"] });
    client.breaks();
    client.keys.set("b:1", old); // what the replica had
    jest.setSystemTime(Date.now() + 1500);
    expect(await states.get("1")).toEqual({ items: ["new"] });
  });

  test("hears later of what it has missed, before another server reads an old copy in it", async () => {
    const { states, client, table } = await inTrouble("hangs");
    await states.store("1", { items: ["new"] });
    client.mode = "well";
    jest.setSystemTime(Date.now() + 1500);
    await states.get("2");
    expect(await server(table, client).states.get("1")).toEqual({ items: ["new"] });
  });
});

test("a table that fails is an error that names the table, the reason, and no id", async () => {
  const { states, table } = server();
  table.fails = Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" });
  const error: Error = await states.get("secret-id").then(
    () => new Error("none"),
    (refusal: Error) => refusal,
  );
  expect(error).toBeInstanceOf(StateStoreError);
  expect(error.message).toBe("The table baskets failed: ThrottlingException: Rate exceeded");
  expect(error.cause).toBe(table.fails);
});

test("all of a user's state is removed, page by page, and nobody else's", async () => {
  const { states } = server();
  for (const id of ["1", "2", "3"]) await states.store(id, { user: "eve", items: [] });
  await states.store("4", { user: "bob", items: [] });
  await states.store("5", { items: [] });
  await states.removeAllOf("eve");
  const left = await Promise.all(["1", "2", "3", "4", "5"].map((id) => states.get(id)));
  expect(left.map((value) => value !== undefined)).toEqual([false, false, false, true, true]);
});
