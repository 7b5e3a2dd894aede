import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { isLeftByTerraform } from "./left-by-terraform";
import { Files } from "./module-files";
import { ROOT } from "./root";

/** Paths whose text on disk is not what was published, and leftovers below `terraform/`. */
export function staleFiles(files: Files, root = ROOT): string[] {
  const differs = Object.entries(files)
    .filter(
      ([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), "utf8") !== text,
    )
    .map(([path]) => path);
  return [...differs, ...leftovers(files, root)];
}

/** Writes the files and removes what an earlier run left below `terraform/`. */
export function writeFiles(files: Files, root = ROOT): void {
  leftovers(files, root).forEach((path) => rmSync(join(root, path)));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function leftovers(files: Files, root: string): string[] {
  const folder = join(root, "terraform");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !isLeftByTerraform(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep))
    .filter((parts) => !parts.includes(".terraform"))
    .map((parts) => parts.join("/"))
    .filter((path) => !(path in files));
}
