import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { goProgram } from "../../harness/go-program";
import { projectRoot } from "../../harness/project";
import { runProcess } from "../../harness/run-process";
import { patterns } from "../../publisher/patterns";

const modules = join(projectRoot, "terraform", "modules");
const config = join(__dirname, "tflint.hcl");
let tflint: string;

beforeAll(async () => {
  tflint = await goProgram({ package: "github.com/terraform-linters/tflint", version: "v0.64.0" });
});

/** What tflint says of the module in a folder: the rule and its message. */
async function findings(directory: string): Promise<string[]> {
  const { stdout } = await runProcess(tflint, ["--config", config, "--format", "json"], { cwd: directory });
  const { issues, errors } = JSON.parse(stdout) as {
    issues: { rule: { name: string }; message: string }[];
    errors: { message: string }[];
  };
  return [
    ...errors.map(({ message }) => `error: ${message}`),
    ...issues.map(({ rule, message }) => `${rule.name}: ${message}`),
  ];
}

test.each(patterns)("tflint has nothing to say of the module $name", async ({ name }) => {
  expect(await findings(join(modules, name))).toEqual([]);
});

test("tflint reads these files: it sees a variable that nobody uses", async () => {
  const copy = mkdtempSync(join(tmpdir(), "tflint-"));
  try {
    cpSync(join(modules, "multi-az"), copy, { recursive: true });
    const file = join(copy, "variables.tf.json");
    const json = JSON.parse(readFileSync(file, "utf8")) as { variable: object };
    const variable = { ...json.variable, left_over: { description: "Nobody's.", type: "string" } };
    writeFileSync(file, JSON.stringify({ variable }));
    expect(await findings(copy)).toEqual([
      'terraform_unused_declarations: variable "left_over" is declared but not used',
    ]);
  } finally {
    rmSync(copy, { recursive: true });
  }
});
