import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { freePort } from "./free-port";

/** The server of Valkey, or that of Redis, where one is on this machine. */
export function installedCacheServer(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(":").filter((folder) => folder !== "");
  const programs = ["valkey-server", "redis-server"];
  return programs.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(existsSync);
}

/** A cache of one node on this machine, which keeps nothing. */
export interface CacheServer {
  readonly url: string;
  /** Ends it at once. */
  kill(): Promise<void>;
}

/** Starts it, and waits until it takes connections. @throws Error with its last words. */
export async function startCacheServer(program: string): Promise<CacheServer> {
  const port = await freePort();
  const args = ["--bind", "127.0.0.1", "--port", String(port), "--save", ""];
  const server = spawn(program, args, { cwd: "/", stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  await new Promise<void>((resolve, reject) => {
    server.stdout.on("data", (text: Buffer) => {
      said += text.toString();
      if (/[Rr]eady to accept connections/.test(said)) resolve();
    });
    server.once("exit", () => reject(new Error(`${program} ended:\n${said.slice(-2000)}`)));
  });
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGKILL");
    await ended;
  };
  return { url: `redis://127.0.0.1:${port}`, kill };
}
