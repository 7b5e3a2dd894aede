import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { ModuleArchive } from "./archives";

/** Where the modules are in the registry: `<host>/aws-ha-patterns/<module>/aws`. */
const NAMESPACE = "aws-ha-patterns";

/**
 * Adds a release to a folder that a static web server turns into a module registry, with no program behind it:
 * https://developer.hashicorp.com/terraform/internals/module-registry-protocol. Releases that are there stay.
 *
 * Terraform wants an archive's address in a header, which a file cannot send: the file `_headers` says them all, in the
 * form that Cloudflare Pages and Netlify read. OpenTofu takes it from the body, too.
 *
 * @throws Error when the version is there with other bytes: whoever has taken it keeps what it was.
 */
export function addToRegistry(folder: string, version: string, archives: readonly ModuleArchive[]): void {
  const changed = archives.filter((archive) => isThereOtherwise(folder, archive));
  if (changed.length > 0)
    throw new Error(
      `${folder} has ${version} of ${changed.map(({ name }) => name).join(", ")} with other bytes; raise the version.`,
    );
  write(join(folder, ".well-known/terraform.json"), { "modules.v1": "/v1/modules/" });
  for (const archive of archives) addModule(folder, version, archive);
  writeHeaders(folder);
}

function addModule(folder: string, version: string, { name, file }: ModuleArchive): void {
  const module = join(folder, "v1/modules", NAMESPACE, name, "aws");
  const kept = archivePath(folder, file);
  mkdirSync(dirname(kept), { recursive: true });
  copyFileSync(file, kept);
  write(join(module, version, "download"), { location: locationOf(file) });
  const versions = readdirSync(module, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const list = versions.map((entry) => ({ version: entry.name }));
  write(join(module, "versions"), { modules: [{ versions: list.sort(byVersion) }] });
}

/** Relative to the file `download`, so that the tree may stand below any path of a host. */
function locationOf(file: string): string {
  return `${"../".repeat(6)}archives/${basename(file)}`;
}

/** The headers of every release in the tree. */
function writeHeaders(folder: string): void {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) =>
    path.split(sep).join("/"),
  );
  const headers = files
    .filter((path) => path.endsWith("/download"))
    .sort()
    .map((path) => {
      const { location } = JSON.parse(readFileSync(join(folder, path), "utf8")) as { location: string };
      return `/${path}\n  X-Terraform-Get: ${location}\n`;
    });
  writeFileSync(join(folder, "_headers"), headers.join(""));
}

function isThereOtherwise(folder: string, { file }: ModuleArchive): boolean {
  const kept = archivePath(folder, file);
  return existsSync(kept) && !readFileSync(kept).equals(readFileSync(file));
}

function archivePath(folder: string, file: string): string {
  return join(folder, "archives", basename(file));
}

function byVersion(a: { version: string }, b: { version: string }): number {
  return a.version.localeCompare(b.version, "en", { numeric: true });
}

function write(file: string, value: object): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`);
}
