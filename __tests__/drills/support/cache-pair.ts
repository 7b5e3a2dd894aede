import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "redis";
import { cacheServer } from "./database-programs";
import { Account, ADDRESSES, folderOf, orEnd, ServerProcess } from "./server-process";
import { freePort } from "../../../harness/free-port";

/** A real primary and its replica, at two addresses and one port, and a name of which only a file knows where it leads. */
export interface CachePair {
  /** URL with the name that leads to the primary. */
  readonly url: string;
  /** The name, and the file with the address that it leads to, for those who have loaded `MOVING_NAME`. */
  readonly environment: Record<string, string>;
  /** A planned failover: the replica takes over, and the old primary lives on as its replica, with all its connections. */
  failOver(): Promise<void>;
  /** The primary is killed, and the replica takes over. What it had not got yet is lost. */
  crash(): Promise<void>;
  /** The primary is gone and nobody has taken over. */
  killBoth(): Promise<void>;
  /** All keys are gone. */
  empty(): Promise<void>;
  /** Runs commands on the primary, as its administrator. */
  command(...words: string[]): Promise<unknown>;
  stop(): Promise<void>;
}

/** What a web server loads, so that it finds the name. */
export const MOVING_NAME = join(__dirname, "moving-name.js");

/** Redis and Valkey do run as root. */
const OWN: Account = { uid: process.getuid!(), gid: process.getgid!() };

/** Starts both servers, and waits until the replica follows. */
export async function startCachePair(): Promise<CachePair> {
  const [program, port] = [cacheServer(), await freePort()];
  const servers: ServerProcess[] = [];
  const folders = [folderOf(OWN), folderOf(OWN)];
  const start = (index: 0 | 1, ...more: string[]) => {
    const where = ["--bind", ADDRESSES[index], "--port", String(port), "--dir", folders[index]!];
    const quick = ["--save", "", "--repl-diskless-sync-delay", "0", "--protected-mode", "no"];
    servers[index] = new ServerProcess(OWN, program, [...where, ...quick, ...more], folders[index]!);
  };
  const at = async (index: number, ...words: string[]): Promise<unknown> => {
    const client = createClient({ socket: { host: ADDRESSES[index], port, reconnectStrategy: false } });
    client.on("error", () => undefined);
    await client.connect();
    try {
      return await client.sendCommand(words);
    } finally {
      client.destroy();
    }
  };
  const lead = join(folders[0]!, "..", `cache-name-${port}`);
  let primary: 0 | 1 = 0;
  const leadTo = (index: 0 | 1) => {
    primary = index;
    writeFileSync(lead, ADDRESSES[index]);
  };
  const synchronous = async () => {
    for (;;) {
      const info = String(await at(primary, "INFO", "replication"));
      const offset = /master_repl_offset:(\d+)/.exec(info)?.[1];
      if (new RegExp(`state=online,offset=${offset},`).test(info)) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  return orEnd(servers, async () => {
    start(0);
    start(1, "--replicaof", `${ADDRESSES[0]} ${port}`);
    await Promise.all(servers.map((server, index) => server.ready(() => at(index, "PING"))));
    leadTo(0);
    await synchronous();
    return {
      url: `redis://cache.test:${port}`,
      environment: { MOVING_NAME: "cache.test", MOVING_NAME_FILE: lead },
      failOver: async () => {
        const [old, successor] = primary === 0 ? ([0, 1] as const) : ([1, 0] as const);
        await synchronous();
        await at(successor, "REPLICAOF", "NO", "ONE");
        await at(old, "REPLICAOF", ADDRESSES[successor], String(port));
        leadTo(successor);
        await synchronous();
      },
      crash: async () => {
        const [old, successor] = primary === 0 ? ([0, 1] as const) : ([1, 0] as const);
        await servers[old]!.kill();
        await at(successor, "REPLICAOF", "NO", "ONE");
        leadTo(successor);
      },
      killBoth: async () => void (await Promise.all(servers.map((server) => server.kill()))),
      empty: async () => void (await at(primary, "FLUSHALL")),
      command: (...words) => at(primary, ...words),
      stop: async () => void (await Promise.all(servers.map((server) => server.kill()))),
    };
  });
}
