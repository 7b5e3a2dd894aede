import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Files } from "./module-files";

/** Paths whose text on disk is not what was published, and leftovers below `terraform/`. */
export function staleFiles(files: Files, root = "."): string[] {
  const differs = Object.entries(files)
    .filter(
      ([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), "utf8") !== text,
    )
    .map(([path]) => path);
  return [...differs, ...leftovers(files, root)];
}

/** Writes the files and removes what an earlier run left below `terraform/`. */
export function writeFiles(files: Files, root = "."): void {
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
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root === "." ? 0 : root.length + 1))
    .filter((path) => !path.includes("/.terraform") && !(path in files));
}
