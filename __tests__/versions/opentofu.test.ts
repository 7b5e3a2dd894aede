import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hermeticEnvironment } from "../../harness/hermetic-environment";
import { cachePath, projectRoot } from "../../harness/project";
import { decideProviderSource } from "../../harness/provider-source";
import { runProcess } from "../../harness/run-process";
import { awsProviderVersion } from "../../harness/shared-root";
import { findTerraform } from "../../harness/terraform-binary";
import { patterns } from "../../publisher/patterns";
import { unknownInputs } from "../engine/support/unknown-inputs";

const tofu = findTerraform({ ...process.env, TERRAFORM_BINARY_NAME: "tofu" });

if (tofu === undefined) console.warn("OpenTofu (tofu) is not installed here: not checked with it.");

/** Only where it is installed: it is no part of what the repository asks for. The skipped test and the warning say so. */
(tofu ? test : test.skip)("OpenTofu, where it is installed, takes and validates every module", async () => {
  const cacheFolder = cachePath("opentofu");
  mkdirSync(cacheFolder, { recursive: true });
  const providers = await decideProviderSource({ terraform: tofu!, cacheFolder });
  const directory = mkdtempSync(join(cacheFolder, "validate-"));
  const calls = patterns.map(({ name }) => [
    name,
    { source: join(projectRoot, "terraform", "modules", name), ...unknownInputs(name) },
  ]);
  const root = {
    terraform: { required_providers: { aws: { source: "hashicorp/aws", version: awsProviderVersion() } } },
    module: Object.fromEntries(calls),
  };
  writeFileSync(join(directory, "main.tf.json"), JSON.stringify(root));
  const run = (...args: string[]) =>
    runProcess(tofu!.path, [...args, "-no-color"], {
      cwd: directory,
      env: hermeticEnvironment({ providers }),
    });
  const init = await run("init", "-input=false");
  expect([init.exitCode, init.exitCode === 0 ? "" : init.stderr]).toEqual([0, ""]);
  const validate = await run("validate");
  expect([validate.exitCode, validate.stderr]).toEqual([0, ""]);
  rmSync(directory, { recursive: true });
});
