import connectDynamodb from "connect-dynamodb";
import { RedisStore } from "connect-redis";
import session from "express-session";
import { Session, sessionStore, StateStore } from "../../modules/state-store";
import { cacheClient, Environment, tableClient } from "./clients";

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
  "state-store": (env) => {
    const client = tableClient(env);
    const userOf = ({ user }: Session) => (typeof user === "string" ? user : undefined);
    const [index, attribute] = [env["STATE_TABLE_USER_INDEX"], env["STATE_TABLE_USER"]];
    const userIndex =
      index === undefined || attribute === undefined ? undefined : { name: index, attribute, userOf };
    const cache =
      env["STATE_CACHE_URL"] === undefined
        ? undefined
        : { client: cacheClient(env, client), prefix: required(env, "STATE_CACHE_PREFIX") };
    const name = required(env, "STATE_TABLE");
    const states = new StateStore<Session>({ table: { client, name, userIndex }, cache });
    return {
      sessions: sessionStore(session, states),
      logOutEverywhere: (user) => states.removeAllOf(user),
      counts: new StateStore({ table: { client, name }, cache }),
    };
  },

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

function required(env: Environment, name: string): string {
  const value = env[name];
  if (value === undefined)
    throw new Error(`${name} is required: see the output "environment" of the pattern.`);
  return value;
}
