import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { snakeCase } from "../modules/definition/names";
import { objectShapeOf } from "../modules/definition/schema";
import { documentPatterns, PatternDocumentation } from "./documentation";
import { faultsOf } from "./inspect";
import { isLeftByTerraform } from "./left-by-terraform";
import { buildModule, Files, json, ModuleJson, moduleFiles } from "./module-files";
import { Pattern } from "./pattern";
import { insertTables, inputsTable, outputsTable } from "./readme";
import { ROOT } from "./root";
import { textSpeller } from "./spelling";
import { versionsBlock } from "./versions";

/** A published pattern: its module and the files that come of it, by path from the repository's root. */
export interface Published {
  readonly pattern: Pattern;
  readonly module: ModuleJson;
  readonly files: Files;
}

/**
 * Builds every pattern's module, and the README tables of its page.
 *
 * @throws Error that names every fault of every module; then nothing is to be written.
 */
export function publish(patterns: readonly Pattern[]): Published[] {
  const documentation = documentPatterns(patterns.map(sourceOf));
  const published = patterns.map((pattern, index) => publishOne(pattern, documentation[index]!));
  const faults = published.flatMap(({ pattern, module }, index) =>
    faultsOf(module, pattern, documentation[index]!),
  );
  if (faults.length > 0)
    throw new Error(`Not published:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`);
  return published;
}

/** Everything that the publisher writes for these patterns. */
export function filesOf(published: readonly Published[]): Files {
  const patterns = published.map(({ pattern }) => pattern);
  return Object.assign(rootFiles(patterns), ...published.map(({ files }) => files)) as Files;
}

/** What the tree has beside the modules: the registry wants code at the root of a repository. */
function rootFiles(patterns: readonly Pattern[]): Files {
  const list = patterns.map(
    ({ name, directory }) => `- [${name}](modules/${name}): ${summary(readPage(directory))}`,
  );
  return {
    "terraform/README.md": `# High-availability patterns for AWS\n\nTerraform modules, made from the CDKTF constructs of this repository by \`npm run publish:modules\`.\n\n${list.join("\n")}\n\nSeveral of them together: [examples/shop](examples/shop).\n`,
    "terraform/versions.tf.json": json(versionsBlock()),
    // The example of several patterns together is none of theirs.
    ...prefixed("terraform/examples/shop", filesIn("examples/shop/terraform")),
  };
}

function sourceOf({ directory, name, construct }: Pattern) {
  return {
    inputsFile: resolve(ROOT, directory, "inputs.ts"),
    schemaName: "schema",
    classFile: resolve(ROOT, directory, `${name}.ts`),
    className: construct.name,
  };
}

function publishOne(pattern: Pattern, documentation: PatternDocumentation): Published {
  const module = buildModule(pattern, documentation);
  const folder = `terraform/modules/${pattern.name}`;
  const tables = tablesOf(pattern, module, documentation);
  const page = readPage(pattern.directory);
  const readme = moduleReadme(pattern, page, tables);
  const files = {
    ...prefixed(folder, { ...moduleFiles(module), "README.md": readme }),
    ...prefixed(`${folder}/tests`, filesIn(join(pattern.directory, "terraform/tests"))),
    ...prefixed(`terraform/examples/${pattern.name}`, filesIn(join(pattern.directory, "terraform/example"))),
    [`${pattern.directory}/README.md`]: insertTables(page, tables),
  };
  return { pattern, module, files };
}

function tablesOf({ inputs }: Pattern, module: ModuleJson, documentation: PatternDocumentation): string {
  const shape = objectShapeOf(inputs.schema);
  const spell = textSpeller(shape);
  // The construct's resources are documented fields, too, but no outputs.
  const outputs = documentation.outputs.filter(({ name }) => snakeCase(name) in module.outputs);
  return spell(`${inputsTable(shape, documentation)}\n\n${outputsTable({ outputs })}`);
}

function moduleReadme(pattern: Pattern, page: string, tables: string): string {
  const example = filesIn(join(pattern.directory, "terraform/example"))["main.tf"] ?? "";
  const parts = [
    `# ${pattern.name}`,
    summary(page),
    `What happens when something fails, operations and drills: see the pattern's page, \`${pattern.directory}/README.md\`.`,
    "## Example",
    `\`\`\`hcl\n${example.trim()}\n\`\`\``,
    ...tryIt(pattern),
    "<!-- BEGIN_TF_DOCS -->\n<!-- END_TF_DOCS -->",
  ];
  return insertTables(`${parts.join("\n\n")}\n`, tables);
}

function tryIt({ directory }: Pattern): string[] {
  if (Object.keys(filesIn(join(directory, "terraform/tests"))).length === 0) return [];
  return ["Try it without an account: `terraform init && terraform test` in this folder."];
}

/** The first paragraph of a page, which says in a sentence what the pattern is. */
function summary(page: string): string {
  const paragraph = page.split("\n\n").find((part) => part !== "" && !part.startsWith("#"));
  return (paragraph ?? "").replace(/\s+/g, " ").trim();
}

function readPage(directory: string): string {
  return readFileSync(resolve(ROOT, directory, "README.md"), "utf8");
}

/** The module's files in a folder of the repository, by name. */
export function filesIn(folder: string): Files {
  const path = resolve(ROOT, folder);
  if (!existsSync(path)) return {};
  return Object.fromEntries(
    readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isFile() && !isLeftByTerraform(entry.name))
      .map(({ name }) => name)
      .sort()
      .map((name) => [name, readFileSync(join(path, name), "utf8")]),
  );
}

function prefixed(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}
