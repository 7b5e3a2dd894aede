import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../../harness/project";
import { Variable } from "../../../publisher/variables";

/** Nothing is known of such a value before an apply, not even its type: it fits every input. */
const UNKNOWN = "${jsondecode(timestamp())}";

/** The `variable` blocks of a pattern's published module. */
export function variablesOfModule(pattern: string): Record<string, Variable> {
  const file = join(projectRoot, "terraform", "modules", pattern, "variables.tf.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { variable: Record<string, Variable> }).variable;
}

/** Every input that a pattern's module requires, with a value that is unknown. */
export function unknownInputs(pattern: string): Record<string, string> {
  const required = Object.entries(variablesOfModule(pattern)).filter(([, block]) => !("default" in block));
  return Object.fromEntries(required.map(([name]) => [name, UNKNOWN]));
}
