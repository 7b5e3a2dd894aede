import { execFileSync } from "node:child_process";
import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../harness/project";
import { bundled } from "../../scripts/build/bundle";
import { licencesOf } from "../../scripts/build/licences";

const modules = join(projectRoot, "node_modules");

/** A folder of programs, from which the project's packages are found. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "bundle-"));
  symlinkSync(modules, join(folder, "node_modules"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** What the bundle of a folder's `index.js` says where nothing else is. */
async function said(folder: string, external: readonly string[] = []): Promise<string> {
  const { text } = await bundled(join(folder, "index.js"), external);
  const alone = mkdtempSync(join(tmpdir(), "alone-"));
  writeFileSync(join(alone, "index.js"), text);
  return execFileSync(process.execPath, [join(alone, "index.js")], { encoding: "utf8" });
}

test("one file has all modules, and runs one when it is required", async () => {
  const folder = folderOf({
    "index.js": `const later = () => require("./one"); console.log("index"); console.log(later());`,
    "one.js": `console.log("runs one"); module.exports = 1;`,
  });
  expect(await said(folder)).toBe("index\nruns one\n1\n");
});

test("an external package is required as before", async () => {
  const folder = folderOf({ "index.js": `console.log(typeof require("cdktf").App);` });
  const { text, packages } = await bundled(join(folder, "index.js"), ["cdktf"]);
  expect(text).toContain(`require("cdktf")`);
  expect(packages).toEqual([]);
});

describe("zod in a bundle", () => {
  const folder = folderOf({
    "index.js": `const { z } = require("zod"); console.log(z.string().safeParse(1).error.issues[0].message);`,
  });

  test("speaks English, and no other language", async () => {
    expect(await said(folder)).toBe("Invalid input: expected string, received number\n");
    const { text } = await bundled(join(folder, "index.js"), []);
    expect(text).not.toContain("Entrée invalide");
  });

  test("comes with its licence", async () => {
    const { packages } = await bundled(join(folder, "index.js"), []);
    expect(packages).toEqual([join(modules, "zod")]);
    expect(licencesOf(packages)).toMatch(/^zod \d+\.\d+\.\d+\n\nMIT License\n\nCopyright/);
  });

  test("that has its translations elsewhere is refused", async () => {
    const moved = folderOf({ "index.js": `require("./node_modules/zod/package.json");` });
    await expect(bundled(join(moved, "index.js"), [])).rejects.toThrow("translations elsewhere");
  });
});
