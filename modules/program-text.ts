import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A program in another language that instances run, by its path in this folder. Only this module looks beside itself:
 * the package is one file, in the place of this folder.
 *
 * @throws Error when there is no such file.
 */
export function programText(path: string): string {
  return readFileSync(join(__dirname, path), "utf8");
}
