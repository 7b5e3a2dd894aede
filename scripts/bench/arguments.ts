import { parseArgs } from "node:util";
import { Mistyped } from "../../stacks/failure";

/** Parts of the benchmark, in the order in which they run. */
export const PARTS = ["cold", "patterns", "plans", "sessions"] as const;

/** One of them. */
export type Part = (typeof PARTS)[number];

/** The parts that were asked for; all when none is named. @throws Mistyped that names the parts. */
export function chosenParts(args: readonly string[]): Part[] {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
  const unknown = positionals.filter((name) => !PARTS.some((part) => part === name));
  if (unknown.length > 0)
    throw new Mistyped(
      `There is no part ${unknown.join(", ")}. Usage: npm run bench -- [${PARTS.join("] [")}]`,
    );
  return PARTS.filter((part) => positionals.length === 0 || positionals.includes(part));
}
