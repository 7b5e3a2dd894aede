import { createPool as create, Pool, PoolConnection, PoolOptions } from "mysql2/promise";

/** With these settings, and the limits below, a pool follows the database's name when the standby takes over. */
export const followsFailover: PoolOptions = {
  // The name may lead to nobody for a while: give up, and look it up again.
  connectTimeout: 3_000,
  enableKeepAlive: true,
  // Idle connections end, so that new ones go where the name leads by then.
  maxIdle: 1,
  idleTimeout: 30_000,
};

/** A host that is gone sends nothing, not even that it is gone. Longer than your slowest transaction. */
const WORK_LIMIT_MILLISECONDS = 5_000;

/** A pool for `withRetry`. */
export function createPool(config: PoolOptions): Pool {
  return create({ ...followsFailover, ...config });
}

/**
 * Does work that may be done twice: when a connection breaks at COMMIT, nobody knows whether it was done. What a
 * failover breaks is tried again on another connection; all other errors are the caller's.
 */
export async function withRetry<T>(
  pool: Pool,
  work: (connection: PoolConnection) => Promise<T>,
  limitSeconds = 180,
): Promise<T> {
  const until = Date.now() + limitSeconds * 1000;
  for (;;) {
    try {
      const connection = await pool.getConnection();
      try {
        const result = await withinLimit(work(connection));
        connection.release();
        return result;
      } catch (error) {
        connection.destroy(); // it may lead to a server that is gone, or that only reads
        throw error;
      }
    } catch (error) {
      if (!isOfFailover(error) || Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

/** mysql2 has a limit for each query only, and leaves the connection in use after it. */
async function withinLimit<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    const error = Object.assign(new Error("No answer"), { code: "ETIMEDOUT" });
    timer = setTimeout(() => reject(error), WORK_LIMIT_MILLISECONDS);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

/** Connection errors of Node.js and of mysql2, a server that shuts down, and one that only reads. */
export function isOfFailover(error: unknown): boolean {
  const { code = "" } = error as { code?: string };
  return /^(E(?!R_)[A-Z_]+|PROTOCOL_CONNECTION_LOST|ER_SERVER_SHUTDOWN|ER_OPTION_PREVENTS_STATEMENT|ER_READ_ONLY_MODE)$/.test(
    code,
  );
}
