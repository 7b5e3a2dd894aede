import {
  Elapsed,
  EmulatorClock,
  EmulatorRequest,
  EmulatorState,
  Refusal,
  RequestFilter,
  UnimplementedCall,
} from "./emulator-types";
import { hermeticEnvironment } from "./hermetic-environment";
import { projectRoot } from "./project";
import { ListeningProcess } from "./listening-process";
import { pythonEnvironment } from "./python-environment";

/** How the emulator is started. */
export interface EmulatorOptions {
  /** Python to run it with. Default: the project's own environment, made when there is none. */
  python?: string;
  /** Arguments in place of `-m emulator`. */
  program?: string[];
  /** Port to listen on. Default: a free one. */
  port?: number;
  /** Ctrl-C in a terminal does not reach it; the caller then has to stop it. Default false. */
  detached?: boolean;
  /** Seconds until it has to listen. Default 60. */
  startLimitSeconds?: number;
  /** Called with each line of progress and of its log. */
  onLog?: (line: string) => void;
}

/**
 * A running emulator of AWS. One process; its data live as long as it does. Every method rejects, with the end of the log, when
 * the emulator refuses the call or has ended.
 */
export class Emulator {
  private reported = 0;

  /** Use startEmulator. */
  constructor(
    /** Where it listens, such as `http://127.0.0.1:5000`. */
    readonly url: string,
    private readonly process: ListeningProcess,
  ) {}

  /** Forgets everything: resources, requests, lost zones, the clock. With a seed, the ids that follow are repeatable. */
  async reset(seed?: number): Promise<void> {
    await this.call("POST", "reset", { seed });
    this.reported = 0;
  }

  /** What exists in a region. Default `us-east-1`. */
  state(region?: string): Promise<EmulatorState> {
    return this.call("GET", "state", { region });
  }

  /**
   * Takes an Availability Zone away, such as `us-east-1a`. Instances of groups there end; those outside of groups end too, or keep
   * running but fail their status checks (`impair`). Default `terminate`.
   */
  zoneDown(
    zone: string,
    standalone?: "terminate" | "impair",
  ): Promise<{ zone: string; terminated: string[] }> {
    return this.call("POST", "zone-down", { zone, standalone });
  }

  /** Brings an Availability Zone back; groups balance their zones again. */
  zoneUp(zone: string): Promise<{ zone: string; rebalanced: string[] }> {
    return this.call("POST", "zone-up", { zone });
  }

  /** The clock on which schedules, metrics and alarms run. */
  clock(): Promise<EmulatorClock> {
    return this.call("GET", "clock");
  }

  /** Moves the clock forward, and lets everything happen that is due on the way. */
  setClock(now: Date): Promise<Elapsed> {
    return this.call("POST", "clock", { now: now.toISOString() });
  }

  /** Moves the clock by one minute. */
  tick(): Promise<Elapsed> {
    return this.call("POST", "tick");
  }

  /** An instance fails its EC2 status checks from now on. */
  async impair(instance: string): Promise<void> {
    await this.call("POST", "impair", { instance });
  }

  /** An instance's application no longer answers health checks, though the instance runs. */
  async killApplication(instance: string): Promise<void> {
    await this.call("POST", "kill-application", { instance });
  }

  /** An instance hangs: its network interfaces detach only by force. */
  async stick(instance: string): Promise<void> {
    await this.call("POST", "stick", { instance });
  }

  /** An instance is well again in every respect. */
  async recover(instance: string): Promise<void> {
    await this.call("POST", "recover", { instance });
  }

  /** Lets a stand-in for the instances' agents answer lifecycle hooks; false for nobody to answer. */
  async answerHooks(answers: { launching?: boolean; terminating?: boolean }): Promise<void> {
    const word = (answer?: boolean) => (answer === undefined ? undefined : answer ? "CONTINUE" : "");
    const { launching, terminating } = answers;
    await this.call("POST", "hooks", { launching: word(launching), terminating: word(terminating) });
  }

  /** The next calls of an action are refused. Default once, as when too many are made. */
  async refuse(refusal: Refusal): Promise<void> {
    await this.call("POST", "refuse", { ...refusal });
  }

  /** Waits and retries of state machines take a part of their time: with 20, three seconds for a minute. */
  async pace(factor: number): Promise<void> {
    await this.call("POST", "pace", { factor });
  }

  /** The API calls since the last reset, oldest first. */
  requests(filter: RequestFilter = {}): Promise<EmulatorRequest[]> {
    return this.call("GET", "requests", { ...filter });
  }

  /** The API calls since the last reset that the emulator could not answer. */
  unimplemented(): Promise<UnimplementedCall[]> {
    return this.call("GET", "unimplemented");
  }

  /** Rejects with the names of the calls that the emulator could not answer, each only once between resets. */
  async assertImplemented(): Promise<void> {
    const calls = await this.unimplemented();
    // Fewer than before: somebody has reset it past this object.
    const fresh = calls.slice(this.reported <= calls.length ? this.reported : 0);
    this.reported = calls.length;
    if (fresh.length === 0) return;
    const names = fresh.map(({ service, action, detail }) => `  ${service} ${action}: ${detail}`);
    throw new Error(`The emulator cannot answer:\n${names.join("\n")}`);
  }

  /** Its last log lines. */
  recentLog(): string {
    return this.process.recentLog();
  }

  /** Done when it has ended, by itself or stopped. */
  ended(): Promise<void> {
    return this.process.ended;
  }

  /** Ends it; done when the process is gone. */
  stop(): Promise<void> {
    return this.process.stop();
  }

  private async call<T>(
    method: "GET" | "POST",
    name: string,
    query: Record<string, string | number | undefined> = {},
  ): Promise<T> {
    const url = new URL(`/ha/${name}`, this.url);
    for (const [key, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(key, String(value));
    }
    const what = `${method} ${url.pathname}${url.search}`;
    const response = await fetch(url, { method }).catch(async (error: Error) => {
      // A crash breaks the connection first; a moment later its exit code and its last words are here.
      await this.process.settle(1);
      throw this.problem(`${what}: ${(error.cause as Error | undefined)?.message ?? error.message}`);
    });
    const body = await response.text();
    if (!response.ok) throw this.problem(`${what}: HTTP ${response.status} ${body}`);
    return JSON.parse(body) as T;
  }

  private problem(what: string): Error {
    const ending = this.process.ending();
    const log = this.recentLog();
    const state = ending === undefined ? "running" : `ended with ${ending}`;
    return new Error([`Emulator (${state}): ${what}`, ...(log ? ["Its log ends:", log] : [])].join("\n"));
  }
}

/**
 * Starts an emulator on this machine, on a free port unless one is given; it ends with this process, even when that is killed. About two seconds, plus
 * half a minute when its Python environment has to be made. Rejects with its log when it does not start.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const python = options.python ?? (await pythonEnvironment({ onProgress: options.onLog }));
  const program = options.program ?? ["-m", "emulator"];
  const args = [...program, "--port", String(options.port ?? 0), "--parent", String(process.pid)];
  const server = new ListeningProcess("The emulator", python, args, {
    cwd: projectRoot,
    env: hermeticEnvironment({ extra: { PYTHONUNBUFFERED: "1" } }),
    onLog: options.onLog,
    detached: options.detached,
  });
  return new Emulator(await server.url(options.startLimitSeconds ?? 60), server);
}
