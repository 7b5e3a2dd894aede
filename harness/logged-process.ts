import { ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { OutputStream, readLines } from "./run-process";

const keptLogLines = 200;

/** How a process that goes on running is started. */
export interface LoggedProcessOptions {
  cwd?: string;
  /** Its whole environment. */
  env: NodeJS.ProcessEnv;
  /** Which of its streams are its log. Default: stderr. */
  log?: OutputStream[];
  /** Called with each line of its log. */
  onLog?: (line: string) => void;
  /** Ctrl-C in a terminal does not reach it. */
  detached?: boolean;
  /** It gets a channel that closes with this process, so that it can end with it. For Node.js. */
  channel?: boolean;
}

/** A process that runs beside this one until it is stopped; its last log lines are kept for error messages. */
export class LoggedProcess {
  protected readonly child: ChildProcess;
  /** Done when it is gone. */
  readonly ended: Promise<void>;
  private readonly log: string[] = [];

  constructor(command: string, args: string[], options: LoggedProcessOptions) {
    const { cwd, env, onLog, detached, channel } = options;
    const channels = channel ? ["ipc" as const] : [];
    this.child = spawn(command, args, { cwd, env, detached, stdio: ["ignore", "pipe", "pipe", ...channels] });
    this.ended = new Promise((resolve) => this.child.once("close", () => resolve()));
    for (const stream of options.log ?? (["stderr"] as const)) {
      readLines(this.child[stream]!, (line) => {
        this.log.push(line);
        if (this.log.length > keptLogLines) this.log.shift();
        onLog?.(line);
      });
    }
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
    await this.kill();
  }

  /** Ends it at once, as a crash does; done when it is gone. */
  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.ended;
  }
}
