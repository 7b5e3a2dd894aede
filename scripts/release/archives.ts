import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../harness/project";
import { Files } from "../../publisher/module-files";
import { patterns } from "../../publisher/patterns";
import { filesIn } from "../../publisher/tree";
import { tarGz } from "./tar-gz";

/** A module's archive. */
export interface ModuleArchive {
  /** The module's name. */
  readonly name: string;
  /** Path of the archive. */
  readonly file: string;
}

/** Writes `<module>-<version>.tar.gz` for every pattern, the module at the root of the archive. */
export async function writeArchives(folder: string, version: string): Promise<ModuleArchive[]> {
  mkdirSync(folder, { recursive: true });
  const archives = patterns.map(({ name }) => ({ name, file: join(folder, `${name}-${version}.tar.gz`) }));
  for (const { name, file } of archives) writeFileSync(file, await tarGz(filesOfModule(name)));
  return archives;
}

/** A module as it stands alone: with its tests, its licence, and the example calling the module above it. */
export function filesOfModule(name: string): Files {
  const example = filesIn(`terraform/examples/${name}`);
  return {
    ...filesIn(`terraform/modules/${name}`),
    LICENSE: readFileSync(join(projectRoot, "LICENSE"), "utf8"),
    ...within("tests", filesIn(`terraform/modules/${name}/tests`)),
    ...within(
      `examples/${name}`,
      mapped(example, (text) => text.replaceAll(`"../../modules/${name}"`, '"../.."')),
    ),
  };
}

function within(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}

function mapped(files: Files, change: (text: string) => string): Files {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, change(text)]));
}
