import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What CHANGELOG.md says of a version, without its heading; undefined when it says nothing. */
export function changelogEntry(root: string, version: string): string | undefined {
  const sections = readFileSync(join(root, "CHANGELOG.md"), "utf8").split(/^## /m);
  const entry = sections.find((section) => headingOf(section) === version);
  const text = entry?.slice(entry.indexOf("\n")).trim();
  return text === "" ? undefined : text;
}

/** `## [1.2.3] - 2026-01-31` and `## 1.2.3` are both the heading of 1.2.3. */
function headingOf(section: string): string | undefined {
  return /^\[?([^\]\s]+)\]?(?:\s+-\s+\d{4}-\d{2}-\d{2})?\s*\n/.exec(section)?.[1];
}
