import { spawnSync } from "node:child_process";
import { Files } from "../../publisher/module-files";
import { staleFiles } from "../../publisher/write";
import { changelogEntry } from "./changelog";

/**
 * Why this version cannot be released from this tree; empty when it can.
 *
 * @param published What the publisher makes of the sources.
 */
export function reasonsAgainst(root: string, version: string, published: Files): string[] {
  return [
    ...uncommitted(root),
    ...taggedElsewhere(root, version),
    ...unexplained(root, version),
    ...stale(root, published),
  ];
}

/** A release is what a commit has: what is not in one, nobody can look up. */
function uncommitted(root: string): string[] {
  const changed = git(root, "status", "--porcelain").split("\n").filter(Boolean);
  if (changed.length === 0) return [];
  return [`${changed.length} files are not committed: ${changed.map((line) => line.slice(3)).join(", ")}`];
}

/** Whoever has taken a version keeps what it was. */
function taggedElsewhere(root: string, version: string): string[] {
  const tag = `v${version}`;
  const tagged = git(root, "tag", "--list", tag).trim();
  if (tagged === "" || git(root, "rev-list", "-n1", tag) === git(root, "rev-parse", "HEAD")) return [];
  return [`${tag} is the tag of another commit; raise the version in package.json`];
}

function unexplained(root: string, version: string): string[] {
  if (changelogEntry(root, version) !== undefined) return [];
  return [`CHANGELOG.md has no entry "## ${version}"`];
}

function stale(root: string, published: Files): string[] {
  const files = staleFiles(published, root);
  return files.length === 0
    ? []
    : [`not what the sources give: ${files.join(", ")}; npm run publish:modules`];
}

function git(root: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync("git", args, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
  return stdout;
}
