import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { requireTool } from "../../harness/jest";
import { projectRoot } from "../../harness/project";
import { copyOf, ModuleCall, validateMany } from "../../harness/shared-root";
import { Terraform } from "../../harness/terraform";
import { requireTerraform } from "../../harness/terraform-binary";
import { formatDiagnostic } from "../../harness/terraform-error";
import { TestRun } from "../../harness/terraform-output";
import { patterns } from "../../publisher/patterns";
import { unknownInputs } from "./support/unknown-inputs";

requireTool("terraform");

const moduleFolder = (pattern: string) => join("terraform", "modules", pattern);

describe("terraform validate", () => {
  const calls = [...patterns.flatMap(({ name }) => [moduleCall(name), exampleCall(name)]), shopCall()];

  test(`accepts ${calls.map(({ name }) => name).join(", ")} without a warning`, async () => {
    expect((await validateMany(calls)).map(formatDiagnostic)).toEqual([]);
  });
});

test("examples and tests are formatted as Terraform formats them", () => {
  const { stdout } = spawnSync(requireTerraform().path, ["fmt", "-check", "-recursive", "terraform"]);
  expect(stdout.toString()).toBe("");
});

describe.each(patterns.map(({ name }) => name))("terraform test of %s", (pattern) => {
  const expected = runBlocks(join(moduleFolder(pattern), "tests"));
  let runs: TestRun[];

  beforeAll(async () => {
    const terraform = new Terraform({ directory: await copyOf("terraform", join("modules", pattern)) });
    await terraform.init();
    runs = await terraform.test();
  });

  test.each(expected)("%s: %s", (file, run) => {
    const found = runs.find((one) => one.file === file && one.run === run);
    expect([found?.status, ...(found?.diagnostics ?? []).map(formatDiagnostic)]).toEqual(["pass"]);
  });

  test("has no run that is not named here", () => {
    expect(runs.map(({ file, run }) => [file, run]).sort()).toEqual([...expected].sort());
  });
});

/** The example of several patterns together. */
function shopCall(): ModuleCall {
  // Any file: nobody looks into it.
  const variables = { program: join(projectRoot, "README.md") };
  return { name: "shop-example", directory: join("terraform", "examples", "shop"), variables };
}

/** The module, with all of its inputs unknown: that its blocks fit one another and the provider's schema. */
function moduleCall(pattern: string): ModuleCall {
  return { name: pattern, directory: moduleFolder(pattern), variables: unknownInputs(pattern) };
}

function exampleCall(pattern: string): ModuleCall {
  return { name: `${pattern}-example`, directory: join("terraform", "examples", pattern) };
}

/** File and name of every run block, read before the tests run, so that each is a test of its own. */
function runBlocks(folder: string): [file: string, run: string][] {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".tftest.hcl")) : [];
  return files.flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/^run "([^"]+)"/gm)].map(
      ([, run]): [string, string] => [`tests/${file}`, run!],
    ),
  );
}
