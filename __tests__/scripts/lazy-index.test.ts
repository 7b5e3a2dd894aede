import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { execFileSync } from "node:child_process";
import ts from "typescript";
import { loadedWhenRead } from "../../scripts/build/lazy";

/** A folder with a package of two modules that say when they are loaded. */
function packageOf(index: string): string {
  const folder = mkdtempSync(join(tmpdir(), "lazy-"));
  for (const name of ["one", "two"])
    writeFileSync(join(folder, `${name}.js`), `console.log("loads ${name}"); exports.${name} = "${name}";`);
  const options = { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } };
  const { program, names } = loadedWhenRead(ts.transpileModule(index, options).outputText);
  writeFileSync(join(folder, "index.js"), program + names);
  return folder;
}

const INDEX = `export { one } from "./one";\nexport { two } from "./two";\n`;
const said = (...args: string[]) => execFileSync(process.execPath, args, { encoding: "utf8" });

test("a module is loaded when something of it is read", () => {
  const folder = packageOf(INDEX);
  const program = `const { two } = require(${JSON.stringify(folder)}); console.log(two);`;
  expect(said("-e", program)).toBe("loads two\ntwo\n");
});

test("Node's import finds the names", () => {
  const url = pathToFileURL(join(packageOf(INDEX), "index.js")).href;
  const program = `import { two } from ${JSON.stringify(url)}; console.log(two);`;
  expect(said("--input-type=module", "-e", program)).toMatch(/two\n$/);
});

test.each([
  { index: "export const one = 1;", says: "not: exports.one = 1" },
  {
    index: `import { one } from "./one";\nexport const f = () => { return one.two; };`,
    says: "const one_1 = require",
  },
])("an index with something else in it is refused: $index", ({ index, says }) => {
  expect(() => packageOf(index)).toThrow(says);
});
