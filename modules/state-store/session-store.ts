import { Entry } from "./entry";
import { Change, StateStore } from "./state-store";

/** What express-session keeps: the application's fields, and the cookie. */
export type Session = Record<string, unknown> & { cookie: { maxAge?: number | null } };

type Done = (error?: unknown, session?: Session | null) => void;

/** What is used of `Store` of express-session. */
interface StoreBase {
  createSession(request: never, session: never): object;
}

/**
 * A store for express-session: `session({ store: sessionStore(session, states), … })`. Two requests that change
 * different fields of one session both count, on whichever servers they are, and one that is still under way at a
 * logout does not bring the session back.
 *
 * @param session The module `express-session`.
 * @param touchSeconds A session without changes is prolonged when that gains this many seconds. Default 60.
 */
export function sessionStore<Base>(
  session: { readonly Store: abstract new () => Base },
  states: StateStore<Session>,
  { touchSeconds = 60 }: { readonly touchSeconds?: number } = {},
): Base {
  /** What is known of a session to be at the table, and what it was like before the request changed it. */
  const known = new WeakMap<object, { readonly entry: Entry<Session>; readonly before: Session }>();
  const Store = session.Store as unknown as new () => StoreBase;

  class SharedSessions extends Store {
    get(id: string, done: Done): void {
      const found = async () => {
        const entry = await states.find(id);
        if (entry === undefined) return null;
        const copy = structuredClone(entry.value);
        known.set(copy, { entry, before: entry.value });
        return copy;
      };
      found().then((copy) => done(null, copy), done);
    }

    override createSession(request: never, found: never): object {
      const what = known.get(found);
      const made = super.createSession(request, found);
      if (what !== undefined) known.set(made, what);
      return made;
    }

    set(id: string, changed: Session, done: Done = () => undefined): void {
      const mine = JSON.parse(JSON.stringify(changed)) as Session;
      const before = known.get(changed)?.before;
      this.save(id, changed, mine, (now) => (before ? now && merged(before, mine, now) : mine), done);
    }

    touch(id: string, unchanged: Session, done: Done = () => undefined): void {
      const what = known.get(unchanged);
      const seconds = secondsOf(unchanged) ?? Infinity;
      const gained = Date.now() / 1000 + seconds - (what?.entry.expires ?? 0);
      if (what === undefined || gained < touchSeconds) return done();
      this.save(id, unchanged, what.before, (now) => now, done);
    }

    destroy(id: string, done: Done = () => undefined): void {
      states.remove(id).then(() => done(), done);
    }

    private save(id: string, session: Session, before: Session, change: Change<Session>, done: Done): void {
      states.change(id, known.get(session)?.entry, change, secondsOf(session)).then((entry) => {
        if (entry !== undefined) known.set(session, { entry, before });
        done();
      }, done);
    }
  }
  return new SharedSessions() as Base;
}

/** Seconds that the cookie lasts; of one without an end of its own the store's. */
function secondsOf({ cookie }: Session): number | undefined {
  return typeof cookie.maxAge === "number" ? cookie.maxAge / 1000 : undefined;
}

/** What is there now, with what the request has changed. */
function merged(before: Session, mine: Session, now: Session): Session {
  const result: Session = { ...now };
  for (const key of new Set([...Object.keys(before), ...Object.keys(mine)])) {
    if (JSON.stringify(before[key]) === JSON.stringify(mine[key])) continue;
    if (key in mine) result[key] = mine[key];
    else delete result[key];
  }
  return result;
}
