import { createPool as createMysqlPool, ResultSetHeader } from "mysql2/promise";
import { Pool } from "pg";
import * as mysql from "../../examples/ha-database/mysql-client";
import * as postgres from "../../examples/ha-database/postgres-client";
import { DatabasePair, MovingName } from "./support/database-pair";
import { startMariadbPair } from "./support/mariadb-pair";
import { startPostgresPair } from "./support/postgres-pair";

/** Writes one row with this id. */
type Write = (id: number) => Promise<unknown>;

/** A client of the pair: how it writes, and how it is ended. */
interface Client {
  readonly write: Write;
  readonly end: () => Promise<unknown>;
}

const INSERT = "INSERT INTO written (id) VALUES";

/** By driver: a real pair of servers, a client as in the README, and one with the driver's defaults. */
const drivers: Record<
  string,
  {
    readonly startPair: () => Promise<DatabasePair>;
    readonly recipe: (pair: DatabasePair, host: string) => Client;
    readonly control: (pair: DatabasePair, host: string) => Client;
  }
> = {
  "node-postgres and PostgreSQL": {
    startPair: startPostgresPair,
    recipe: ({ port, user, database }, host) => {
      const pool = postgres.createPool({ host, port, user, database });
      const insert = `${INSERT} ($1) ON CONFLICT DO NOTHING`;
      return {
        write: (id) => postgres.withRetry(pool, (client) => client.query(insert, [id])),
        end: () => pool.end(),
      };
    },
    control: ({ port, user, database }, host) => {
      const pool = new Pool({ host, port, user, database }).on("error", () => undefined);
      return { write: (id) => pool.query(`${INSERT} ($1)`, [id]), end: () => pool.end() };
    },
  },
  "mysql2 and MariaDB": {
    startPair: startMariadbPair,
    recipe: ({ port, user, database }, host) => {
      const pool = mysql.createPool({ host, port, user, database });
      const insert = `INSERT IGNORE INTO written (id) VALUES (?)`;
      return {
        write: (id) => mysql.withRetry(pool, (connection) => connection.query<ResultSetHeader>(insert, [id])),
        end: () => pool.end(),
      };
    },
    control: ({ port, user, database }, host) => {
      const pool = createMysqlPool({ host, port, user, database });
      return { write: (id) => pool.query(`${INSERT} (?)`, [id]), end: () => pool.end() };
    },
  },
};

/** Writes rows one after the other, from an id of its own on, until it is stopped. */
class Writer {
  /** Ids that the database has acknowledged. */
  readonly acknowledged: number[] = [];
  private last = Date.now();
  private longestGap = 0;
  private stopped = false;
  private readonly done: Promise<void>;

  constructor(write: Write, firstId: number) {
    this.done = this.run(write, firstId);
  }

  /** Seconds between the two acknowledged writes that were farthest apart. */
  get outageSeconds(): number {
    return this.longestGap / 1000;
  }

  /** Done when so many more writes are acknowledged. */
  async after(writes: number): Promise<void> {
    const wanted = this.acknowledged.length + writes;
    while (this.acknowledged.length < wanted) await pause(50);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.done;
  }

  private async run(write: Write, firstId: number): Promise<void> {
    for (let id = firstId; !this.stopped; id++) {
      await write(id).then(
        () => this.acknowledge(id),
        () => undefined,
      );
      await pause(20);
    }
  }

  private acknowledge(id: number): void {
    this.acknowledged.push(id);
    this.longestGap = Math.max(this.longestGap, Date.now() - this.last);
    this.last = Date.now();
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe.each(Object.entries(drivers))("%s", (title, { startPair, recipe, control }) => {
  let pair: DatabasePair;
  let name: MovingName;
  /** What is left hanging until its server is ended. */
  let hanging: () => Promise<unknown> = () => Promise.resolve();

  beforeAll(async () => {
    name = new MovingName();
    pair = await startPair();
  }, 120_000);

  afterAll(async () => {
    await pair.stop();
    await hanging();
    name.remove();
  });

  test("the README's client goes on when the primary's host is gone and the name moves; the driver's defaults hang", async () => {
    const [careful, plain] = [recipe(pair, name.name), control(pair, name.name)];
    const [ours, theirs] = [new Writer(careful.write, 1), new Writer(plain.write, 1_000_000)];
    hanging = async () => {
      await theirs.stop();
      await plain.end();
    };
    await Promise.all([ours.after(20), theirs.after(20)]);

    pair.hangPrimary();
    const [ourLast, theirLast] = [ours.acknowledged.length, theirs.acknowledged.length];
    await pair.promoteStandby();
    name.move();
    await ours.after(50);

    // One that was under way may still have come through.
    expect(theirs.acknowledged.length).toBeLessThanOrEqual(theirLast + 1);
    expect(ours.acknowledged.length).toBeGreaterThanOrEqual(ourLast + 50);
    await ours.stop();
    await careful.end();
    const kept = new Set(await pair.idsAtStandby());
    expect(ours.acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    console.log(
      `${title}: ${ours.outageSeconds.toFixed(1)} s without a write, of them up to 5 s until the client gives up on the old host; with the driver's defaults none came back until the end.`,
    );
  });
});
