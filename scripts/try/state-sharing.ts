import { CacheServer, installedCacheServer, startCacheServer } from "../../harness/cache-server";
import { Emulator } from "../../harness/emulator";
import { Browser, WebServer } from "../../harness/web-server";
import { columns } from "../terminal/columns";
import { Break, Scenario, Scene } from "./scenario";

/** What a browser sees at a web server; undefined for a server that does not answer. */
type Seen = { readonly user: string | null; readonly visits: number } | undefined;

/** The web servers by their names, the cache that they ask, and one browser that goes to all of them. */
interface Site {
  readonly servers: Map<string, WebServer>;
  readonly settings: Record<string, string>;
  readonly browser: Browser;
  cache: CacheServer | undefined;
  cacheSays: string;
}

let site: Site | undefined;
let seen = new Map<string, Seen>();

/** Which cache the web servers ask: a real one in the place of ElastiCache, or none. Never silently. */
async function startCache(): Promise<Pick<Site, "cache" | "cacheSays">> {
  const program = installedCacheServer();
  if (program === undefined)
    return {
      cache: undefined,
      cacheSays:
        "none: the emulator's speaks no cache protocol, and there is no valkey-server or redis-server on this machine. The table has it all.",
    };
  return { cache: await startCacheServer(program), cacheSays: `${program}, in the place of ElastiCache` };
}

async function open(emulator: Emulator, { outputs }: Scene): Promise<Site> {
  const { cache, cacheSays } = await startCache();
  const told = outputs.environment as Record<string, string>;
  // The emulator's cache has a name that leads nowhere, and asks for tokens that nobody checks.
  const ofTable = Object.entries(told).filter(([name]) => !name.startsWith("STATE_CACHE_"));
  const ofCache = cache && { STATE_CACHE_URL: cache.url, STATE_CACHE_PREFIX: told["STATE_CACHE_PREFIX"]! };
  const settings = { ...Object.fromEntries(ofTable), ...ofCache };
  const opened = {
    servers: new Map<string, WebServer>(),
    settings,
    browser: new Browser(),
    cache,
    cacheSays,
  };
  site = opened;
  for (const name of ["web-1", "web-2"])
    opened.servers.set(name, await WebServer.start(emulator.url, settings));
  await opened.browser.ask(opened.servers.get("web-1")!, "POST", "/login", { user: "alice" });
  return opened;
}

/** One visit to each server, with the same cookie. */
async function watch(emulator: Emulator, scene: Scene): Promise<void> {
  const { servers, browser } = site ?? (await open(emulator, scene));
  seen = new Map();
  for (const [name, server] of servers) {
    const visit = async () => {
      await browser.ask(server, "POST", "/visit");
      return browser.ask<Seen>(server, "GET", "/me");
    };
    seen.set(name, await visit().catch(() => undefined));
  }
}

const living = () => [...seen].filter(([, one]) => one !== undefined).map(([name]) => name);

function show({ outputs }: Scene): string[] {
  const rows = [...seen].map(([name, one]) =>
    one === undefined
      ? [name, "DOES NOT ANSWER"]
      : [name, "answers", one.user ?? "NOBODY", String(one.visits)],
  );
  return [
    ...columns([["WEB SERVER", "", "SEES", "VISITS"], ...rows]),
    "",
    `Table: ${String(outputs.table_name)}`,
    `Cache: ${site?.cacheSays ?? "none"}`,
  ];
}

/** Somebody answers, and whoever does knows alice. */
function steady(): true | string {
  const strangers = living().filter((name) => seen.get(name)!.user !== "alice");
  if (living().length === 0) return "No web server answers.";
  return strangers.length === 0 || `alice is logged out at ${strangers.join(", ")}.`;
}

const killServer: Break = {
  name: "Kill a web server",
  explain:
    "kill -9: whatever the process had in its memory is gone. The browser goes to another one with the cookie that it has, and is logged in there with all its visits.",
  choices: () => (living().length > 1 ? living() : []),
  run: async (_, name) => site!.servers.get(name)!.kill(),
  recovered: (_, name) => (living().includes(name) ? `${name} is still there.` : steady()),
};

const startServer: Break = {
  name: "Start a web server in its place",
  explain: "A new one has nothing in its memory either, and needs nothing.",
  choices: () => [...seen].filter(([, one]) => one === undefined).map(([name]) => name),
  run: async (emulator, name) => {
    site!.servers.delete(name);
    site!.servers.set(`${name}-new`, await WebServer.start(emulator.url, site!.settings));
  },
  recovered: (_, name) => (living().includes(`${name}-new`) ? steady() : `${name}-new does not answer.`),
};

const loseCache: Break = {
  name: "Lose the cache, with its replica",
  explain:
    "Worse than any failover: nobody takes over. The web servers find out in 200 ms, leave it alone, and go on with the table.",
  choices: () => (site?.cache ? [site.cache.url] : []),
  run: async () => {
    await site!.cache!.kill();
    site!.cache = undefined;
    site!.cacheSays = "lost";
  },
  recovered: steady,
};

/** State that outlives the web server: real processes, which share a table and perhaps a cache. */
export const stateSharing: Scenario = {
  pattern: "state-sharing",
  title: "Sessions that outlive the web server: two of examples/state-sharing share a table.",
  deployment: { seconds: 80, because: "most of it the AWS provider's own wait for the cache" },
  watch,
  close: async () => {
    await Promise.all([...(site?.servers.values() ?? [])].map((server) => server.kill()));
    await site?.cache?.kill();
    site = undefined;
  },
  show,
  steady,
  happenings: () => Promise.resolve([]),
  breaks: [killServer, startServer, ...(installedCacheServer() === undefined ? [] : [loseCache])],
};
