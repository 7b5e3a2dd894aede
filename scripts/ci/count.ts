import { stripVTControlCharacters } from "node:util";

/** How many tests ended how. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
  /** Not run: what they need is not here, and CI can do without it. */
  readonly skipped: number;
}

const NOTHING: Count = { passed: 0, failed: 0, skipped: 0 };

/** Adds the closing lines of jest (`Tests: 1 failed, 2 passed, 3 total`) and of pytest (`1 failed, 2 passed in 3.1s`). */
export function countOf(lines: readonly string[]): Count {
  return sum(lines.map(withoutColours).filter(isClosingLine).map(countOfLine));
}

/** What a command's tests count, given how it ended: one that failed without a failed test could not even start some of them. */
export function result(count: Count, exitCode: number | undefined): Count {
  return exitCode !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

/** The sum of several counts. */
export function sum(counts: readonly Count[]): Count {
  const add = (one: Count, other: Count): Count => ({
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  });
  return counts.reduce(add, NOTHING);
}

function isClosingLine(line: string): boolean {
  return /^Tests:\s+.*\d+ total$/.test(line) || /^=*\s*(\d+ \w+, )*\d+ \w+ in [\d.]+s/.test(line);
}

function countOfLine(line: string): Count {
  const number = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0);
  return {
    passed: number("passed"),
    failed: number("failed") + number("errors?"),
    skipped: number("skipped"),
  };
}

function withoutColours(line: string): string {
  return stripVTControlCharacters(line).trim();
}
