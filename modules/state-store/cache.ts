import { Entry } from "./entry";

/** What is used of a client of `redis` (node-redis). */
export interface CacheClient {
  readonly isOpen: boolean;
  readonly isReady: boolean;
  connect(): Promise<unknown>;
  destroy(): void;
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
  on(event: "error", listener: () => void): unknown;
}

/** The cache in front of the table. What goes wrong with it costs time, and nothing else. */
export interface CacheOptions {
  /** A client of `redis` for the primary's name. It is connected here, and anew whenever it leads to the wrong server. */
  readonly client: CacheClient;
  /** What every key starts with. */
  readonly prefix: string;
  /** Seconds that a copy is kept. It bounds what others read whom a server without the cache cannot tell of its writes. Default 60. */
  readonly seconds?: number;
  /** Milliseconds after which an answer is waited for no more. Default 200. */
  readonly timeoutMilliseconds?: number;
  /** Milliseconds in which the cache is left alone after it has failed. Default 1000. */
  readonly pauseMilliseconds?: number;
}

/** Without the flag `no-writes` a replica refuses it: a primary that has become one is found out at once. */
const GET_AT_PRIMARY = `#!lua
return redis.call("GET", KEYS[1])`;

/** Writes of several servers may come in another order than at the table: the newer version stays. */
const SET_IF_NEWER = `local there = redis.call("GET", KEYS[1])
if there and tonumber(string.match(there, "^%d+")) > tonumber(ARGV[1]) then return 0 end
redis.call("SET", KEYS[1], ARGV[1] .. " " .. ARGV[2], "EX", ARGV[3])
return 1`;

/** Clocks of servers differ; by more than this many milliseconds they are broken. */
const SKEW = 5000;

/** More are not remembered: copies end by themselves. */
const MOST_MISSED = 1000;

/** Copies of what the table has. */
export class Cache<T> {
  /** Versions of what others may still find an older copy of, since it could not be told to the cache. */
  private readonly missed = new Map<string, number>();
  private pausedUntil = 0;
  private trustedFrom = 0;

  constructor(private readonly options: CacheOptions) {
    options.client.on("error", () => this.distrust());
  }

  /** The copy; undefined where there is none to rely on. */
  async read(id: string): Promise<Entry<T> | undefined> {
    const text = await this.ask(GET_AT_PRIMARY, id);
    if (typeof text !== "string") return undefined;
    const { at, entry } = JSON.parse(text.slice(text.indexOf(" ") + 1)) as { at: number; entry?: Entry<T> };
    return at >= this.trustedFrom ? entry : undefined;
  }

  /** Keeps a copy, if none is there that is newer; without an entry it keeps only older ones away. */
  async write(id: string, version: number, entry?: Entry<T>): Promise<void> {
    const copy = JSON.stringify({ at: Date.now(), entry });
    const seconds = String(this.options.seconds ?? 60);
    const answer = await this.ask(SET_IF_NEWER, id, String(version), copy, seconds);
    if (answer === undefined && this.missed.size < MOST_MISSED) this.missed.set(id, version);
  }

  /** The answer; undefined where the cache does not give one in time. */
  private async ask(script: string, id: string, ...words: string[]): Promise<unknown> {
    const { client, prefix } = this.options;
    if (Date.now() < this.pausedUntil) return undefined;
    if (!client.isOpen) this.connect();
    if (!client.isReady) return undefined;
    const late = [...this.missed];
    this.missed.clear();
    await Promise.all(late.map(([missed, version]) => this.write(missed, version)));
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error("timeout")), this.options.timeoutMilliseconds ?? 200);
    });
    try {
      return await Promise.race([client.eval(script, { keys: [prefix + id], arguments: words }), tooLate]);
    } catch {
      this.distrust();
      this.reconnect();
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * After a failure the primary may be one that has not got the last writes: replication is asynchronous. What was
   * kept before is not believed any more; the table knows.
   */
  private distrust(): void {
    const now = Date.now();
    this.pausedUntil = now + (this.options.pauseMilliseconds ?? 1000);
    this.trustedFrom = now + SKEW;
  }

  /** A primary that has become a replica lives on and keeps its connections; only a new one goes where the name leads. */
  private reconnect(): void {
    if (!this.options.client.isReady) return; // it is at it by itself
    this.options.client.destroy();
    this.connect();
  }

  private connect(): void {
    this.options.client.connect().catch(() => this.distrust());
  }
}
