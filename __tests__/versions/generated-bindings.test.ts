import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { requireTool } from "../../harness/jest";
import { projectRoot } from "../../harness/project";
import { runProcess } from "../../harness/run-process";
import { workingDirectory } from "../../harness/shared-root";
import { camelCase } from "../../modules/definition/names";
import { patterns } from "../../publisher/patterns";
import { Cdktf } from "../engine/support/cdktf";
import { variablesOfModule } from "../engine/support/unknown-inputs";

requireTool("terraform");

/**
 * What the bindings want to be given: the required inputs, and those that are empty objects by default, since `cdktf get`
 * 0.21 loses such a default when it reads Terraform's JSON.
 */
function wanted(pattern: string): string[] {
  return Object.entries(variablesOfModule(pattern))
    .filter(([, { default: value }]) => value === undefined || isHollow(value))
    .map(([name]) => camelCase(name));
}

function isHollow(value: unknown): boolean {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject && Object.values(value).every(isHollow);
}

/** `cdktf get` on the published modules, for teams that have modules and no package. */
describe("the bindings that cdktf get makes of the published modules", () => {
  let project: string;

  beforeAll(async () => {
    project = await workingDirectory("bindings");
    cpSync(join(projectRoot, "terraform"), join(project, "terraform"), { recursive: true });
    symlinkSync(join(projectRoot, "node_modules"), join(project, "node_modules"));
    const modules = patterns.map(({ name }) => ({ name, source: `./terraform/modules/${name}` }));
    const settings = { language: "typescript", app: "node main.js", terraformModules: modules };
    writeFileSync(join(project, "cdktf.json"), JSON.stringify(settings));
    const { exitCode, output } = await Cdktf.inFolder(project).run(["get"]);
    expect([exitCode, exitCode === 0 ? "" : output]).toEqual([0, ""]);
  });

  /** A call of every module, with its inputs as `change` leaves them. */
  function program(change: (inputs: string[]) => string[]): string {
    const calls = patterns.map(({ name, inputs }) => {
      const config = change(wanted(name)).map((input) => `${input}: "\${local.x}" as any`);
      return `import { ${inputs.name} } from "./.gen/modules/${name}";\nnew ${inputs.name}(stack, "${name}", { ${config.join(", ")} });\n`;
    });
    return `import { App, TerraformStack } from "cdktf";\nconst stack = new TerraformStack(new App(), "s");\n${calls.join("")}`;
  }

  test("compile with the inputs that they want; a name that is mistaken and an input that is left out do not", async () => {
    const programs = {
      "right.ts": program((inputs) => inputs),
      "misspelled.ts": program((inputs) => [...inputs, "misspelled"]),
      "missing.ts": program((inputs) => inputs.slice(1)),
    };
    for (const [file, text] of Object.entries(programs)) writeFileSync(join(project, file), text);
    const compiler = join(projectRoot, "node_modules/typescript/bin/tsc");
    const options = ["--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--module", "commonjs"];
    const args = [compiler, ...Object.keys(programs), ...options, "--types", "node"];
    const { stdout } = await runProcess(process.execPath, args, { cwd: project });
    const errors = stdout.split("\n").filter((line) => /^\S.*error TS/.test(line));
    const of = (file: string, said: string) =>
      errors.filter((line) => line.startsWith(file) && line.includes(said));
    expect(of("misspelled.ts", "'misspelled' does not exist")).toHaveLength(patterns.length);
    expect(of("missing.ts", "")).toHaveLength(patterns.length);
    expect(errors).toHaveLength(2 * patterns.length);
  });

  test("have the descriptions", () => {
    const text = readFileSync(join(project, ".gen/modules/multi-az.ts"), "utf8");
    expect(text).toContain("How much capacity there is.");
  });
});
