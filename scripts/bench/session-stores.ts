import connectDynamodb from "connect-dynamodb";
import { RedisStore } from "connect-redis";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import session from "express-session";
import { createClient } from "redis";
import { installedCacheServer, startCacheServer } from "../../harness/cache-server";
import { startEmulator } from "../../harness/emulator";
import { Session, sessionStore, StateStore } from "../../modules/state-store";

/** A store with the callbacks of express-session. */
type Store = Pick<session.Store, "get" | "set">;

/** How fast a store was. */
interface Speed {
  readonly perSecond: number;
  /** Milliseconds that 99 of 100 requests took at most. */
  readonly p99: number;
}

const SESSIONS = 50;
const AT_ONCE = 8;
/** The first one is not counted. */
const ROUNDS = 5;

/** What is measured: the sessions are there, and are read; or each of them is read, changed and written. */
const WORK = {
  read: async (store: Store, id: string) => void (await get(store, id)),
  "read and write": async (store: Store, id: string) => {
    const found = await get(store, id);
    await set(store, id, { ...found, visits: Math.random() } as unknown as session.SessionData);
  },
};

/** Prints how fast our store is beside connect-redis and connect-dynamodb, on the same table and the same cache. */
export async function benchSessionStores(): Promise<void> {
  const program = installedCacheServer();
  if (program === undefined) {
    console.log(
      "\nstate-store: not measured, since there is no valkey-server or redis-server on this machine.",
    );
    return;
  }
  const [emulator, cache] = await Promise.all([startEmulator({}), startCacheServer(program)]);
  try {
    await compareStores(emulator.url, cache.url);
  } finally {
    await Promise.all([emulator.stop(), cache.kill()]);
  }
}

async function compareStores(endpoint: string, url: string): Promise<void> {
  const [ours, theirs] = [createClient({ url }), createClient({ url })];
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new DynamoDB({ endpoint, region: "us-east-1", credentials });
  for (const TableName of ["ours", "theirs"]) await makeTable(client, TableName);
  await theirs.connect();
  const DynamoDBStore = connectDynamodb(session);
  const table = { client, name: "ours" };
  const cached = new StateStore<Session>({ table, cache: { client: ours, prefix: "ours:" } });
  const stores: Record<string, Store> = {
    "state-store, table and cache": sessionStore(session, cached),
    "state-store, table alone": sessionStore(session, new StateStore<Session>({ table })),
    "connect-redis": new RedisStore({ client: theirs, prefix: "theirs:" }),
    "connect-dynamodb": new DynamoDBStore({ client, table: "theirs", initialized: true } as object),
  };
  for (const store of Object.values(stores)) await fill(store);
  console.log(
    "\nstate-store: beside connect-redis and connect-dynamodb, on the same cache and the emulator's DynamoDB\n",
  );
  for (const [title, work] of Object.entries(WORK)) print(title, await measure(stores, work));
  for (const one of [ours, theirs]) one.destroy();
}

async function makeTable(client: DynamoDB, TableName: string): Promise<void> {
  await client.createTable({
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  });
}

const idOf = (number: number) => `session-${number % SESSIONS}`;

async function fill(store: Store): Promise<void> {
  const cookie = { originalMaxAge: 3_600_000, maxAge: 3_600_000 };
  const basket = Array.from({ length: 20 }, (_, n) => `item ${n}`);
  for (let n = 0; n < SESSIONS; n++)
    await set(store, idOf(n), { cookie, user: "alice", basket } as unknown as session.SessionData);
}

/** The stores in turn, round by round, so that a slow moment hits all of them. */
async function measure(
  stores: Record<string, Store>,
  work: (store: Store, id: string) => Promise<void>,
): Promise<Map<string, Speed>> {
  const times = new Map<string, number[]>(Object.keys(stores).map((name) => [name, []]));
  const spent = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, store] of Object.entries(stores)) {
      const start = performance.now();
      let next = 0;
      const worker = async () => {
        while (next < 4 * SESSIONS) {
          const before = performance.now();
          await work(store, idOf(next++));
          times.get(name)!.push(performance.now() - before);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
      if (round === 0) {
        times.set(name, []); // connections are made in it, and copies
        continue;
      }
      spent.set(name, (spent.get(name) ?? 0) + performance.now() - start);
    }
  const speed = (name: string, all: number[]): Speed => {
    const sorted = all.sort((a, b) => a - b);
    return {
      perSecond: (1000 * all.length) / spent.get(name)!,
      p99: sorted[Math.floor(sorted.length * 0.99)]!,
    };
  };
  return new Map([...times].map(([name, all]) => [name, speed(name, all)]));
}

function print(title: string, speeds: Map<string, Speed>): void {
  const rows = [...speeds.entries()];
  const [, first] = rows[0]!;
  console.log(
    `${title.padEnd(28)} | per second | p99, ms | requests per second, of the first | p99, of the first`,
  );
  for (const [name, { perSecond, p99 }] of rows) {
    const ratios = [(perSecond / first.perSecond).toFixed(2).padEnd(33), (p99 / first.p99).toFixed(2)];
    console.log(
      [name.padEnd(28), perSecond.toFixed(0).padEnd(10), p99.toFixed(1).padEnd(7), ...ratios].join(" | "),
    );
  }
  console.log("");
}

function get(store: Store, id: string): Promise<session.SessionData> {
  return new Promise((resolve, reject) =>
    store.get(id, (error: unknown, found) => {
      if (error instanceof Error) reject(error);
      else if (!found) reject(new Error(`${id} is not there.`));
      else resolve(found);
    }),
  );
}

function set(store: Store, id: string, value: session.SessionData): Promise<void> {
  return new Promise((resolve, reject) =>
    store.set(id, value, (error?: unknown) => (error instanceof Error ? reject(error) : resolve())),
  );
}
