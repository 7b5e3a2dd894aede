import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requireTool } from "../../harness/jest";
import { patterns } from "../../publisher/patterns";
import { filesOf, publish } from "../../publisher/tree";
import { writeFiles } from "../../publisher/write";
import { changelogEntry } from "../../scripts/release/changelog";
import { reasonsAgainst } from "../../scripts/release/checks";

requireTool("git");

const published = filesOf(publish(patterns));

const CHANGELOG =
  "# Changelog\n\n## Unreleased\n\n- Later.\n\n## 1.2.0 - 2026-01-31\n\n- New.\n\n## [1.1.0]\n\n- Old.\n";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "release-"));
  writeFiles(published, root);
  writeFileSync(join(root, "CHANGELOG.md"), CHANGELOG);
  git("init", "--quiet");
  commit();
});
afterEach(() => rmSync(root, { recursive: true }));

function git(...args: string[]): string {
  const user = ["-c", "user.name=t", "-c", "user.email=t@example.com"];
  return execFileSync("git", [...user, ...args], { cwd: root, encoding: "utf8" });
}

function commit(): void {
  git("add", "--all");
  git("commit", "--quiet", "--allow-empty", "-m", "change");
}

const reasons = (version = "1.2.0") => reasonsAgainst(root, version, published);

test("nothing speaks against a committed tree with an entry for its version, also once it is tagged", () => {
  expect(reasons()).toEqual([]);
  git("tag", "v1.2.0");
  expect(reasons()).toEqual([]);
});

test("a change or a file that is in no commit", () => {
  writeFileSync(join(root, "CHANGELOG.md"), `${CHANGELOG}\n`);
  writeFileSync(join(root, "new.ts"), "");
  expect(reasons()).toEqual(["2 files are not committed: CHANGELOG.md, new.ts"]);
});

test("a version that the changelog does not know, or says nothing of", () => {
  expect(reasons("1.3.0")).toEqual(['CHANGELOG.md has no entry "## 1.3.0"']);
  expect(reasons("1.2")).toEqual(['CHANGELOG.md has no entry "## 1.2"']);
  writeFileSync(join(root, "CHANGELOG.md"), "## 1.2.0\n\n## 1.1.0\n\n- Old.\n");
  commit();
  expect(reasons()).toEqual(['CHANGELOG.md has no entry "## 1.2.0"']);
});

test("a version that is the tag of another commit", () => {
  git("tag", "v1.2.0");
  commit();
  expect(reasons()).toEqual(["v1.2.0 is the tag of another commit; raise the version in package.json"]);
});

test("a published module that the sources do not give", () => {
  const file = "terraform/modules/multi-az/main.tf.json";
  writeFileSync(join(root, file), "{}");
  commit();
  expect(reasons()).toEqual([`not what the sources give: ${file}; npm run publish:modules`]);
});

test("an entry is what stands between its heading and the next one", () => {
  expect(changelogEntry(root, "1.2.0")).toBe("- New.");
  expect(changelogEntry(root, "1.1.0")).toBe("- Old.");
});
