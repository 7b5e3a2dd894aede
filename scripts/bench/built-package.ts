import { join } from "node:path";
import { projectRoot } from "../../harness/project";
import { Pattern } from "../../publisher/pattern";
import { runNode } from "./run-node";

let isBuilt = false;

/** Builds the package, once for all parts of a run. It is what users have: of the sources, tsx would name every function anew at each call. */
export async function buildPackage(): Promise<void> {
  if (!isBuilt) await runNode(["--import", "tsx", join(projectRoot, "scripts/build.ts")]);
  isBuilt = true;
}

/** A pattern's construct as the built package has it. */
export function builtConstruct({ inputs }: Pattern): Pattern["construct"] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- built a moment ago
  const built = require(projectRoot) as Readonly<Record<string, Pattern["construct"]>>;
  return built[inputs.name]!;
}
