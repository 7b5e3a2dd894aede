import { Cache, CacheOptions } from "./cache";
import { Entry, living } from "./entry";
import { StateStoreError } from "./error";
import { Table, TableOptions } from "./table";

/** Where state is kept, and for how long. */
export interface StateStoreOptions<T> {
  readonly table: TableOptions<T>;
  /** None when left out: every read is one of the table then. */
  readonly cache?: CacheOptions;
  /** Seconds that state is kept after its last change, where nothing else is said. Default a day. */
  readonly ttlSeconds?: number;
  /** Seconds that a change may go on while others are faster. Default 10. */
  readonly changeSeconds?: number;
}

/** Makes the new value of the old one, which is undefined where there is none; undefined leaves all as it is. */
export type Change<T> = (value: T | undefined) => T | undefined | Promise<T | undefined>;

/**
 * State of sessions, users or anything with an id, outside of the servers: the table has it, the cache has copies.
 * What the table has acknowledged is not lost, whatever becomes of a server or of the cache.
 */
export class StateStore<T> {
  private readonly table: Table<T>;
  private readonly cache: Cache<T> | undefined;
  private readonly turns = new Map<string, Promise<unknown>>();

  constructor(private readonly options: StateStoreOptions<T>) {
    this.table = new Table(options.table);
    this.cache = options.cache && new Cache(options.cache);
  }

  /** The value; undefined where there is none, or where it is over. @throws StateStoreError when the table fails. */
  async get(id: string): Promise<T | undefined> {
    return (await this.find(id))?.value;
  }

  /** Keeps a value, whatever was there. @throws StateStoreError when the table fails. */
  async store(id: string, value: T, ttlSeconds?: number): Promise<void> {
    await this.update(id, () => value, ttlSeconds);
  }

  /**
   * Changes a value, never over a change that it has not seen, of whichever server: `fn` is called again when somebody
   * was faster.
   *
   * @throws StateStoreError when the table fails, or when others are faster for `changeSeconds`.
   */
  async update(id: string, fn: Change<T>, ttlSeconds?: number): Promise<T | undefined> {
    const changed = await this.inTurn(id, async () => this.change(id, await this.find(id), fn, ttlSeconds));
    return changed?.value;
  }

  /** Removes a value. @throws StateStoreError when the table fails. */
  async remove(id: string): Promise<void> {
    const removed = await this.table.remove(id);
    // One more: somebody who has read it before may be about to keep a copy of it.
    await this.cache?.write(id, (removed?.version ?? Date.now()) + 1);
  }

  /** Removes all of a user's state, by the index: logs out everywhere. @throws StateStoreError when the table fails. */
  async removeAllOf(user: string): Promise<void> {
    for await (const id of this.table.idsOf(user)) await this.remove(id);
  }

  /** The value with its version and its end. @internal */
  async find(id: string): Promise<Entry<T> | undefined> {
    const copy = living(await this.cache?.read(id));
    if (copy !== undefined) return copy;
    const entry = living(await this.table.read(id));
    if (entry !== undefined) await this.cache?.write(id, entry.version, entry);
    return entry;
  }

  /** A change by somebody who knows what is there, or was: that is found out. @internal */
  async change(id: string, known: Entry<T> | undefined, fn: Change<T>, ttlSeconds?: number) {
    const { ttlSeconds: usual = 86400, changeSeconds = 10 } = this.options;
    const until = Date.now() + changeSeconds * 1000;
    for (let attempt = 1; ; attempt++) {
      const value = await fn(known?.value);
      if (value === undefined) return known;
      // From the clock on rather than from 0: what comes after something removed is the newer of the two.
      const version = (known?.version ?? Date.now()) + 1;
      const entry = { value, version, expires: Math.ceil(Date.now() / 1000 + (ttlSeconds ?? usual)) };
      if (await this.table.write(id, entry, known)) {
        await this.cache?.write(id, entry.version, entry);
        return entry;
      }
      if (Date.now() > until) throw new StateStoreError(`Others were faster ${attempt} times.`);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(10 * attempt, 200)));
      known = living(await this.table.read(id));
    }
  }

  /** A server's own changes of an id come one after the other, so that it races with others only. */
  private async inTurn<R>(id: string, work: () => Promise<R>): Promise<R> {
    const mine = (this.turns.get(id) ?? Promise.resolve()).then(work, work);
    this.turns.set(id, mine);
    try {
      return await mine;
    } finally {
      if (this.turns.get(id) === mine) this.turns.delete(id);
    }
  }
}
