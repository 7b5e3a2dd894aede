import { ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { hermeticEnvironment } from "./hermetic-environment";
import { projectRoot } from "./project";
import { pythonEnvironment } from "./python-environment";
import { readLines } from "./run-process";

/** An API call that Terraform has made. */
export interface EmulatorRequest {
  /** Number of the call; grows by one with each. */
  n: number;
  service: string;
  action: string;
  params: Record<string, unknown>;
  /** HTTP status of the answer. */
  status: number;
}

/** An API call that the emulator cannot answer. */
export interface UnimplementedCall {
  service: string;
  action: string;
  detail: string;
}

/** Which requests to list. Default: all. */
export interface RequestFilter {
  service?: string;
  action?: string;
  /** Only calls with a greater number. */
  since?: number;
}

/** How the emulator is started. */
export interface EmulatorOptions {
  /** Python to run it with. Default: the project's own environment, made when there is none. */
  python?: string;
  /** Arguments in place of `-m emulator`. */
  program?: string[];
  /** Seconds until it has to listen. Default 60: the first start compiles its packages. */
  startLimitSeconds?: number;
  /** Called with each line of progress and of its log. */
  onLog?: (line: string) => void;
}

const keptLogLines = 200;

/** A running emulator of AWS. One process; its data live as long as it does. */
export class Emulator {
  private reported = 0;
  private readonly ended: Promise<void>;

  /** Use startEmulator. */
  constructor(
    /** Where it listens, such as `http://127.0.0.1:5000`. */
    readonly url: string,
    private readonly process: ChildProcess,
    private readonly log: string[],
  ) {
    this.ended = hasEnded(process)
      ? Promise.resolve()
      : new Promise((resolve) => process.once("close", () => resolve()));
  }

  /** Forgets everything: resources, requests, lost zones, the clock. */
  async reset(): Promise<void> {
    await this.call("POST", "/ha/reset");
    this.reported = 0;
  }

  /** What exists, in the emulator's own words. Default region `us-east-1`. */
  state<T = unknown>(region = "us-east-1"): Promise<T> {
    return this.call<T>("GET", "/ha/state", { region });
  }

  /** Takes an Availability Zone away, such as `us-east-1a`, with everything that runs there. */
  zoneDown<T = unknown>(zone: string): Promise<T> {
    return this.call<T>("POST", "/ha/zone-down", { zone });
  }

  /** Brings an Availability Zone back. */
  zoneUp<T = unknown>(zone: string): Promise<T> {
    return this.call<T>("POST", "/ha/zone-up", { zone });
  }

  /** Sets the emulator's clock, on which schedules and alarms run. */
  setClock<T = unknown>(now: Date): Promise<T> {
    return this.call<T>("POST", "/ha/clock", { now: now.toISOString() });
  }

  /** The emulator's clock. */
  clock<T = unknown>(): Promise<T> {
    return this.call<T>("GET", "/ha/clock");
  }

  /** Lets everything happen that is due: metrics, alarms, schedules, scaling. */
  tick<T = unknown>(): Promise<T> {
    return this.call<T>("POST", "/ha/tick");
  }

  /** The API calls so far, oldest first. */
  requests(filter: RequestFilter = {}): Promise<EmulatorRequest[]> {
    return this.call("GET", "/ha/requests", { ...filter });
  }

  /** The API calls since the last reset that the emulator could not answer. */
  unimplemented(): Promise<UnimplementedCall[]> {
    return this.call("GET", "/ha/unimplemented");
  }

  /** Rejects with the names of the calls that the emulator could not answer since this was last asked. */
  async assertImplemented(): Promise<void> {
    const calls = await this.unimplemented();
    const fresh = calls.slice(Math.min(this.reported, calls.length));
    this.reported = calls.length;
    if (fresh.length === 0) return;
    const names = fresh.map(({ service, action, detail }) => `  ${service} ${action}: ${detail}`);
    throw new Error(`The emulator cannot answer ${fresh.length} calls:\n${[...new Set(names)].join("\n")}`);
  }

  /** Its last log lines. */
  recentLog(): string {
    return this.log.join("\n");
  }

  /** Ends it; done when the process is gone. */
  async stop(): Promise<void> {
    this.process.kill("SIGTERM");
    const hard = setTimeout(() => this.process.kill("SIGKILL"), 5_000);
    await this.ended;
    clearTimeout(hard);
  }

  private async call<T>(
    method: "GET" | "POST",
    path: string,
    query: Record<string, unknown> = {},
  ): Promise<T> {
    const url = new URL(path, this.url);
    Object.entries(query).forEach(
      ([name, value]) => value !== undefined && url.searchParams.set(name, String(value)),
    );
    const response = await fetch(url, { method }).catch(async (error: Error) => {
      // A crash breaks the connection first; a moment later its exit code and its last words are here.
      await Promise.race([this.ended, sleep(1_000)]);
      throw this.problem(
        `${method} ${path}: ${(error.cause as Error | undefined)?.message ?? error.message}`,
      );
    });
    const body = await response.text();
    if (!response.ok)
      throw this.problem(`${method} ${url.pathname}${url.search}: HTTP ${response.status} ${body}`);
    return (body === "" ? undefined : JSON.parse(body)) as T;
  }

  private problem(what: string): Error {
    const state = hasEnded(this.process)
      ? `it has ended with ${this.process.exitCode ?? this.process.signalCode}`
      : "it runs";
    return new Error(`Emulator (${state}): ${what}\nIts log ends:\n${this.recentLog()}`);
  }
}

/**
 * Starts an emulator on a free port of this machine; it ends with this process, even when that is killed. Rejects with its log
 * when it ends or stays silent instead of listening. About two seconds, plus a minute when its Python environment has to be made.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const python = options.python ?? (await pythonEnvironment({ onProgress: options.onLog }));
  const program = options.program ?? ["-m", "emulator"];
  const child = spawn(python, [...program, "--port", "0", "--parent", String(process.pid)], {
    cwd: projectRoot,
    env: hermeticEnvironment({ extra: { PYTHONUNBUFFERED: "1" } }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log = keepLog(child, options.onLog);
  try {
    return new Emulator(await listening(child, options.startLimitSeconds ?? 60), child, log);
  } catch (error) {
    child.kill("SIGKILL");
    throw new Error(`The emulator did not start: ${(error as Error).message}\n${log.join("\n")}`);
  }
}

function keepLog(child: ChildProcess, onLog?: (line: string) => void): string[] {
  const log: string[] = [];
  readLines(child.stderr!, (line) => {
    log.push(line);
    if (log.length > keptLogLines) log.shift();
    onLog?.(line);
  });
  return log;
}

/** The URL that it prints as soon as it listens. */
function listening(child: ChildProcess, limitSeconds: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`it does not listen after ${limitSeconds} s`)),
      limitSeconds * 1000,
    );
    const finish = (action: () => void) => {
      clearTimeout(late);
      action();
    };
    // Read to the end: a full pipe would stop the process.
    readLines(child.stdout!, (line) => {
      const url = /"url":\s*"([^"]+)"/.exec(line)?.[1];
      if (url) finish(() => resolve(url));
    });
    child.once("error", (error) => finish(() => reject(error)));
    child.once("close", (code, signal) => finish(() => reject(new Error(`it ended with ${code ?? signal}`))));
  });
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;
