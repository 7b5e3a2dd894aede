import { spawnSync } from "node:child_process";
import { withoutSettings } from "./hermetic-environment";
import { projectRoot } from "./project";

/** The Terraform program that is used. */
export interface TerraformBinary {
  /** Name or path by which it is started. */
  path: string;
  /** Which of the two compatible products it is. */
  product: "Terraform" | "OpenTofu";
  /** Such as `1.11.4`. */
  version: string;
  /** Operating system and processor in the form that provider folders use, such as `linux_amd64`. */
  platform: string;
}

/** Lowest versions that the tests run on: Terraform by its `test -json`, OpenTofu by the modules' own requirement. */
export const minimumVersions = { Terraform: "1.11.0", OpenTofu: "1.9.0" } as const;

const known = new Map<string, TerraformBinary | undefined>();

/**
 * Finds Terraform: the program that `TERRAFORM_BINARY_NAME` names (cdktf's own variable, so that both use the same one;
 * `tofu` is possible) or else `terraform` on the PATH. Undefined when there is none. Asked once for each name.
 */
export function findTerraform(env: NodeJS.ProcessEnv = process.env): TerraformBinary | undefined {
  const name = env["TERRAFORM_BINARY_NAME"] || "terraform";
  const key = `${name}\n${env["PATH"]}`;
  if (!known.has(key)) known.set(key, askVersion(name, env));
  return known.get(key);
}

/** Like findTerraform, but throws an Error that says how to get it when it is missing or too old for the tests. */
export function requireTerraform(env: NodeJS.ProcessEnv = process.env): TerraformBinary {
  const found = findTerraform(env);
  const problem = found
    ? olderThan(found.version, minimumVersions[found.product]) &&
      `${found.path} is ${found.product} ${found.version}, too old for this project.`
    : `There is no Terraform: ${env["TERRAFORM_BINARY_NAME"] || "terraform"} cannot be started.`;
  if (found && !problem) return found;
  throw new Error(
    `${problem} Install Terraform ${minimumVersions.Terraform} or newer from developer.hashicorp.com/terraform/install ` +
      `so that it is on the PATH, or name another program in TERRAFORM_BINARY_NAME ` +
      `(OpenTofu ${minimumVersions.OpenTofu} or newer works too).`,
  );
}

/** Reads what `terraform version` prints; undefined when it is something else. */
export function parseVersion(output: string): Omit<TerraformBinary, "path"> | undefined {
  const match = /^(Terraform|OpenTofu) v(\S+)\s+on (\S+)/m.exec(output);
  if (!match) return undefined;
  return { product: match[1] as TerraformBinary["product"], version: match[2]!, platform: match[3]! };
}

/** Compares two versions by their three numbers; a suffix such as `-dev` does not count. */
export function olderThan(version: string, minimum: string): boolean {
  const numbers = (text: string) => text.split(/[.-]/, 3).map(Number);
  const [a, b] = [numbers(version), numbers(minimum)];
  const at = [0, 1, 2].find((i) => a[i] !== b[i]);
  return at !== undefined && (a[at] ?? 0) < (b[at] ?? 0);
}

function askVersion(name: string, env: NodeJS.ProcessEnv): TerraformBinary | undefined {
  // The text form, because the JSON form does not say which product answers. Without the caller's settings, because
  // TF_CLI_ARGS may have what only other commands take, and a CLI configuration may add warnings. In the project's folder,
  // because version managers choose by the folder.
  const asked = spawnSync(name, ["version"], {
    cwd: projectRoot,
    env: { ...withoutSettings(env), CHECKPOINT_DISABLE: "1" },
    encoding: "utf8",
    timeout: 30_000,
  });
  const parsed = asked.status === 0 ? parseVersion(asked.stdout) : undefined;
  return parsed && { path: name, ...parsed };
}
