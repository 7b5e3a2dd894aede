import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { Testing } from "cdktf";
import { validateMany } from "../../harness/shared-root";
import { TerraformError } from "../../harness/terraform-error";
import { Pattern } from "../../publisher/pattern";
import { patterns } from "../../publisher/patterns";
import { changedConfigs } from "./configs";
import { Plain } from "./mutate";
import { verdictOfConstruct } from "./verdicts";

/** A stack that a pattern made of a changed config that it takes. */
interface Made {
  readonly pattern: Pattern;
  readonly name: string;
  readonly config: Plain;
  readonly json: string;
}

/** What a config is taken for is wrong when the provider refuses what was made of it. */
test("Terraform and the provider validate what the patterns make of changed configs", async () => {
  const made = patterns.flatMap(madeBy);
  expect(new Set(made.map(({ pattern }) => pattern)).size).toBe(patterns.length);
  expect(await complaints(made)).toEqual([]);
});

function madeBy(pattern: Pattern): Made[] {
  const taken = changedConfigs(pattern).filter((config) => verdictOfConstruct(pattern, config).length === 0);
  return taken.map((config, index) => ({
    pattern,
    name: `${pattern.name}-${index}`,
    config,
    json: Testing.synthScope((scope) => void new pattern.construct(scope, "this", config as never)),
  }));
}

/** What Terraform says of stacks, each as a module of one root, with the config that it comes from. */
async function complaints(made: readonly Made[]): Promise<unknown[]> {
  const folder = mkdtempSync(join(tmpdir(), "stacks-"));
  try {
    for (const { name, json } of made) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, "main.tf.json"), json);
    }
    const said = await validateMany(made.map(({ name }) => ({ directory: join(folder, name) }))).catch(
      (error: unknown) => {
        if (error instanceof TerraformError) return error.diagnostics;
        throw error;
      },
    );
    return said.map(({ range, summary, detail }) => {
      const name = basename(dirname(range?.filename ?? ""));
      return { summary, detail, name, config: made.find((one) => one.name === name)?.config };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
