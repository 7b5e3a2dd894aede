import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findTerraform } from "../../harness/terraform-binary";
import { patterns } from "../../publisher/patterns";
import { filesOf, publish, Published } from "../../publisher/tree";
import { staleFiles, writeFiles } from "../../publisher/write";
import { stacks } from "../../stacks";
import { synthesize } from "../../stacks/app";

/** Terraform's JSON, as far as it is counted here. */
interface Blocks {
  readonly resource?: Record<string, object>;
  readonly data?: Record<string, object>;
  readonly output?: object;
}

/** How much there is in a configuration. */
export interface Counts {
  readonly resources: number;
  readonly types: number;
  readonly lookups: number;
  readonly outputs: number;
}

/** What was made of one pattern. */
export interface Made {
  readonly name: string;
  /** The stack for `cdktf deploy`; absent when `main.ts` has none. */
  readonly stack: (Counts & { readonly directory: string }) | undefined;
  readonly module: Counts & {
    readonly directory: string;
    readonly inputs: number;
    readonly required: number;
    /** Files that this run changed. */
    readonly changed: number;
  };
  /** Folder of the example that calls the module; absent when there is none. */
  readonly example: string | undefined;
}

/** Synthesizes the stacks of `main.ts`, as `cdktf synth` does; returns the folder of each by its name. */
export function makeStacks(): Record<string, string> {
  // One of cdktf's checks asks Terraform for its version; a synthesis itself needs no Terraform.
  const { outdir } = synthesize({ skipValidation: findTerraform() === undefined });
  return Object.fromEntries(Object.keys(stacks).map((name) => [name, join(outdir, "stacks", name)]));
}

/** Publishes every module into `terraform/`. */
export function makeModules(stackFolders: Readonly<Record<string, string>>): Made[] {
  const published = publish(patterns);
  const files = filesOf(published);
  const changed = staleFiles(files);
  writeFiles(files);
  return published.map((one) => describe(one, stackFolders[one.pattern.name], changed));
}

function describe(
  { pattern, module, files }: Published,
  stackFolder: string | undefined,
  changed: string[],
): Made {
  const { name } = pattern;
  const example = `terraform/examples/${name}`;
  const required = Object.values(module.variables).filter((variable) => !("default" in variable));
  return {
    name,
    stack: stackFolder === undefined ? undefined : { directory: stackFolder, ...countFile(stackFolder) },
    module: {
      directory: `terraform/modules/${name}`,
      ...countsOf({ ...module.main, output: module.outputs }),
      inputs: Object.keys(module.variables).length,
      required: required.length,
      changed: changed.filter((path) => path in files).length,
    },
    example: Object.keys(files).some((path) => path.startsWith(`${example}/`)) ? example : undefined,
  };
}

function countFile(folder: string): Counts {
  return countsOf(JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as Blocks);
}

/** Counts blocks; one with `count` or `for_each` counts once, since only Terraform knows how many it becomes. */
export function countsOf({ resource = {}, data = {}, output = {} }: Blocks): Counts {
  const blocks = (types: Record<string, object>) =>
    Object.values(types).reduce((sum, named) => sum + Object.keys(named).length, 0);
  return {
    resources: blocks(resource),
    types: Object.keys(resource).length,
    lookups: blocks(data),
    outputs: Object.keys(output).length,
  };
}
