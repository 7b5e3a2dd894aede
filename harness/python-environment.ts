import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { withLock } from "./lock-directory";
import { cachePath, projectRoot } from "./project";
import { runProcess, tail } from "./run-process";

/** Where the virtual environment is made and what from; the defaults are the emulator's. */
export interface PythonEnvironmentOptions {
  /** File that lists the packages. Default `emulator/requirements.txt`. */
  requirements?: string;
  /** The environment's folder. Default `.cache/emulator-venv`. */
  directory?: string;
  /** Whose environment it is, for progress. Default "the emulator". */
  owner?: string;
  /** Programs to try, in this order. */
  candidates?: string[];
  /** Called with each line of progress. */
  onProgress?: (line: string) => void;
}

/** A Python that is new enough. */
interface Python {
  command: string;
  version: string;
}

/** The emulator's packages need it. */
const minimumMinorVersion = 11;
const defaultCandidates = ["python3.13", "python3.12", "python3.11", "python3"];

/**
 * Path of an environment's own Python. Makes the environment when there is none or when the list of packages has changed:
 * about a minute the first time, nothing later. Two processes may ask at once; one of them makes it.
 * Rejects with an Error that says what is missing, or with pip's last lines.
 */
export async function pythonEnvironment(options: PythonEnvironmentOptions = {}): Promise<string> {
  const requirements = options.requirements ?? path.join(projectRoot, "emulator", "requirements.txt");
  const directory = options.directory ?? cachePath("emulator-venv");
  const interpreter = path.join(directory, "bin", "python");
  const wanted = stampOf(requirements);
  if (isCurrent(directory, wanted)) return interpreter;
  await withLock(`${directory}.lock`, async () => {
    // Whoever waited here finds it done.
    if (isCurrent(directory, wanted)) return;
    await makeEnvironment(directory, requirements, options);
    fs.writeFileSync(stampFile(directory), wanted);
  });
  return interpreter;
}

/** What an environment made from this file is marked with. */
export function stampOf(requirements: string): string {
  return createHash("sha256").update(fs.readFileSync(requirements)).digest("hex");
}

/** Whether the environment in a folder was made completely, from requirements with this stamp, and its Python is still there. */
export function isCurrent(directory: string, stamp: string): boolean {
  const file = stampFile(directory);
  const hasPython = fs.existsSync(path.join(directory, "bin", "python"));
  return hasPython && fs.existsSync(file) && fs.readFileSync(file, "utf8") === stamp;
}

const stampFile = (directory: string) => path.join(directory, "requirements.sha256");

async function makeEnvironment(
  directory: string,
  requirements: string,
  options: PythonEnvironmentOptions,
): Promise<void> {
  const progress = options.onProgress ?? (() => undefined);
  const python = await findPython(options.candidates ?? defaultCandidates);
  const owner = options.owner ?? "the emulator";
  progress(`Making the environment of ${owner} with Python ${python.version} (once, about a minute)`);
  fs.rmSync(directory, { recursive: true, force: true });
  await step(python.command, ["-m", "venv", directory], progress);
  const pip = [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--no-input",
    "-r",
    requirements,
  ];
  await step(path.join(directory, "bin", "python"), pip, progress);
}

async function findPython(candidates: string[]): Promise<Python> {
  const tried: string[] = [];
  for (const command of candidates) {
    // A command that exists may still refuse, as version managers' placeholders do: only a run tells.
    const asked = await runProcess(command, ["--version"], { timeLimitSeconds: 30 }).catch(() => undefined);
    const match =
      asked?.exitCode === 0 ? /Python (3)\.(\d+)\S*/.exec(asked.stdout + asked.stderr) : undefined;
    if (match && Number(match[2]) >= minimumMinorVersion)
      return { command, version: match[0].slice("Python ".length) };
    tried.push(`${command} (${match ? match[0] : "does not run"})`);
  }
  throw new Error(
    `Python 3.${minimumMinorVersion} or newer is needed, and none was found: ${tried.join(", ")}. ` +
      "Install one so that it is on the PATH as python3.",
  );
}

async function step(command: string, args: string[], onLine: (line: string) => void): Promise<void> {
  const result = await runProcess(command, args, { timeLimitSeconds: 900, graceSeconds: 5, onLine });
  if (result.exitCode === 0) return;
  const hint = args.includes("venv")
    ? "\nOn Debian and Ubuntu the module venv is a package of its own: python3-venv."
    : "";
  throw new Error(`${command} ${args.join(" ")} failed:\n${tail(result.stdout + result.stderr)}${hint}`);
}
