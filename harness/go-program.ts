import fs from "node:fs";
import path from "node:path";
import { withLock } from "./lock-directory";
import { cachePath } from "./project";
import { runProcess, tail } from "./run-process";

/** A program that is built from a module of Go. */
export interface GoProgram {
  /** Import path of its main package, such as `example.org/tools/lint`. */
  package: string;
  /** Exactly this version, such as `v1.2.3`. */
  version: string;
}

/**
 * Path of a program at exactly this version, in `.cache/go`. Builds it when it is not there yet: up to some minutes,
 * once; nothing later. Rejects with an Error that says that Go is missing, or with the build's last lines.
 */
export async function goProgram(program: GoProgram): Promise<string> {
  const directory = cachePath("go", `${path.basename(program.package)}-${program.version}`);
  const file = path.join(directory, path.basename(program.package));
  if (fs.existsSync(file)) return file;
  await withLock(`${directory}.lock`, async () => {
    // Whoever waited here finds it done.
    if (!fs.existsSync(file)) await build(program, directory);
  });
  return file;
}

async function build(program: GoProgram, directory: string): Promise<void> {
  const args = ["install", `${program.package}@${program.version}`];
  const env = { ...process.env, GOBIN: directory };
  const result = await runProcess("go", args, { env, timeLimitSeconds: 1200 }).catch(() => {
    throw new Error(`Go is needed to build ${args[1]}, and the program go was not found on the PATH.`);
  });
  if (result.exitCode !== 0) throw new Error(`go ${args.join(" ")} failed:\n${tail(result.stderr)}`);
}
