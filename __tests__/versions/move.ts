import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Emulator } from "../../harness/emulator";
import { awsProviderVersion, workingDirectory } from "../../harness/shared-root";
import { Terraform } from "../../harness/terraform";
import { PlannedChange } from "../../harness/terraform-output";
import { Stack } from "./stacks";

/** What the second stack's plan says of the state of the first one. */
export interface StateAfterMove {
  readonly changes: PlannedChange[];
  /** Addresses in the state that the first stack has left. */
  readonly before: string[];
  /** Addresses in the state after the second stack was applied. */
  readonly after: string[];
}

/** Applies a stack, and then plans and applies another one on its state. */
export async function moveState(emulator: Emulator, from: Stack, to: Stack): Promise<StateAfterMove> {
  const directory = await workingDirectory("move");
  const terraform = new Terraform({ directory, emulatorUrl: emulator.url });
  write(directory, from);
  await terraform.init();
  await terraform.apply();
  const before = addresses(directory);
  write(directory, to);
  const plan = await terraform.plan();
  await terraform.apply({ plan });
  return { changes: plan.changes, before, after: addresses(directory) };
}

/**
 * The stack on the one provider that the tests have, in whichever version its bindings are: what moves here is the
 * program that writes the configuration. With the state where Terraform looks for it by itself.
 */
function write(directory: string, { terraform, provider, ...blocks }: Stack): void {
  const { aws } = terraform.required_providers;
  const [settings] = (provider as { aws: object[] }).aws;
  const stack = {
    ...blocks,
    terraform: { required_providers: { aws: { ...aws, version: awsProviderVersion() } } },
    provider: { aws: [{ ...settings, max_retries: 2 }] },
  };
  writeFileSync(join(directory, "main.tf.json"), JSON.stringify(stack, undefined, 2));
}

interface State {
  resources: { mode: string; type: string; name: string; instances: { index_key?: string | number }[] }[];
}

function addresses(directory: string): string[] {
  const state = JSON.parse(readFileSync(join(directory, "terraform.tfstate"), "utf8")) as State;
  return state.resources
    .filter(({ mode }) => mode === "managed")
    .flatMap(({ type, name, instances }) =>
      instances.map(({ index_key: key }) =>
        key === undefined ? `${type}.${name}` : `${type}.${name}[${key}]`,
      ),
    )
    .sort();
}
