import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { createClient } from "redis";
import { cacheToken } from "./cache-token";

/** What the outputs `environment` of the pattern is, as the process's own environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A client of the table that gives up in a few seconds, rather than to let requests pile up. */
export function tableClient({ STATE_REGION: region }: Environment): DynamoDB {
  const requestHandler = { connectionTimeout: 1000, requestTimeout: 3000 };
  return new DynamoDB({ region, maxAttempts: 3, requestHandler });
}

/** A client of the cache, which asks for a password of its own for every connection. */
export function cacheClient(env: Environment, table: DynamoDB) {
  const { STATE_CACHE_URL: url, STATE_CACHE_NAME: cacheName, STATE_CACHE_USER: userName } = env;
  const region = env["STATE_REGION"] ?? "";
  const login =
    cacheName === undefined || userName === undefined
      ? undefined
      : { region, cacheName, userName, credentials: table.config.credentials };
  return createClient({
    url,
    // Redis Enterprise alone has them.
    maintNotifications: "disabled",
    socket: { connectTimeout: 1000, reconnectStrategy: (tries) => Math.min(50 * tries, 1000) },
    credentialsProvider: login && {
      type: "async-credentials-provider",
      credentials: async () => ({ username: login.userName, password: await cacheToken(login) }),
    },
  });
}
