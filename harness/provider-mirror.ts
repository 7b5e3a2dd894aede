import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** A folder on this machine that holds providers in the layout that Terraform calls a file system mirror. */
export interface ProviderMirror {
  /** The mirror itself, as `filesystem_mirror { path = … }` wants it. */
  root: string;
  /** Name of the folder below it, the host that the provider was published on. */
  host: string;
  /** Versions that are there for the platform, newest first. */
  versions: string[];
}

/** Folders that Terraform searches for providers without being told, in its order. */
export function impliedMirrors(env: NodeJS.ProcessEnv = process.env, home = os.homedir()): string[] {
  const dataHome = env["XDG_DATA_HOME"] || path.join(home, ".local", "share");
  const dataFolders = (env["XDG_DATA_DIRS"] || "/usr/local/share:/usr/share").split(":").filter(Boolean);
  return [
    path.join(home, ".terraform.d", "plugins"),
    ...[dataHome, ...dataFolders].map((folder) => path.join(folder, "terraform", "plugins")),
  ];
}

/** Folders below which people and machine images put mirrors of their own. */
export function likelyRoots(home = os.homedir()): string[] {
  return ["/opt", "/usr/local", "/usr/share", home];
}

/**
 * Finds a mirror that has `hashicorp/aws` for a platform such as `linux_amd64`: first in the folders given as implied,
 * then at most `maxDepth` levels below the roots (default 7, counted to the provider's own folder). Undefined when there is none.
 */
export function findProviderMirror(
  platform: string,
  { implied = impliedMirrors(), roots = likelyRoots(), maxDepth = 7 } = {},
): ProviderMirror | undefined {
  for (const folder of implied) {
    for (const host of foldersIn(folder)) {
      const found = mirrorAt(path.join(folder, host), platform);
      if (found) return found;
    }
  }
  return searchBelow(roots, platform, maxDepth);
}

// A mirror ends HOST/hashicorp/aws/VERSION/PLATFORM: from HOST on only that one path has to be looked at.
const levelsBelowHost = 4;
const notWorthSearching = new Set([
  "proc",
  "sys",
  "dev",
  "node_modules",
  ".git",
  ".terraform",
  "__pycache__",
]);

/** Breadth first: a mirror near the top is found without a walk through everything beside it. */
function searchBelow(roots: string[], platform: string, maxDepth: number): ProviderMirror | undefined {
  let level = roots;
  for (let depth = 0; depth <= maxDepth - levelsBelowHost && level.length > 0; depth++) {
    for (const folder of level) {
      const found = mirrorAt(folder, platform);
      if (found) return found;
    }
    level = level.flatMap((folder) =>
      foldersIn(folder)
        .filter((name) => !notWorthSearching.has(name))
        .map((name) => path.join(folder, name)),
    );
  }
  return undefined;
}

/** The mirror whose HOST folder this is, if it is one. */
function mirrorAt(hostFolder: string, platform: string): ProviderMirror | undefined {
  const versions = foldersIn(path.join(hostFolder, "hashicorp", "aws")).filter((version) =>
    hasProvider(path.join(hostFolder, "hashicorp", "aws", version, platform)),
  );
  if (versions.length === 0) return undefined;
  versions.sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
  return { root: path.dirname(hostFolder), host: path.basename(hostFolder), versions };
}

function hasProvider(folder: string): boolean {
  try {
    return fs.readdirSync(folder).some((name) => name.startsWith("terraform-provider-aws"));
  } catch {
    return false;
  }
}

/** Names of the folders in a folder, sorted; none where it cannot be read. Links are not followed: they can form circles. */
function foldersIn(folder: string): string[] {
  try {
    const entries = fs.readdirSync(folder, { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
  } catch {
    return [];
  }
}
