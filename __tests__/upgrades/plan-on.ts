import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { awsJson } from "../../harness/aws-request";
import { Emulator } from "../../harness/emulator";
import { projectRoot } from "../../harness/project";
import { awsProviderVersion, rootModule } from "../../harness/shared-root";
import { Terraform } from "../../harness/terraform";
import { Json, ResourceChange } from "../../harness/terraform-types";
import { prepareAccount } from "../support/account";
import { RecordedCase, RecordedState, replaced, StateResource, withIds } from "./recorded-state";

/** What today's module would do to the resources of one recorded case, by address. */
export interface Fate {
  readonly kept: string[];
  /** Replaced or destroyed. */
  readonly lost: string[];
  readonly added: string[];
}

/** The plan of today's modules on all recorded states. */
export interface UpgradePlan {
  of(pattern: string, version: string, title: string): Fate;
  /** One case, called by another name: a change that has to be seen. */
  readonly renamed: Fate;
}

/** A call of today's module on a recorded case. */
interface Call {
  /** Name of the call in the root module. */
  readonly name: string;
  readonly pattern: string;
  readonly recorded: RecordedCase;
}

/**
 * Plans today's modules on recorded states, all in one root module, with one start of the provider.
 *
 * Without a refresh: the recorded resources are not in the emulator. A refresh would find them gone and plan to make
 * all of them anew, and what an upgrade replaces would not be seen. What the modules look up is there, since the ids
 * in the states are this account's.
 */
export async function planOn(emulator: Emulator, states: RecordedState[]): Promise<UpgradePlan> {
  const account = await prepareAccount(emulator);
  const calls = await withSecrets(emulator, withIds(callsOf(states), account));
  const directory = await rootModule("upgrade", root(calls));
  writeFileSync(join(directory, "terraform.tfstate"), JSON.stringify(stateOf(calls)));
  const terraform = new Terraform({ directory, emulatorUrl: emulator.url });
  await terraform.init();
  const { resource_changes: changes = [] } = await (await terraform.plan({ refresh: false })).json();
  return {
    of: (pattern, version, title) => fate(changes, nameOf(pattern, version, title)),
    renamed: fate(changes, RENAMED),
  };
}

const RENAMED = "renamed";

function callsOf(states: RecordedState[]): Call[] {
  const calls = states.flatMap(({ pattern, version, cases }) =>
    Object.entries(cases).map(([title, recorded]) => ({
      name: nameOf(pattern, version, title),
      pattern,
      recorded,
    })),
  );
  const [first] = calls;
  if (first === undefined) throw new Error("There is no recorded state: npm run record:states.");
  const { arguments: given, resources } = first.recorded;
  const renamed = { arguments: { ...given, name: "another-name" }, resources };
  return [...calls, { ...first, name: RENAMED, recorded: renamed }];
}

function nameOf(pattern: string, version: string, title: string): string {
  return `${pattern}-${version}-${title}`.replace(/[^A-Za-z0-9]+/g, "_");
}

function root(calls: Call[]): Json {
  const module = calls.map(({ name, pattern, recorded }) => [
    name,
    { source: join(projectRoot, "terraform", "modules", pattern), ...recorded.arguments },
  ]);
  return {
    terraform: { required_providers: { aws: { source: "hashicorp/aws", version: awsProviderVersion() } } },
    provider: { aws: { max_retries: 2 } },
    module: Object.fromEntries(module) as Json,
  };
}

function stateOf(calls: Call[]): object {
  const resources = calls.flatMap(({ name, recorded }) =>
    recorded.resources.map((resource) => ({ module: `module.${name}`, ...resource })),
  );
  return {
    version: 4,
    terraform_version: "1.11.0",
    serial: 1,
    lineage: randomUUID(),
    outputs: {},
    resources,
  };
}

/**
 * Makes the recorded secrets, and gives the calls with their ARNs and versions: a plan reads the value of a secret that
 * is in the state, through an ephemeral resource.
 */
async function withSecrets(emulator: Emulator, calls: Call[]): Promise<Call[]> {
  const made = new Map<Json, { ARN: string; VersionId: string }>();
  const pairs: [from: string, to: string][] = [];
  for (const { resources } of calls.map(({ recorded }) => recorded)) {
    const versions = attributesOf(resources, "aws_secretsmanager_secret_version");
    for (const { name, arn } of attributesOf(resources, "aws_secretsmanager_secret")) {
      const secret = made.get(name!) ?? (await makeSecret(emulator, name!));
      made.set(name!, secret);
      const own = versions.filter((version) => version["secret_id"] === arn);
      pairs.push([arn as string, secret.ARN]);
      pairs.push(...own.map((one): [string, string] => [one["version_id"] as string, secret.VersionId]));
    }
  }
  return replaced(calls, pairs);
}

/** In the form that Secrets Manager's secrets of databases have; write-only arguments are in no state to differ from. */
function makeSecret(emulator: Emulator, name: Json): Promise<{ ARN: string; VersionId: string }> {
  const value = { username: "recorded", password: "recorded-password" };
  const parameters = { Name: name, SecretString: JSON.stringify(value) };
  return awsJson(emulator, "secretsmanager", "secretsmanager.CreateSecret", parameters);
}

function attributesOf(resources: readonly StateResource[], type: string): Record<string, Json>[] {
  const found = resources.filter((resource) => resource.type === type);
  return found.flatMap(({ instances }) => instances.map(({ attributes }) => attributes));
}

function fate(changes: ResourceChange[], call: string): Fate {
  const own = changes.filter(
    ({ address, mode }) => mode === "managed" && address.startsWith(`module.${call}.`),
  );
  const addresses = (actions: string[]) =>
    own
      .filter(({ change }) => change.actions.some((action) => actions.includes(action)))
      .map(({ address, change }) => `${address} (${change.actions.join(", ")})`);
  const lost = addresses(["delete"]);
  return {
    lost,
    kept: addresses(["no-op", "update"]),
    added: addresses(["create"]).filter((address) => !lost.includes(address)),
  };
}
