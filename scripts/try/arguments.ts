import { parseArgs } from "node:util";

/** What `npm run try` was asked for. */
export interface TryArguments {
  readonly pattern: string;
  /** Run the whole sequence without questions. */
  readonly yes: boolean;
}

/** Reads the command line. @throws Error that says how the command is used. */
export function readArguments(args: readonly string[], known: readonly string[]): TryArguments {
  const usage = `Usage: npm run try -- <pattern> [--yes]\nKnown patterns: ${known.join(", ")}.`;
  const { positionals, values } = parse(args, usage);
  const [pattern, ...more] = positionals;
  if (pattern === undefined) throw new Error(usage);
  if (more.length > 0) throw new Error(`One pattern at a time, got ${positionals.join(" ")}.\n${usage}`);
  if (!known.includes(pattern)) throw new Error(`Unknown pattern ${pattern}; known: ${known.join(", ")}.`);
  return { pattern, yes: values.yes };
}

function parse(args: readonly string[], usage: string) {
  const options = { yes: { type: "boolean", default: false } } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${usage}`);
  }
}
