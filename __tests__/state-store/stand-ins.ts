import { CacheClient, TableClient } from "../../modules/state-store";

type Item = Record<string, { S?: string; N?: string }>;
type Input = any; // eslint-disable-line @typescript-eslint/no-explicit-any -- whatever the store sends to the driver

/** A table in memory that keeps conditions as DynamoDB does, and can be told to fail. */
export class TableStandIn implements TableClient {
  readonly items = new Map<string, Item>();
  readonly calls: string[] = [];
  /** What the next calls fail with. */
  fails: Error | undefined;
  /** Called before a write, to be faster. */
  beforePut: (() => Promise<void> | void) | undefined;

  async getItem(input: Input) {
    this.called("getItem");
    return { Item: structuredClone(this.items.get(input.Key.id.S)) };
  }

  async putItem(input: Input) {
    this.called("putItem");
    const faster = this.beforePut;
    this.beforePut = undefined;
    await faster?.();
    const there = this.items.get(input.Item.id.S);
    const attribute = input.ExpressionAttributeNames["#at"] as string;
    const at = Number(input.ExpressionAttributeValues[":at"].N);
    const is = Number(there?.[attribute]?.N);
    const holds = attribute === "version" ? is === at : there === undefined || is <= at;
    if (!holds) throw Object.assign(new Error("no"), { name: "ConditionalCheckFailedException" });
    this.items.set(input.Item.id.S, structuredClone(input.Item));
    return {};
  }

  async deleteItem(input: Input) {
    this.called("deleteItem");
    const Attributes = this.items.get(input.Key.id.S);
    this.items.delete(input.Key.id.S);
    return { Attributes };
  }

  async query(input: Input) {
    this.called("query");
    const wanted = input.ExpressionAttributeValues[":user"].S;
    const all = [...this.items.values()].filter((item) => item["user"]?.S === wanted);
    const from = all.findIndex((item) => item["id"]!.S === input.ExclusiveStartKey?.id.S) + 1;
    const last = all[from];
    return {
      Items: all.slice(from, from + 1), // pages of one
      ...(from + 1 < all.length ? { LastEvaluatedKey: { id: last!["id"] } } : {}),
    };
  }

  private called(name: string) {
    this.calls.push(name);
    if (this.fails) throw this.fails;
  }
}

/** A cache in memory, which can hang, refuse writes as a replica, or be gone. */
export class CacheStandIn implements CacheClient {
  readonly keys = new Map<string, string>();
  isOpen = false;
  isReady = false;
  mode: "well" | "hangs" | "replica" = "well";
  connections = 0;
  asked = 0;
  private listener: () => void = () => undefined;

  async connect() {
    this.connections++;
    this.isOpen = this.isReady = true;
  }

  destroy() {
    this.isOpen = this.isReady = false;
  }

  /** The connection breaks, and is there again. */
  breaks() {
    this.listener();
  }

  on(_: "error", listener: () => void) {
    this.listener = listener;
  }

  eval(
    _script: string,
    { keys: [key], arguments: [version, copy] }: { keys: string[]; arguments: string[] },
  ) {
    this.asked++;
    if (this.mode === "hangs") return new Promise(() => undefined);
    if (this.mode === "replica")
      return Promise.reject(new Error("READONLY You can't write against a replica."));
    const there = this.keys.get(key!);
    if (version === undefined) return Promise.resolve(there ?? null);
    if (there !== undefined && Number.parseInt(there, 10) > Number(version)) return Promise.resolve(0);
    this.keys.set(key!, `${version} ${copy}`);
    return Promise.resolve(1);
  }
}
