import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { useEmulator } from "../../harness/jest";
import { hermeticEnvironment } from "../../harness/hermetic-environment";
import { cachePath, projectRoot } from "../../harness/project";
import { decideProviderSource, ProviderSource } from "../../harness/provider-source";
import { runProcess } from "../../harness/run-process";
import { awsProviderVersion } from "../../harness/shared-root";
import { findTerraform } from "../../harness/terraform-binary";
import { Json } from "../../harness/terraform-types";
import { Pattern } from "../../publisher/pattern";
import { patterns } from "../../publisher/patterns";
import { unknownInputs } from "../engine/support/unknown-inputs";
import { argumentsOf } from "../parity/both-products";
import { prepareAccount } from "../support/account";
import { casesOf } from "../support/pattern-cases";

const tofu = findTerraform({ ...process.env, TERRAFORM_BINARY_NAME: "tofu" });

if (tofu === undefined) console.warn("OpenTofu (tofu) is not installed here: not checked with it.");

/** Only where it is installed: it is no part of what the repository asks for. The skipped tests and the warning say so. */
(tofu ? describe : describe.skip)("OpenTofu, where it is installed", () => {
  const emulator = useEmulator();
  let folder: string;
  let providers: ProviderSource;

  beforeAll(async () => {
    const cacheFolder = cachePath("opentofu");
    mkdirSync(cacheFolder, { recursive: true });
    providers = await decideProviderSource({ terraform: tofu!, cacheFolder });
    folder = mkdtempSync(join(cacheFolder, "modules-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** A folder that calls the modules of these patterns, and how OpenTofu's commands are run in it. */
  async function calling(name: string, called: readonly Pattern[], inputs: (pattern: Pattern) => object) {
    const cwd = join(folder, name);
    mkdirSync(cwd);
    const calls = called.map((pattern): [string, Json] => {
      const source = join(projectRoot, "terraform", "modules", pattern.name);
      return [pattern.name, { source, ...inputs(pattern) }];
    });
    const root = {
      terraform: { required_providers: { aws: { source: "hashicorp/aws", version: awsProviderVersion() } } },
      provider: { aws: { max_retries: 2 } },
      module: Object.fromEntries(calls),
    };
    writeFileSync(join(cwd, "main.tf.json"), JSON.stringify(root));
    const env = hermeticEnvironment({ providers, emulatorUrl: emulator().url });
    const run = async (...args: string[]) => {
      const { exitCode, stderr } = await runProcess(tofu!.path, [...args, "-no-color"], { cwd, env });
      return { exitCode, stderr };
    };
    expect(await run("init", "-input=false")).toEqual(DONE);
    return run;
  }

  const DONE = { exitCode: 0, stderr: "" };
  const CHANGES = { exitCode: 2, stderr: "" };

  test("validates every module", async () => {
    const run = await calling("validate", patterns, ({ name }) => unknownInputs(name));
    expect(await run("validate")).toEqual(DONE);
  });

  test("plans every module, applies one, has nothing to do then, and destroys it", async () => {
    const account = await prepareAccount(emulator());
    const smallest = (pattern: Pattern) =>
      argumentsOf(pattern, casesOf(pattern).parity(account)["smallest"]!);
    const all = await calling("plan", patterns, smallest);
    expect(await all("plan", "-input=false", "-detailed-exitcode")).toEqual(CHANGES);

    const kept = (pattern: Pattern) => ({
      ...smallest(pattern),
      load_balancer: { deletion_protection: false },
    });
    const [multiAz] = patterns as [Pattern];
    const one = await calling("apply", [multiAz], kept);
    expect(await one("apply", "-input=false", "-auto-approve")).toEqual(DONE);
    expect(await one("plan", "-input=false", "-detailed-exitcode")).toEqual(DONE);
    expect(await one("destroy", "-input=false", "-auto-approve")).toEqual(DONE);
    expect((await emulator().state()).groups).toEqual({});
  });
});
