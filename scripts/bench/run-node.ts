import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { projectRoot } from "../../harness/project";

/** What a program prints that Node.js runs to its end. @throws Error with all that it printed, when it fails. */
export async function runNode(args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: projectRoot });
    return stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`node ${args.join(" ")} failed:\n${stdout}${stderr}`);
  }
}
