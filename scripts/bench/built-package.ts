import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../../harness/project";
import { Pattern } from "../../publisher/pattern";

/** Builds the package, which is what users run: of the sources, tsx would name every function anew at each call. */
export function buildPackage(): void {
  const args = ["--import", "tsx", join(projectRoot, "scripts/build.ts")];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: projectRoot,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`The package was not built:\n${stdout}${stderr}`);
}

/** A pattern's construct as the built package has it. */
export function builtConstruct({ inputs }: Pattern): Pattern["construct"] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- built a moment ago
  const built = require(projectRoot) as Readonly<Record<string, Pattern["construct"]>>;
  return built[inputs.name]!;
}
