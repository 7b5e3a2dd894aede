import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hermeticEnvironment } from "../../harness/hermetic-environment";
import { projectRoot } from "../../harness/project";
import { runProcess, tail } from "../../harness/run-process";
import { Json } from "../../harness/terraform-types";

/** A stack as it is synthesized: the blocks of its Terraform JSON. */
export interface Stack {
  readonly "//": Json;
  readonly terraform: {
    readonly required_providers: { readonly aws: Record<string, Json> };
    readonly backend: Json;
  };
  readonly [block: string]: unknown;
}

/** cdktn wants to be told that nothing older is meant, where a stack has write-only arguments; cdktf does not ask. */
const CONTEXT = { targetVersions: { terraform: ">=1.11.0", opentofu: ">=1.11.0" } };

/** Runs the `main.ts` of a copy of the sources, as cdktf and cdktn do; its stacks by their names. */
export async function synthesizedStacks(sources: string): Promise<Record<string, Stack>> {
  const output = join(sources, "cdktf.out");
  const env = hermeticEnvironment({
    extra: { CDKTF_OUTDIR: output, CDKTF_CONTEXT_JSON: JSON.stringify(CONTEXT) },
  });
  for (const name of Object.keys(env)) if (name.startsWith("HA_")) delete env[name];
  const args = [join(projectRoot, "node_modules/tsx/dist/cli.mjs"), "main.ts"];
  const made = await runProcess(process.execPath, args, { cwd: sources, env, timeLimitSeconds: 300 });
  if (made.exitCode !== 0) throw new Error(`main.ts in ${sources}:\n${tail(made.stderr + made.stdout)}`);
  const folder = join(output, "stacks");
  return Object.fromEntries(
    readdirSync(folder).map((name) => [
      name,
      JSON.parse(readFileSync(join(folder, name, "cdk.tf.json"), "utf8")) as Stack,
    ]),
  );
}

/** The stacks without what differs by intention: the versions of what made them and of the provider, and the folder. */
export function withoutVersions(stacks: Record<string, Stack>): Record<string, object> {
  return Object.fromEntries(
    Object.entries(stacks).map(([name, { "//": _, terraform, ...blocks }]) => {
      const { required_providers: providers, backend: _backend, ...rest } = terraform;
      return [name, { ...blocks, terraform: { ...rest, providers: Object.keys(providers) } }];
    }),
  );
}
