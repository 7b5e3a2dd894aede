import connectDynamodb from "connect-dynamodb";
import { RedisStore } from "connect-redis";
import session from "express-session";
import { StateStore } from "../../modules/state-store";
import { cacheClient, Environment, tableClient } from "./clients";
import { required, sharedStore } from "./shared-store";

/** Where sessions are kept, and what else there is to keep state with. */
export interface Stores {
  readonly sessions: session.Store;
  /** Ends all sessions of a user; only the state store can, and only with an index by user. */
  readonly logOutEverywhere?: (user: string) => Promise<void>;
  /** State beside the sessions; only the state store has that. */
  readonly counts?: StateStore<{ n: number }>;
}

/** The stores that can be chosen by `STATE_STORE`. */
const makers: Readonly<Record<string, (env: Environment) => Stores | Promise<Stores>>> = {
  /** Table, and cache in front of it where there is one. */
  "state-store": sharedStore,

  /** The table alone. It is there: the store is not to look for it, or even to make one, which its role may not. */
  "connect-dynamodb": (env) => {
    const DynamoDBStore = connectDynamodb(session);
    const table = required(env, "STATE_TABLE");
    return { sessions: new DynamoDBStore({ client: tableClient(env), table, initialized: true } as object) };
  },

  /** The cache alone. */
  "connect-redis": async (env) => {
    const client = cacheClient(env, tableClient(env));
    client.on("error", () => undefined); // without a listener an error ends the process
    await client.connect();
    return { sessions: new RedisStore({ client, prefix: required(env, "STATE_CACHE_PREFIX") }) };
  },

  /** No sharing: what an application does before it has the pattern. */
  memory: () => ({ sessions: new session.MemoryStore() }),
};

/** Makes the store that the environment asks for. */
export async function makeStores(env: Environment): Promise<Stores> {
  const name = env["STATE_STORE"] ?? "state-store";
  const make = makers[name];
  if (make === undefined)
    throw new Error(`STATE_STORE must be one of ${Object.keys(makers).join(", ")}, got ${name}.`);
  return make(env);
}
