import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { projectRoot } from "../../harness/project";
import { bundled, namesLine } from "../../scripts/build/bundle";
import { licencesOf } from "../../scripts/build/licences";

const modules = join(projectRoot, "node_modules");

/** A folder of programs, from which the project's packages are found. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "bundle-"));
  symlinkSync(modules, join(folder, "node_modules"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** A folder with nothing in it but the bundle of another folder's `index.ts`; returns the bundle. */
async function alone(folder: string, names: readonly string[] = []): Promise<string> {
  const { text } = await bundled(join(folder, "index.ts"), []);
  const file = join(mkdtempSync(join(tmpdir(), "alone-")), "index.js");
  writeFileSync(file, text + namesLine(names));
  return file;
}

const said = (...args: string[]) => execFileSync(process.execPath, args, { encoding: "utf8" });

describe("a bundle of an index of two modules", () => {
  const folder = folderOf({
    "index.ts": `export { one } from "./one";\nexport { two } from "./two";`,
    "one.ts": `console.log("loads one");\nexport const one: string = "one";`,
    "two.ts": `import { one } from "./one";\nconsole.log("loads two");\nexport const two = () => one + one;`,
  });

  test.each([
    { use: "", says: "" },
    { use: "console.log(exported.one)", says: "loads one\none\n" },
    { use: "exported.two", says: "loads two\n" },
    { use: "console.log(exported.two())", says: "loads two\nloads one\noneone\n" },
  ])("loads what is used: '$use'", async ({ use, says }) => {
    expect(said("-e", `const exported = require(${JSON.stringify(await alone(folder))}); ${use}`)).toBe(says);
  });

  test("has the names that Node's import finds", async () => {
    const url = pathToFileURL(await alone(folder, ["one", "two"])).href;
    const program = `import { one, two } from ${JSON.stringify(url)}; console.log(one, two());`;
    expect(said("--input-type=module", "-e", program)).toMatch(/one oneone\n$/);
  });
});

test("an external package is required as before, when it is used", async () => {
  const folder = folderOf({
    "index.ts": `import { App } from "cdktf";\nexport const app = () => new App();`,
  });
  const { text, packages } = await bundled(join(folder, "index.ts"), ["cdktf"]);
  expect(packages).toEqual([]);
  const file = join(mkdtempSync(join(tmpdir(), "alone-")), "index.js");
  writeFileSync(file, `${text}\nconsole.log("loaded");\nmodule.exports.app();`);
  const { stdout, stderr } = spawnSync(process.execPath, [file], { encoding: "utf8" });
  expect(stdout).toBe("loaded\n");
  expect(stderr).toContain("Cannot find module 'cdktf'");
});

describe("zod in a bundle", () => {
  const folder = folderOf({
    "index.ts": `import { z } from "zod";\nconsole.log(z.string().safeParse(1).error!.issues[0]!.message);`,
  });

  test("speaks English, and no other language", async () => {
    const file = await alone(folder);
    expect(said(file)).toBe("Invalid input: expected string, received number\n");
    expect(readFileSync(file, "utf8")).not.toContain("Entrée invalide");
  });

  test("comes with its licence", async () => {
    const { packages } = await bundled(join(folder, "index.ts"), []);
    expect(packages).toEqual([join(modules, "zod")]);
    expect(licencesOf(packages)).toMatch(/^zod \d+\.\d+\.\d+\n\nMIT License\n\nCopyright/);
  });

  test("that has its translations elsewhere is refused", async () => {
    const moved = folderOf({ "index.ts": `import { name } from "zod/package.json";\nconsole.log(name);` });
    await expect(bundled(join(moved, "index.ts"), [])).rejects.toThrow("translations elsewhere");
  });
});
