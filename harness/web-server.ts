import { ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { hermeticEnvironment } from "./hermetic-environment";
import { projectRoot } from "./project";

/** One web server of `examples/state-sharing`, a process of its own. */
export class WebServer {
  private constructor(
    private readonly process: ChildProcess,
    readonly url: string,
    private readonly log: string[],
  ) {}

  /**
   * Starts one, and waits until it listens.
   *
   * @param settings Its environment, beside what leads to the emulator.
   * @param preload A module that is loaded before it.
   */
  static async start(
    emulatorUrl: string,
    settings: Record<string, string>,
    preload?: string,
  ): Promise<WebServer> {
    const before = preload === undefined ? [] : ["--require", preload];
    const program = join(projectRoot, "examples/state-sharing/server.ts");
    const extra = { SESSION_SECRET: "the same for all", STATE_REGION: "us-east-1", ...settings };
    const server = spawn(process.execPath, [...before, "--import", "tsx", program], {
      cwd: projectRoot,
      env: hermeticEnvironment({ emulatorUrl, extra }),
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const log: string[] = [];
    server.stderr!.on("data", (text: Buffer) => log.push(text.toString()));
    const url = await new Promise<string>((resolve, reject) => {
      server.stdout!.on("data", (text: Buffer) =>
        resolve((JSON.parse(text.toString()) as { url: string }).url),
      );
      server.once("exit", (code) => reject(new Error(`The web server ended (${code}):\n${log.join("")}`)));
    });
    return new WebServer(server, url, log);
  }

  /** What it has said of errors. */
  get errors(): string {
    return this.log.join("");
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill("SIGKILL");
    await ended;
  }
}

/** A browser: it keeps the cookie, and shows it to whichever server it is sent to. */
export class Browser {
  private cookie = "";

  /** @returns the answer's JSON. @throws Error when the answer is an error, or there is none in a minute. */
  async ask<T = unknown>(server: WebServer, method: "GET" | "POST", path: string, body?: object): Promise<T> {
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers: { "content-type": "application/json", cookie: this.cookie },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(60_000),
    });
    const [set] = response.headers.getSetCookie();
    if (set !== undefined) this.cookie = set.split(";")[0]!;
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${response.status}: ${JSON.stringify(answer)}`);
    return answer as T;
  }

  /** The same cookie in another browser, as two tabs have it. */
  tab(): Browser {
    return Object.assign(new Browser(), { cookie: this.cookie });
  }
}
