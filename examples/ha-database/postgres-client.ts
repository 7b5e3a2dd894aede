import { Pool, PoolClient, PoolConfig } from "pg";

/** With these settings a pool follows the database's name when the standby takes over. */
export const followsFailover: PoolConfig = {
  // A host that is gone sends nothing, not even that it is gone. Longer than your slowest query.
  query_timeout: 5_000,
  // The name may lead to nobody for a while: give up, and look it up again.
  connectionTimeoutMillis: 3_000,
  // Connections end, so that new ones go where the name leads by then.
  maxLifetimeSeconds: 60,
  keepAlive: true,
};

/** A pool whose idle connections may break; without a listener that ends the process. */
export function createPool(config: PoolConfig): Pool {
  return new Pool({ ...followsFailover, ...config }).on("error", () => undefined);
}

/**
 * Does work that may be done twice: when a connection breaks at COMMIT, nobody knows whether it was done. What a
 * failover breaks is tried again on another connection; all other errors are the caller's.
 */
export async function withRetry<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
  limitSeconds = 180,
): Promise<T> {
  const until = Date.now() + limitSeconds * 1000;
  for (;;) {
    try {
      const client = await pool.connect();
      try {
        const result = await work(client);
        client.release();
        return result;
      } catch (error) {
        client.release(true); // it may lead to a server that is gone, or that only reads
        throw error;
      }
    } catch (error) {
      if (!isOfFailover(error) || Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

/** Connection errors of Node.js and of PostgreSQL, a server that shuts down or starts, and one that only reads. */
export function isOfFailover(error: unknown): boolean {
  const { code, message } = error as { code?: string; message: string };
  if (code === undefined) return /timeout|Connection terminated/.test(message);
  return /^(E[A-Z_]+|08...|57P0[123]|25006)$/.test(code);
}
