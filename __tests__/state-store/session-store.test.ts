import session from "express-session";
import { Session, sessionStore, StateStore } from "../../modules/state-store";
import { TableStandIn } from "./stand-ins";

/** A server's store for express-session, on a table that others share. */
function server(table: TableStandIn) {
  const store = sessionStore(session, new StateStore<Session>({ table: { client: table, name: "t" } }));
  /** A request that has loaded the session, as express-session does it. */
  const request = () =>
    new Promise<Session | undefined>((resolve, reject) =>
      store.load("1", (error: unknown, found) =>
        error instanceof Error ? reject(error) : resolve(found as unknown as Session),
      ),
    );
  const save = (one: Session) => run((done) => store.set("1", one as never, done));
  const touch = (one: Session) => run((done) => store.touch!("1", one as never, done as () => void));
  const destroy = () => run((done) => store.destroy("1", done));
  return { request, save, touch, destroy };
}

const run = (call: (done: (error?: unknown) => void) => void) =>
  new Promise<void>((resolve, reject) =>
    call((error) => (error instanceof Error ? reject(error) : resolve())),
  );

const cookie = (seconds = 3600) => ({ originalMaxAge: seconds * 1000, maxAge: seconds * 1000 });
const login = (): Session => ({ cookie: cookie(), user: "alice", basket: ["book"] });

async function loggedIn() {
  const table = new TableStandIn();
  const [one, other] = [server(table), server(table)];
  await one.save(login());
  return { table, one, other };
}

test("a session is as it was, with a cookie that express-session made", async () => {
  const { other } = await loggedIn();
  const found = (await other.request())!;
  expect(found).toMatchObject({ user: "alice", basket: ["book"] });
  expect(found.cookie).toBeInstanceOf(session.Cookie);
});

test("changes of different fields all count, in several saves of one request, too", async () => {
  const { one, other } = await loggedIn();
  const [mine, theirs] = [(await one.request())!, (await other.request())!];
  theirs["language"] = "de";
  await other.save(theirs);
  mine["seen"] = true;
  await one.save(mine);
  mine["basket"] = [];
  await one.save(mine);
  delete theirs["user"];
  await other.save(theirs);
  const now = (await one.request())!;
  expect({ ...now, cookie: undefined }).toEqual({
    basket: [],
    language: "de",
    seen: true,
    cookie: undefined,
  });
});

test("of one field the last change counts", async () => {
  const { one, other } = await loggedIn();
  const [mine, theirs] = [(await one.request())!, (await other.request())!];
  [mine["basket"], theirs["basket"]] = [["pen"], ["ink"]];
  await one.save(mine);
  await other.save(theirs);
  expect((await one.request())!["basket"]).toEqual(["ink"]);
});

test("a session that was ended meanwhile stays ended", async () => {
  const { one, other } = await loggedIn();
  const late = (await other.request())!;
  await one.destroy();
  late["basket"] = [];
  await other.save(late);
  await other.touch(late);
  expect(await one.request()).toBeUndefined();
});

test("a session without changes is prolonged when that gains enough, and keeps what others changed", async () => {
  const { table, one, other } = await loggedIn();
  const unchanged = (await one.request())!;
  table.calls.length = 0;
  await one.touch(unchanged);
  expect(table.calls).toEqual([]);
  const theirs = (await other.request())!;
  theirs["language"] = "de";
  await other.save(theirs);
  unchanged.cookie.maxAge = 7_200_000;
  await one.touch(unchanged);
  expect(Number(table.items.get("1")!["expires"]!.N)).toBeGreaterThan(Date.now() / 1000 + 7100);
  expect((await one.request())!["language"]).toBe("de");
});

test("a table that fails is the request's error", async () => {
  const { table, one } = await loggedIn();
  table.fails = new Error("down");
  await expect(one.request()).rejects.toThrow("The table t failed: Error: down");
});
