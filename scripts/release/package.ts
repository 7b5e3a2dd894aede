import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../harness/project";

/** Writes the tarball that `npm install` takes; returns its path. */
export function packPackage(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const args = ["pack", "--silent", "--json", "--pack-destination", folder];
  const { status, stdout, stderr } = spawnSync("npm", args, { cwd: projectRoot, encoding: "utf8" });
  if (status !== 0) throw new Error(`npm pack: ${stderr}${stdout}`);
  // The build prints before what npm says.
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf("[\n"))) as { filename: string }[];
  return join(folder, packed!.filename);
}
