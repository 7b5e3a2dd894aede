import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { installedCacheServer } from "../../../harness/cache-server";

/**
 * The folder of PostgreSQL's server programs, which Debian keeps out of the path.
 *
 * @throws Error that says what to install.
 */
export function postgresPrograms(): string {
  return found("initdb", "postgresql", () => {
    const root = "/usr/lib/postgresql";
    const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
    return versions.map((version) => join(root, version, "bin"));
  });
}

/**
 * The folder of MariaDB's server.
 *
 * @throws Error that says what to install.
 */
export function mariadbPrograms(): string {
  return found("mariadbd", "mariadb-server", () => ["/usr/sbin", "/usr/local/sbin"]);
}

/**
 * The server of Valkey where there is one, else that of Redis, which Debian 12 has.
 *
 * @throws Error that says what to install.
 */
export function cacheServer(): string {
  return (
    installedCacheServer() ??
    join(
      found("redis-server", "redis-server", () => []),
      "redis-server",
    )
  );
}

function found(program: string, debianPackage: string, folders: () => string[]): string {
  const find = () => [...folders(), ...pathOf()].find((folder) => existsSync(join(folder, program)));
  const folder = find();
  if (folder !== undefined) return folder;
  if (mayInstall()) install(debianPackage);
  const installed = find();
  if (installed !== undefined) return installed;
  throw new Error(
    `These tests need ${program}, and it is not on this machine. Debian and Ubuntu: apt-get install ${debianPackage}; macOS: brew install ${debianPackage.replace("-server", "")}.`,
  );
}

function pathOf(): string[] {
  return (process.env["PATH"] ?? "").split(":").filter((folder) => folder !== "");
}

/** A machine of CI is ours; on a user's one nothing is installed that nobody asked for. */
function mayInstall(): boolean {
  const isCi = (process.env["CI"] ?? "") !== "" && process.getuid!() === 0;
  return isCi && spawnSync("apt-get", ["--version"]).status === 0;
}

function install(debianPackage: string): void {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = { env, stdio: ["ignore", "pipe", "inherit"] as ["ignore", "pipe", "inherit"] };
  execFileSync("apt-get", ["update", "-qq"], options);
  execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", debianPackage], options);
}
