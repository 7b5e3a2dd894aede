import { ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { readLines } from "./run-process";

const keptLogLines = 200;

/** A server that prints its address on stdout as soon as it listens, and its log on stderr. */
export class EmulatorProcess {
  private readonly log: string[] = [];
  private readonly child: ChildProcess;
  /** Done when it is gone. */
  readonly ended: Promise<void>;

  constructor(
    command: string,
    args: string[],
    options: { cwd: string; env: NodeJS.ProcessEnv; onLog?: (line: string) => void; detached?: boolean },
  ) {
    const { cwd, env, onLog, detached } = options;
    this.child = spawn(command, args, { cwd, env, detached, stdio: ["ignore", "pipe", "pipe"] });
    this.ended = new Promise((resolve) => this.child.once("close", () => resolve()));
    readLines(this.child.stderr!, (line) => {
      this.log.push(line);
      if (this.log.length > keptLogLines) this.log.shift();
      onLog?.(line);
    });
  }

  /** Its last log lines. */
  recentLog(): string {
    return this.log.join("\n");
  }

  /** How it ended; undefined while it runs. */
  ending(): string | undefined {
    const ending = this.child.exitCode ?? this.child.signalCode;
    return ending === null ? undefined : String(ending);
  }

  /** Its address. Rejects with its log when it ends, or does not listen in time. */
  async url(limitSeconds: number): Promise<string> {
    try {
      return await this.printedUrl(limitSeconds);
    } catch (error) {
      this.child.kill("SIGKILL");
      throw new Error(["The emulator did not start: " + (error as Error).message, ...this.log].join("\n"));
    }
  }

  private printedUrl(limitSeconds: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const late = () => reject(new Error(`it does not listen after ${limitSeconds} s`));
      const timer = setTimeout(late, limitSeconds * 1000);
      // Goes on reading after the address: a full pipe would stop the process.
      readLines(this.child.stdout!, (line) => {
        const url = /"url":\s*"([^"]+)"/.exec(line)?.[1];
        if (url) resolve(url);
        if (url) clearTimeout(timer);
      });
      this.child.once("error", (error) => {
        clearTimeout(timer);
        reject(error);
      });
      this.child.once("close", () => {
        clearTimeout(timer);
        reject(new Error(`it ended with ${this.ending()}`));
      });
    });
  }

  /** Waits until it has ended, at most so long. */
  async settle(limitSeconds: number): Promise<void> {
    const limit = new AbortController();
    const timeout = sleep(limitSeconds * 1000, undefined, { signal: limit.signal }).catch(() => undefined);
    await Promise.race([this.ended, timeout]);
    limit.abort();
  }

  /** Ends it; done when it is gone. */
  async stop(): Promise<void> {
    this.child.kill("SIGTERM");
    await this.settle(5);
    this.child.kill("SIGKILL");
    await this.ended;
  }
}
