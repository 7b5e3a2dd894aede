import { LoggedProcess, LoggedProcessOptions } from "./logged-process";
import { readLines } from "./run-process";

/** A server that prints its address on stdout as soon as it listens, and its log on stderr. */
export class ListeningProcess extends LoggedProcess {
  /** @param name What an error calls it: `The emulator`. */
  constructor(
    private readonly name: string,
    command: string,
    args: string[],
    options: LoggedProcessOptions,
  ) {
    super(command, args, options);
  }

  /** Its address. Rejects with its log when it ends, or does not listen in time. */
  async url(limitSeconds: number): Promise<string> {
    try {
      return await this.printedUrl(limitSeconds);
    } catch (error) {
      this.child.kill("SIGKILL");
      throw new Error(
        `${this.name} did not start: ${(error as Error).message}\n${this.recentLog()}`.trimEnd(),
      );
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
}
