import { awsJson } from "../../harness/aws-request";
import { useEmulator } from "../../harness/jest";
import { Browser, WebServer } from "../../harness/web-server";
import { CachePair, MOVING_NAME, startCachePair } from "./support/cache-pair";

/** A table as the pattern makes it; that it is so is `state-sharing.test.ts`. */
const TABLE = {
  TableName: "sessions",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: ["id", "user"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  GlobalSecondaryIndexes: [
    {
      IndexName: "by-user",
      KeySchema: [{ AttributeName: "user", KeyType: "HASH" }],
      Projection: { ProjectionType: "KEYS_ONLY" },
    },
  ],
};

describe("web servers that share their state: real processes, DynamoDB's API, a real cache with a replica", () => {
  const emulator = useEmulator();
  let pair: CachePair;
  let servers: WebServer[] = [];

  beforeAll(() => awsJson(emulator(), "dynamodb", "DynamoDB_20120810.CreateTable", TABLE));

  beforeEach(async () => {
    pair = await startCachePair();
  });

  afterEach(async () => {
    await Promise.all(servers.map((server) => server.kill()));
    await pair.stop();
    servers = [];
  });

  /** Two servers with one kind of store. */
  async function two(store: string, changed: Record<string, string> = {}): Promise<[WebServer, WebServer]> {
    const settings = {
      ...pair.environment,
      STATE_STORE: store,
      STATE_TABLE: "sessions",
      STATE_TABLE_USER_INDEX: "by-user",
      STATE_TABLE_USER: "user",
      STATE_CACHE_URL: pair.url,
      STATE_CACHE_PREFIX: "sess:",
      ...changed,
    };
    const start = () => WebServer.start(emulator().url, settings, MOVING_NAME);
    servers = await Promise.all([start(), start()]);
    return [servers[0]!, servers[1]!];
  }

  async function loggedIn(at: WebServer, user = "alice"): Promise<Browser> {
    const browser = new Browser();
    await browser.ask(at, "POST", "/login", { user });
    return browser;
  }

  /** Visits by turns at both servers; the number that each of them was told, or its error. */
  async function visit(browser: Browser, at: [WebServer, WebServer], times: number) {
    const told: (number | string)[] = [];
    for (let turn = 0; turn < times; turn++) {
      const answer = browser.ask<{ visits: number }>(at[turn % 2]!, "POST", "/visit");
      told.push(await answer.then(({ visits }) => visits, String));
    }
    return told;
  }

  const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

  describe("kill -9 of a server", () => {
    const outlive = async (store: string) => {
      const [a, b] = await two(store);
      const browser = await loggedIn(a);
      await visit(browser, [a, b], 3);
      await a.kill();
      await visit(browser, [b, b], 2);
      return browser.ask(b, "GET", "/me");
    };

    test.each(["state-store", "connect-dynamodb", "connect-redis"])("%s: B goes on", async (store) => {
      expect(await outlive(store)).toEqual({ user: "alice", visits: 5 });
    });

    test("control: with a memory store the user is logged out", async () => {
      expect(await outlive("memory")).toEqual({ user: null, visits: 2 });
    });
  });

  describe("a planned failover of the cache, whose old primary lives on", () => {
    const failOver = async (store: string) => {
      const at = await two(store);
      const browser = await loggedIn(at[0]);
      const before = await visit(browser, at, 4);
      await pair.failOver();
      return { before, after: await visit(browser, at, 12), browser, at };
    };

    test("costs no session and no write", async () => {
      const { before, after, browser, at } = await failOver("state-store");
      expect([...before, ...after]).toEqual(upTo(16));
      for (const server of at)
        expect(await browser.ask(server, "GET", "/me")).toEqual({ user: "alice", visits: 16 });
      // The copies are kept again, at the new primary.
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await visit(browser, at, 2);
      expect((await copies()).some((copy) => copy.includes('"visits":18'))).toBe(true);
    });

    test("control: connect-redis with a plain client writes to nobody from then on", async () => {
      const { before, after } = await failOver("connect-redis");
      expect(before).toEqual(upTo(4));
      expect(after.at(-1)).toBe(5); // each reads 4 and writes 5, which is refused
    });

    const copies = async () => {
      const keys = (await pair.command("KEYS", "*")) as string[];
      return (await pair.command("MGET", ...keys)) as string[];
    };
  });

  test("a crash of the cache's primary costs no session and no write, not even what the replica had not got", async () => {
    const at = await two("state-store");
    const browser = await loggedIn(at[0]);
    expect(await visit(browser, at, 4)).toEqual(upTo(4));
    // What is written from here on does not reach the replica any more.
    await pair.command("CONFIG", "SET", "repl-timeout", "1");
    await pair.command("CLIENT", "PAUSE", "1", "WRITE");
    await pair.crash();
    expect(await visit(browser, at, 12)).toEqual(upTo(16, 5));
    for (const server of at)
      expect(await browser.ask(server, "GET", "/me")).toEqual({ user: "alice", visits: 16 });
  });

  test("a cache that is gone, and one that is empty, cost no session and no write", async () => {
    const at = await two("state-store");
    const browser = await loggedIn(at[0]);
    expect(await visit(browser, at, 2)).toEqual([1, 2]);
    await pair.empty();
    expect(await visit(browser, at, 2)).toEqual([3, 4]);
    await pair.killBoth();
    expect(await visit(browser, at, 6)).toEqual(upTo(10, 5));
  });

  test("50 changes of one id at once on two servers: the count is exact", async () => {
    const at = await two("state-store");
    const browser = new Browser();
    await Promise.all(upTo(50).map((n) => browser.tab().ask(at[n % 2]!, "POST", "/count/stock")));
    expect(await browser.ask(at[0], "POST", "/count/stock")).toEqual({ n: 51 });
  });

  describe("two requests of one session at once, on two servers", () => {
    const both = async (store: string) => {
      const [a, b] = await two(store);
      const browser = await loggedIn(a);
      await browser.ask(b, "GET", "/me");
      const wait = { waitMilliseconds: 300 };
      await Promise.all([
        browser.tab().ask(a, "POST", "/set/language", { value: "de", ...wait }),
        browser.tab().ask(b, "POST", "/set/basket", { value: ["book"], ...wait }),
      ]);
      return browser.ask<Record<string, unknown>>(a, "POST", "/set/seen", { value: true });
    };

    test("both count", async () => {
      expect(await both("state-store")).toMatchObject({ language: "de", basket: ["book"], seen: true });
    });

    test("control: with connect-dynamodb one of them is lost", async () => {
      const { language, basket } = await both("connect-dynamodb");
      expect([language, basket]).toContain(undefined);
    });
  });

  describe("a request that is under way when the user logs out", () => {
    const late = async (store: string) => {
      const [a, b] = await two(store);
      const browser = await loggedIn(a);
      const tab = browser.tab();
      const slow = tab.ask(b, "POST", "/set/basket", { value: ["book"], waitMilliseconds: 500 });
      await new Promise((resolve) => setTimeout(resolve, 150));
      const stolen = browser.tab();
      await browser.ask(a, "POST", "/logout");
      await slow;
      return stolen.ask(a, "GET", "/me");
    };

    test("does not log in again", async () => {
      expect(await late("state-store")).toEqual({ user: null, visits: 0 });
    });

    test("control: with connect-redis it does", async () => {
      expect(await late("connect-redis")).toMatchObject({ user: "alice" });
    });
  });

  test("a user logs out everywhere, and nobody else does", async () => {
    const [a, b] = await two("state-store");
    const [phone, laptop, other] = [
      await loggedIn(a, "eve"),
      await loggedIn(b, "eve"),
      await loggedIn(b, "bob"),
    ];
    await phone.ask(a, "POST", "/logout-everywhere");
    expect(await laptop.ask(b, "GET", "/me")).toEqual({ user: null, visits: 0 });
    expect(await other.ask(a, "GET", "/me")).toEqual({ user: "bob", visits: 0 });
  });

  test("a table that fails is an error that says so, and the server lives on", async () => {
    const [a] = await two("state-store", { STATE_TABLE: "not-there" });
    await expect(loggedIn(a)).rejects.toThrow(/503: .*The table not-there failed: ResourceNotFoundException/);
    expect(await fetch(`${a.url}/health`).then((response) => response.text())).toBe("ok");
  });
});
