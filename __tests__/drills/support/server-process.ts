import { ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Who the servers run as: they refuse root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** The account of this name when the tests run as root, else one's own. */
export function accountFor(name: string): Account {
  const [uid, gid] = [process.getuid!(), process.getgid!()];
  if (uid !== 0) return { uid, gid };
  const id = (flag: string) => Number(execFileSync("id", [flag, name], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** A folder of the account's own; another account cannot get into the tests' own temporary folder. */
export function folderOf({ uid, gid }: Account): string {
  const folder = mkdtempSync(join(uid === process.getuid!() ? tmpdir() : "/tmp", "database-"));
  chownSync(folder, uid, gid);
  return folder;
}

/** Two addresses of this machine, on which servers of one port do not meet: macOS has no 127.0.0.2. */
export const ADDRESSES = ["127.0.0.1", process.platform === "linux" ? "127.0.0.2" : "::1"] as const;

/** Runs a program to its end; throws what it printed when it fails. */
export function run(account: Account, program: string, args: string[]): void {
  try {
    execFileSync(program, args, { ...account, cwd: "/", stdio: "pipe", env: environment() });
  } catch (error) {
    throw new Error(`${program} ${args.join(" ")}:\n${String((error as { stderr?: Buffer }).stderr)}`, {
      cause: error,
    });
  }
}

const environment = () => ({ PATH: process.env["PATH"], LC_ALL: "C" });

/** Ends all of them when what is made of them does not come about, so that none is left behind. */
export async function orEnd<T>(servers: readonly ServerProcess[], make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    await Promise.all(servers.map((server) => server.kill()));
    throw error;
  }
}

/** A server that this test has started, with all the processes that it has started itself. */
export class ServerProcess {
  private readonly process: ChildProcess;
  private readonly log: string[] = [];

  constructor(
    account: Account,
    program: string,
    args: string[],
    private readonly folder: string,
  ) {
    this.process = spawn(program, args, {
      ...account,
      cwd: "/",
      env: environment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.process.stdout!, this.process.stderr!])
      stream.on("data", (text: Buffer) => this.log.push(text.toString()));
  }

  /** It hangs, as a host does that is gone: it answers nothing, and ends no connection. */
  hang(): void {
    this.signal("SIGSTOP");
  }

  /** Ends it at once, hanging or not, and removes its folder. */
  async kill(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.signal("SIGKILL");
    if (this.process.exitCode === null && this.process.signalCode === null) await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Done when `ask` succeeds; rejects with the server's last words when it does not come to that. */
  async ready(ask: () => Promise<unknown>): Promise<void> {
    for (let attempt = 0; attempt < 150; attempt++) {
      if (
        await ask().then(
          () => true,
          () => false,
        )
      )
        return;
      if (this.process.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`The server does not answer:\n${this.log.join("").slice(-2000)}`);
  }

  private signal(signal: NodeJS.Signals): void {
    for (const pid of [this.process.pid!, ...childrenOf(this.process.pid!)])
      try {
        process.kill(pid, signal);
      } catch {
        // It has ended meanwhile.
      }
  }
}

function childrenOf(parent: number): number[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.filter(([, ppid]) => ppid === parent).map(([pid]) => pid!);
}
