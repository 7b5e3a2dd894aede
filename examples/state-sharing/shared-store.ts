import session from "express-session";
import { CacheOptions, Session, sessionStore, StateStore } from "../../modules/state-store";
import { cacheClient, Environment, tableClient } from "./clients";

/** State outside of the servers: in the table, and in the cache in front of it where there is one. */
export function sharedStore(env: Environment) {
  const client = tableClient(env);
  const userOf = ({ user }: Session) => (typeof user === "string" ? user : undefined);
  const [index, attribute] = [env["STATE_TABLE_USER_INDEX"], env["STATE_TABLE_USER"]];
  const userIndex =
    index === undefined || attribute === undefined ? undefined : { name: index, attribute, userOf };
  const cache: CacheOptions | undefined =
    env["STATE_CACHE_URL"] === undefined
      ? undefined
      : { client: cacheClient(env, client), prefix: required(env, "STATE_CACHE_PREFIX") };
  const name = required(env, "STATE_TABLE");
  const states = new StateStore<Session>({ table: { client, name, userIndex }, cache });
  return {
    sessions: sessionStore(session, states),
    /** Ends all sessions of a user. */
    logOutEverywhere: (user: string) => states.removeAllOf(user),
    /** State beside the sessions. */
    counts: new StateStore<{ n: number }>({ table: { client, name }, cache }),
  };
}

/** A variable that there has to be. @throws Error that says where it comes from. */
export function required(env: Environment, name: string): string {
  const value = env[name];
  if (value === undefined)
    throw new Error(`${name} is required: see the output "environment" of the pattern.`);
  return value;
}
