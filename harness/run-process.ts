import { ChildProcess, spawn } from "node:child_process";

/** Which of the two output streams a line came from. */
export type OutputStream = "stdout" | "stderr";

/** How one process is run. */
export interface ProcessOptions {
  /** Working directory; the caller's unless given. */
  cwd?: string;
  /** The whole environment of the process, nothing is added; the caller's unless given. */
  env?: NodeJS.ProcessEnv;
  /** Seconds until the process is interrupted (SIGINT). No limit unless given. */
  timeLimitSeconds?: number;
  /** Seconds that an interrupted process gets to finish its work before it is killed. Default 60. */
  graceSeconds?: number;
  /** Kills the process, and all that it has started, at once when it is aborted. Ctrl-C in a terminal then does not reach them. */
  signal?: AbortSignal;
  /** Turns a line into what people should read of it in an error. Default: the line as it is. */
  readable?: (line: string) => string;
  /** Called with each complete line, without its line end, while the process runs. */
  onLine?: (line: string, stream: OutputStream) => void;
}

/** What a process that ended by itself left behind. */
export interface ProcessResult {
  /** Exit code; undefined when a signal from elsewhere ended the process. */
  exitCode: number | undefined;
  stdout: string;
  stderr: string;
  /** Wall time in seconds. */
  seconds: number;
}

/** The process could not be started, or it did not end within its time limit. Holds what it printed until then. */
export class ProcessError extends Error {
  constructor(
    message: string,
    readonly stdout: string,
    readonly stderr: string,
  ) {
    super(message);
    this.name = "ProcessError";
  }
}

/** Last lines of an output, for an error message. */
export function tail(text: string, lines = 20): string {
  return text.trimEnd().split("\n").slice(-lines).join("\n");
}

/** Calls `onLine` for each line that a stream prints, also for a last one without a line end. */
export function readLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? "";
    lines.forEach(onLine);
  });
  stream.on("end", () => {
    if (rest !== "") onLine(rest);
  });
}

/**
 * Runs a program to its end. Any exit code is a result; the caller decides what is a failure.
 * Rejects with a ProcessError when the program cannot be started or passes its time limit.
 */
export function runProcess(
  command: string,
  args: string[],
  options: ProcessOptions = {},
): Promise<ProcessResult> {
  if (options.signal?.aborted)
    return Promise.reject(new ProcessError(`${commandLine(command, args)}: not started any more`, "", ""));
  const started = Date.now();
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    // A group of its own, which can be ended as one.
    detached: options.signal !== undefined,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const onAbort = () => endGroup(child);
  options.signal?.addEventListener("abort", onAbort, { once: true });
  const output = { stdout: collect(child, "stdout", options), stderr: collect(child, "stderr", options) };
  const limit = watch(child, options);
  return new Promise((resolve, reject) => {
    const fail = (reason: string) =>
      reject(new ProcessError(`${commandLine(command, args)}: ${reason}`, output.stdout(), output.stderr()));
    child.once("error", (error) => {
      limit.clear();
      fail(error.message);
    });
    // "close", not "exit": only then has all output arrived.
    child.once("close", (exitCode) => {
      limit.clear();
      options.signal?.removeEventListener("abort", onAbort);
      const seconds = (Date.now() - started) / 1000;
      if (limit.passed()) return fail(timeLimitMessage(options, output.stdout() + output.stderr()));
      resolve({ exitCode: exitCode ?? undefined, stdout: output.stdout(), stderr: output.stderr(), seconds });
    });
  });
}

/** The command as one would type it, for messages. */
export function commandLine(command: string, args: string[]): string {
  return [command, ...args].map((part) => (/^[\w@%+=:,./-]+$/.test(part) ? part : `'${part}'`)).join(" ");
}

/** Kills a process and its descendants, which share its group; does nothing when they have ended. */
function endGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}

function collect(child: ChildProcess, name: OutputStream, options: ProcessOptions): () => string {
  const lines: string[] = [];
  const stream = child[name];
  if (stream) {
    readLines(stream, (line) => {
      lines.push(line);
      options.onLine?.(line, name);
    });
  }
  return () => (lines.length === 0 ? "" : lines.join("\n") + "\n");
}

/**
 * Interrupts a process at its time limit. Terraform then stops cleanly and writes its state, which may take a while; a
 * second interrupt makes it give up on what it waits for, and still write its state.
 */
function watch(child: ChildProcess, { timeLimitSeconds, graceSeconds = 60 }: ProcessOptions) {
  const timers: NodeJS.Timeout[] = [];
  let passed = false;
  const after = (seconds: number, action: () => void) => timers.push(setTimeout(action, seconds * 1000));
  if (timeLimitSeconds !== undefined) {
    after(timeLimitSeconds, () => {
      passed = true;
      child.kill("SIGINT");
    });
    after(timeLimitSeconds + graceSeconds, () => child.kill("SIGINT"));
    after(timeLimitSeconds + graceSeconds + Math.min(5, graceSeconds), () => child.kill("SIGKILL"));
  }
  return { passed: () => passed, clear: () => timers.forEach(clearTimeout) };
}

function timeLimitMessage({ timeLimitSeconds, readable = String }: ProcessOptions, output: string): string {
  const lines = tail(output)
    .split("\n")
    .map((line) => readable(line));
  const said = output.trim() === "" ? "It printed nothing." : `It last printed:\n${lines.join("\n")}`;
  return `did not end within ${timeLimitSeconds} s and was stopped. ${said}`;
}
