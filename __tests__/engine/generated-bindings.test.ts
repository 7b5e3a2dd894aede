import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { requireTool } from "../../harness/jest";
import { projectRoot } from "../../harness/project";
import { runProcess } from "../../harness/run-process";
import { workingDirectory } from "../../harness/shared-root";
import { camelCase } from "../../modules/definition/names";
import { patterns } from "../../publisher/patterns";
import { Cdktf } from "./support/cdktf";
import { variablesOfModule } from "./support/unknown-inputs";

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

  /** A call of every module, with its inputs as `change` leaves them; what the compiler says of it. */
  async function compiled(change: (inputs: string[]) => string[]): Promise<string> {
    const calls = patterns.map(({ name, inputs }) => {
      const given = change(wanted(name));
      const config = given.map((input) => `${input}: "\${local.x}" as any`).join(", ");
      return `import { ${inputs.name} } from "./.gen/modules/${name}";\nnew ${inputs.name}(stack, "${name}", { ${config} });\n`;
    });
    const head =
      'import { App, TerraformStack } from "cdktf";\nconst stack = new TerraformStack(new App(), "s");\n';
    writeFileSync(join(project, "main.ts"), head + calls.join(""));
    const compiler = join(projectRoot, "node_modules/typescript/bin/tsc");
    const options = ["--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--module", "commonjs"];
    const args = [compiler, "main.ts", ...options, "--types", "node"];
    return (await runProcess(process.execPath, args, { cwd: project })).stdout;
  }

  test("compile with the inputs that they want", async () => {
    expect(await compiled((inputs) => inputs)).toBe("");
  });

  test("know each input by its name, and which ones are required", async () => {
    const said = await compiled((inputs) => [...inputs.slice(1), "misspelled"]);
    expect(said.match(/'misspelled' does not exist/g)).toHaveLength(patterns.length);
    const without = await compiled((inputs) => inputs.slice(1));
    expect(without.match(/is missing in type/g)).toHaveLength(patterns.length);
  });

  test("have the descriptions", () => {
    const text = readFileSync(join(project, ".gen/modules/multi-az.ts"), "utf8");
    expect(text).toContain("How much capacity there is.");
  });
});
