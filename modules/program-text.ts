import { readFileSync } from "node:fs";
import { join } from "node:path";

const known = new Map<string, string>();

/**
 * A program in another language that instances run, by its path in this folder, read once. Only this module looks beside
 * itself: the package is one file, in the place of this folder.
 *
 * @throws Error when there is no such file.
 */
export function programText(path: string): string {
  return once(path, () => readFileSync(join(__dirname, path), "utf8"));
}

/** The same without its comments: each byte is one of the user's 16 KB. */
export function programWithoutComments(path: string): string {
  return once(`${path} without comments`, () => withoutComments(programText(path)));
}

function once(key: string, make: () => string): string {
  const text = known.get(key) ?? make();
  known.set(key, text);
  return text;
}

function withoutComments(script: string): string {
  const lines = script.split("\n").filter((line) => !/^\s*#(?!!| shellcheck)/.test(line));
  return lines.map((line) => line.replace(/(\S) # .*$/, "$1")).join("\n");
}
