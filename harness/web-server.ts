import { join } from "node:path";
import { hermeticEnvironment } from "./hermetic-environment";
import { ListeningProcess } from "./listening-process";
import { projectRoot } from "./project";

const STATE_SHARING = ["--import", "tsx", join(projectRoot, "examples/state-sharing/server.ts")];

/** One web server of an example, a process of its own. */
export class WebServer {
  private constructor(
    private readonly process: ListeningProcess,
    readonly url: string,
  ) {}

  /**
   * Starts one, and waits until it listens.
   *
   * @param settings Its environment, beside what leads to the emulator.
   * @param preload A module that is loaded before it.
   * @param program What Node.js is to run; that of `examples/state-sharing` when left out.
   */
  static async start(
    emulatorUrl: string,
    settings: Record<string, string>,
    preload?: string,
    program: readonly string[] = STATE_SHARING,
  ): Promise<WebServer> {
    const before = preload === undefined ? [] : ["--require", preload];
    const extra = { SESSION_SECRET: "the same for all", STATE_REGION: "us-east-1", ...settings };
    const args = [...before, ...program];
    const server = new ListeningProcess("The web server", process.execPath, args, {
      cwd: projectRoot,
      env: hermeticEnvironment({ emulatorUrl, extra }),
      channel: true,
    });
    return new WebServer(server, await server.url(120));
  }

  /** What it has said of errors, of late. */
  get errors(): string {
    return this.process.recentLog();
  }

  /** `kill -9`. */
  kill(): Promise<void> {
    return this.process.kill();
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
