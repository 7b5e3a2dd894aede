import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The licences of packages that are part of the build, each under its name and version.
 *
 * @param packages Their folders.
 * @throws Error when one has no file `LICENSE`.
 */
export function licencesOf(packages: readonly string[]): string {
  return packages.map(licenceOf).join("\n");
}

function licenceOf(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  return `${name} ${version}\n\n${readFileSync(join(folder, "LICENSE"), "utf8")}`;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
}
