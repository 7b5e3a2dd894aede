import { join } from "node:path";
import { parseArgs } from "node:util";
import { patterns } from "../publisher/patterns";
import { filesOf, publish } from "../publisher/tree";
import { projectRoot } from "../harness/project";
import { writeArchives } from "./release/archives";
import { reasonsAgainst } from "./release/checks";
import { changelogEntry } from "./release/changelog";
import { packPackage } from "./release/package";
import { addToRegistry } from "./release/registry";
import { releaseVersion, writeChecksums, writeNotes } from "./release/summary";
import { run } from "./terminal/run";

/**
 * `npm run release` makes a release of the version in package.json in `release/`: an archive for each module, the npm
 * tarball, checksums, the changelog's entry, and a tree of files that is a module registry. It publishes nothing.
 */
async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { into: { type: "string", default: "release" } } });
  const version = releaseVersion();
  const reasons = reasonsAgainst(projectRoot, version, filesOf(publish(patterns)));
  if (reasons.length > 0)
    throw new Error(`Not released:\n${reasons.map((reason) => `  - ${reason}`).join("\n")}`);
  const folder = join(projectRoot, values.into, version);
  const archives = await writeArchives(folder, version);
  packPackage(folder);
  writeNotes(folder, changelogEntry(projectRoot, version)!);
  writeChecksums(folder);
  addToRegistry(join(projectRoot, values.into, "registry"), version, archives);
  console.log(`${archives.length} modules and the npm package, version ${version}, are in ${folder}.`);
}

run(main);
