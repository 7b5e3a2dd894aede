import { existsSync } from "node:fs";
import path from "node:path";
import { freePort } from "./free-port";
import { LoggedProcess } from "./logged-process";

/** The server of Valkey, or that of Redis, where one is on this machine. */
export function installedCacheServer(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(":").filter((folder) => folder !== "");
  const programs = ["valkey-server", "redis-server"];
  return programs.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(existsSync);
}

/** A cache of one node on this machine, which keeps nothing. */
export class CacheServer extends LoggedProcess {
  /** Use startCacheServer. */
  constructor(
    program: string,
    private readonly port: number,
    onLog: (line: string) => void,
  ) {
    const args = ["--bind", "127.0.0.1", "--port", String(port), "--save", ""];
    super(program, args, { cwd: "/", env: process.env, log: ["stdout", "stderr"], onLog });
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }
}

/** Starts it, and waits until it takes connections. @throws Error with its last words. */
export async function startCacheServer(program: string): Promise<CacheServer> {
  const port = await freePort();
  return new Promise((resolve, reject) => {
    const server = new CacheServer(program, port, (line) => {
      if (/[Rr]eady to accept connections/.test(line)) resolve(server);
    });
    void server.ended.then(() => reject(new Error(`${program} ended:\n${server.recentLog()}`)));
  });
}
