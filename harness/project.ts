import path from "node:path";

/** The repository's root folder. */
export const projectRoot = path.resolve(__dirname, "..");

/** A path below the project's cache, which is not committed and can be removed at any time. */
export function cachePath(...segments: string[]): string {
  return path.join(projectRoot, ".cache", ...segments);
}
