import { createClient } from "redis";
import { defaultNetwork } from "../../harness/account";
import { awsJson, awsQuery } from "../../harness/aws-request";
import { useEmulator } from "../../harness/jest";
import { Browser, WebServer } from "../../harness/web-server";
import { CachePair, MOVING_NAME, startCachePair } from "./support/cache-pair";
import { ModuleUnderDrill } from "./support/module-under-drill";

const ROLE = {
  name: "web",
  assume_role_policy:
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ec2.amazonaws.com"}}]}',
};

interface Outputs {
  readonly environment: Record<string, string>;
  readonly cache_access_string: string;
  readonly table_policy_json: string;
  readonly cache_policy_json: string;
  readonly table_arn: string;
}

describe("state-sharing, applied, failed over, used and destroyed", () => {
  const emulator = useEmulator();
  let module: ModuleUnderDrill;
  let outputs: Outputs;

  beforeAll(async () => {
    const { vpcId, subnets } = await defaultNetwork(emulator());
    const subnetIdsByZone = Object.fromEntries(
      ["us-east-1a", "us-east-1b"].map((zone) => [zone, subnets[zone]!]),
    );
    const variables = {
      name: "sessions",
      table: { user_index: {} },
      cache: { vpc_id: vpcId, subnet_ids_by_zone: subnetIdsByZone, allowed_cidrs: ["10.0.0.0/16"] },
      client_role_names: { web: "${aws_iam_role.web.name}" },
      alarms: { topic_arn: "arn:aws:sns:us-east-1:123456789012:alarms" },
    };
    module = await ModuleUnderDrill.of(emulator(), "state-sharing", variables, {
      aws_iam_role: { web: ROLE },
    });
    await module.apply();
    outputs = (await module.outputs()) as unknown as Outputs;
  });

  const elasticache = (Action: string, parameters: Record<string, string>) =>
    awsQuery(emulator(), "elasticache", "2015-02-02", { Action, ...parameters });
  const roles = async () =>
    /<CurrentRole>([^<]+)|primary/.exec(await elasticache("DescribeReplicationGroups", {})) !== null;

  test("there is nothing left to do, and the environment says where everything is", async () => {
    await module.expectNothingToDo();
    const { STATE_CACHE_URL: url, ...environment } = outputs.environment;
    expect(url).toMatch(/^rediss:\/\/[a-z0-9.-]*sessions[a-z0-9.-]*:6379$/);
    expect(environment).toEqual({
      STATE_REGION: "us-east-1",
      STATE_TABLE: "sessions",
      STATE_TABLE_KEY: "id",
      STATE_TABLE_TTL: "expires",
      STATE_TABLE_USER: "user",
      STATE_TABLE_USER_INDEX: "by-user",
      STATE_CACHE_NAME: "sessions",
      STATE_CACHE_USER: "sessions-client",
      STATE_CACHE_PREFIX: "sess:",
    });
  });

  test("a failover and a lost zone are nothing for Terraform to undo", async () => {
    expect(await roles()).toBe(true);
    await elasticache("TestFailover", { ReplicationGroupId: "sessions", NodeGroupId: "0001" });
    await emulator().zoneDown("us-east-1b");
    await module.expectNothingToDo();
    await emulator().zoneUp("us-east-1b");
  });

  test("the role has both policies, and no password or token is written down anywhere", async () => {
    const attached = await awsQuery(emulator(), "iam", "2010-05-08", {
      Action: "ListAttachedRolePolicies",
      RoleName: "web",
    });
    expect(attached).toMatch(/sessions-table-/);
    expect(attached).toMatch(/sessions-cache-/);
    const written = await module.writtenDown();
    expect(written).toContain("sessions-client");
    expect(written).not.toMatch(/"(auth_token|passwords)": ?(\[?"[^"])/);
  });

  test("the table's policy allows the calls that the example makes, all of them and no other one", async () => {
    const before = (await emulator().requests()).at(-1)!.n;
    const { STATE_CACHE_URL: _, ...environment } = outputs.environment;
    for (const STATE_STORE of ["state-store", "connect-dynamodb"]) {
      const server = await WebServer.start(emulator().url, { ...environment, STATE_STORE });
      try {
        await useAll(server, STATE_STORE === "state-store");
      } finally {
        await server.kill();
      }
    }
    const calls = (await emulator().requests({ service: "dynamodb", since: before })).filter(
      ({ params }) => params["TableName"] === "sessions",
    );
    const made = calls.map(({ action, params }) => `dynamodb:${action} ${resourceOf(params)}`);
    expect([...new Set(made)].sort()).toEqual(allowedBy(outputs.table_policy_json).sort());
    expect(outputs.table_policy_json + outputs.cache_policy_json).not.toContain("*");
  });

  /** Everything that a browser can ask of the example. */
  async function useAll(server: WebServer, isStateStore: boolean) {
    const browser = new Browser();
    await browser.ask(server, "POST", "/login", { user: "alice" });
    await browser.ask(server, "POST", "/visit");
    expect(await browser.ask(server, "GET", "/me")).toEqual({ user: "alice", visits: 1 });
    if (isStateStore) {
      await browser.ask(server, "POST", "/count/stock");
      await browser.ask(server, "POST", "/logout-everywhere");
      await browser.ask(server, "POST", "/login", { user: "alice" });
    }
    await browser.ask(server, "POST", "/logout");
    expect(await browser.ask(server, "GET", "/me")).toEqual({ user: null, visits: 0 });
  }

  const resourceOf = ({ IndexName }: { IndexName?: string }) =>
    IndexName === undefined ? outputs.table_arn : `${outputs.table_arn}/index/${IndexName}`;

  function allowedBy(policy: string): string[] {
    const { Statement } = JSON.parse(policy) as { Statement: { Action: string[]; Resource: string[] }[] };
    return Statement.flatMap(({ Action, Resource }) =>
      Action.flatMap((action) => Resource.map((resource) => `${action} ${resource}`)),
    );
  }

  describe("the access string, loaded into a real server", () => {
    let pair: CachePair;
    let url: string;

    beforeAll(async () => {
      pair = await startCachePair();
      await pair.command(
        "ACL",
        "SETUSER",
        "client",
        "reset",
        ...outputs.cache_access_string.split(" "),
        ">secret",
      );
      url = pair.url.replace("redis://", "redis://client:secret@");
    });

    afterAll(() => pair.stop());

    test.each(["state-store", "connect-redis"])("lets the example with %s through", async (STATE_STORE) => {
      const { STATE_CACHE_USER: _, ...environment } = outputs.environment;
      const settings = { ...environment, ...pair.environment, STATE_CACHE_URL: url, STATE_STORE };
      await pair.command("ACL", "LOG", "RESET");
      const server = await WebServer.start(emulator().url, settings, MOVING_NAME);
      try {
        await useAll(server, STATE_STORE === "state-store");
      } finally {
        await server.kill();
      }
      expect(await pair.command("ACL", "LOG")).toEqual([]);
      const info = String(await pair.command("INFO", "commandstats"));
      const used = STATE_STORE === "state-store" ? "eval" : "set";
      expect(info).toMatch(new RegExp(`cmdstat_${used}:calls=[1-9]`));
    });

    test.each([
      ["GET", "other:1"],
      ["SET", "other:1", "x"],
      ["EVAL", "return redis.call('GET', 'other:1')", "0"],
      ["EVAL", "return redis.call('KEYS', '*')", "0"],
      ["KEYS", "*"],
      ["SCAN", "0"],
      ["RANDOMKEY"],
      ["DBSIZE"],
      ["FLUSHALL"],
      ["CONFIG", "GET", "*"],
      ["ACL", "LIST"],
      ["SUBSCRIBE", "sess:1"],
      ["CLIENT", "LIST"],
      ["REPLICAOF", "NO", "ONE"],
      ["MONITOR"],
      ["SCRIPT", "FLUSH"],
    ])("refuses %s %s", async (...words) => {
      await pair.command("SET", "other:1", "secret");
      const client = createClient({
        socket: { host: "127.0.0.1", port: Number(new URL(url).port), reconnectStrategy: false },
        username: "client",
        password: "secret",
      });
      client.on("error", () => undefined);
      await client.connect();
      try {
        await client.set("sess:1", "mine");
        await expect(client.sendCommand(words)).rejects.toThrow(/NOPERM|permission|can't (access|run)/);
      } finally {
        client.destroy();
      }
    });
  });

  test("a zone more is a node more, and the table is not touched", async () => {
    const { subnets } = await defaultNetwork(emulator());
    const cache = module.variable("cache") as { subnet_ids_by_zone: Record<string, string> };
    const wider = {
      ...cache,
      subnet_ids_by_zone: { ...cache.subnet_ids_by_zone, "us-east-1c": subnets["us-east-1c"]! },
    };
    const changes = await module.changesWith({ cache: wider });
    expect(changes.filter(({ action }) => action !== "create" && action !== "update")).toEqual([]);
    expect(changes.map(({ address }) => address).join()).not.toContain("aws_dynamodb_table");
  });

  test("a destroy of what is protected keeps the table and all that is in it; without protection nothing is left", async () => {
    await expect(module.destroy()).rejects.toThrow(/protect/i);
    const kept = await awsJson<{ Table: { ItemCount: number } }>(
      emulator(),
      "dynamodb",
      "DynamoDB_20120810.DescribeTable",
      { TableName: "sessions" },
    );
    expect(kept.Table.ItemCount).toBeGreaterThan(0);
    await awsJson(emulator(), "dynamodb", "DynamoDB_20120810.UpdateTable", {
      TableName: "sessions",
      DeletionProtectionEnabled: false,
    });
    await module.destroy();
    expect(await elasticache("DescribeReplicationGroups", {})).not.toContain("sessions");
    expect(await emulator().state()).toMatchObject({ alarms: {} });
  });
});
