import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../harness/project";

const CHECKSUMS = "SHA256SUMS";

/** The one version of a release: that of package.json. */
export function releaseVersion(root: string = projectRoot): string {
  return (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }).version;
}

/** Writes the changelog's entry, for the page of the release. */
export function writeNotes(folder: string, entry: string): void {
  writeFileSync(join(folder, "NOTES.md"), `${entry}\n`);
}

/** Writes the checksums of every file in a folder, as `sha256sum --check` reads them. */
export function writeChecksums(folder: string): void {
  const files = readdirSync(folder).filter((name) => name !== CHECKSUMS);
  const lines = files.sort().map((name) => `${sha256(join(folder, name))}  ${name}\n`);
  writeFileSync(join(folder, CHECKSUMS), lines.join(""));
}

/** The checksum of a file, in hexadecimal. */
export function sha256(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
