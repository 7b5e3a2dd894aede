import { spawnSync } from "node:child_process";
import { projectRoot } from "../../harness/project";

/** What a program prints that Node.js runs to its end. @throws Error with all that it printed, when it fails. */
export function runNode(args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: projectRoot,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`node ${args.join(" ")} failed:\n${stdout}${stderr}`);
  return stdout;
}
