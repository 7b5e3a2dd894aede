/** Where progress is printed; the process's own stdout unless a test gives another. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** What a long step calls to say how far it is. */
export type Report = (text: string) => void;

/** Seconds between two lines of progress where lines cannot be overwritten, as in the log of a CI run. */
const LOG_SECONDS = 10;

/**
 * Runs a step and keeps one line about it up to date: its title, the seconds so far and what it last reported. When it is done its
 * time stays. In a log, where nothing can be overwritten, a line is added every ten seconds.
 */
export async function step<T>(
  title: string,
  work: (report: Report) => T | Promise<T>,
  output: Output = process.stdout,
): Promise<T> {
  const line = new ProgressLine(title, output);
  const timer = setInterval(() => line.update(), output.isTTY ? 1000 : LOG_SECONDS * 1000);
  try {
    const result = await work((text) => line.say(text));
    line.end("done after");
    return result;
  } catch (error) {
    line.end("failed after");
    throw error;
  } finally {
    clearInterval(timer);
  }
}

class ProgressLine {
  private readonly started = Date.now();
  private said = "";
  private isWhole = true;

  constructor(
    private readonly title: string,
    private readonly output: Output,
  ) {
    output.write(`  ${title} …`);
  }

  say(text: string): void {
    this.said = text;
    if (this.output.isTTY) this.update();
  }

  update(): void {
    const said = this.said === "" ? "" : `: ${this.said}`;
    const text = `${Math.round(this.seconds)} s${said}`;
    if (this.output.isTTY) this.overwrite(text);
    else this.output.write(`\n    ${text}`);
    this.isWhole = false;
  }

  end(how: "done after" | "failed after"): void {
    const time = `${this.seconds < 10 ? this.seconds.toFixed(1) : Math.round(this.seconds)} s`;
    const short = how === "done after" ? time : `${how} ${time}`;
    if (this.output.isTTY) this.overwrite(short);
    else this.output.write(this.isWhole ? ` ${short}` : `\n    ${how} ${time}`);
    this.output.write("\n");
  }

  /** A text longer than the terminal's line would wrap, and then not be overwritten. Some terminals say 0 for unknown. */
  private overwrite(text: string): void {
    const room = (this.output.columns || 80) - 1;
    const line = `  ${this.title} … ${text}`;
    this.output.write(`\r\x1b[2K${line.length <= room ? line : `${line.slice(0, room - 1)}…`}`);
  }

  private get seconds(): number {
    return (Date.now() - this.started) / 1000;
  }
}
