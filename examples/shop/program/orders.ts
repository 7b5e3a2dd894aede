import { Pool, PoolClient } from "pg";
import { withRetry } from "../../ha-database/postgres-client";
import { poolOf } from "./database";

/** An order, as the staff sees it. */
export interface Order {
  readonly id: string;
  readonly customer: string;
  readonly items: readonly string[];
  /** Whether a worker has carried it out. */
  readonly fulfilled: boolean;
}

/** Of many servers that start at once, one makes it. */
const TABLE = `SELECT pg_advisory_xact_lock(1);
CREATE TABLE IF NOT EXISTS orders (
  id uuid PRIMARY KEY,
  customer text NOT NULL,
  items text[] NOT NULL,
  placed timestamptz NOT NULL DEFAULT now(),
  fulfilled timestamptz
)`;

/** Seconds that work may be tried again, less than a load balancer waits for an answer. */
const LIMIT_SECONDS = 50;

/** The orders. All work with them may be done twice, so that it can be done again after a failover. */
export class Orders {
  private readonly writes: Pool;
  private readonly reads: Pool;
  private ready: Promise<unknown> | undefined;

  /**
   * @param url Connection string of the master, without a password.
   * @param readerUrl The same for reads, which may be a little behind.
   */
  constructor(url: string, readerUrl: string) {
    this.writes = poolOf(url);
    this.reads = poolOf(readerUrl);
  }

  async place({ id, customer, items }: Omit<Order, "fulfilled">): Promise<void> {
    const insert = "INSERT INTO orders (id, customer, items) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING";
    await this.write((client) => client.query(insert, [id, customer, items]));
  }

  /** @returns whether there is such an order. */
  async fulfil(id: string): Promise<boolean> {
    const update = "UPDATE orders SET fulfilled = coalesce(fulfilled, now()) WHERE id = $1";
    const { rowCount } = await this.write((client) => client.query(update, [id]));
    return rowCount === 1;
  }

  /** The newest ones. */
  async latest(limit = 50): Promise<Order[]> {
    const select =
      "SELECT id, customer, items, fulfilled IS NOT NULL AS fulfilled FROM orders ORDER BY placed DESC LIMIT $1";
    const read = (client: PoolClient) => client.query<Order>(select, [limit]);
    return (await withRetry(this.reads, read, LIMIT_SECONDS)).rows;
  }

  async end(): Promise<void> {
    await Promise.all([this.writes.end(), this.reads.end()]);
  }

  private async write<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    this.ready ??= withRetry(this.writes, (client) => client.query(TABLE), LIMIT_SECONDS);
    await this.ready.catch((error) => {
      this.ready = undefined;
      throw error;
    });
    return withRetry(this.writes, work, LIMIT_SECONDS);
  }
}
