import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Emulator } from "../../harness/emulator";
import { projectRoot } from "../../harness/project";
import { awsProviderVersion, rootModule } from "../../harness/shared-root";
import { Terraform } from "../../harness/terraform";
import { ProcessError } from "../../harness/run-process";
import { TerraformError } from "../../harness/terraform-error";
import { Json } from "../../harness/terraform-types";
import { Pattern } from "../../publisher/pattern";
import { argumentsOf } from "../parity/both-products";
import { prepareAccount } from "../support/account";
import { PatternCases } from "../support/pattern-cases";
import { releaseVersion } from "../../scripts/release/summary";
import { makePrerequisites } from "./prerequisites";
import { RecordedCase, RecordedState, StateResource, withoutIds } from "./recorded-state";

/** Seconds that one apply may take: some cases wait for what nobody in the emulator does. */
const TIME_LIMIT_SECONDS = 600;

/** The same ids at each recording, so that a second one differs in what has changed. */
const SEED = 1;

/**
 * Applies today's module to the emulator, in every case of the parity test, and gives what is in the states then.
 *
 * @throws TerraformError when not even the smallest case can be applied.
 */
export async function recordState(
  emulator: Emulator,
  pattern: Pattern,
  { parity }: PatternCases,
  report: (title: string) => void,
): Promise<RecordedState> {
  const cases: Record<string, RecordedCase> = {};
  const notApplied: Record<string, string> = {};
  const titles = Object.keys(parity(await freshAccount(emulator)));
  for (const title of titles) {
    report(title);
    try {
      cases[title] = await recordCase(emulator, pattern, (account) => parity(account)[title]!);
    } catch (error) {
      const isKnown = [TerraformError, ProcessError, UnstableState].some((type) => error instanceof type);
      if (!isKnown || title === titles[0]) throw error;
      notApplied[title] = firstLineOf(error as Error);
    }
  }
  const version = releaseVersion();
  return { pattern: pattern.name, version, awsProvider: awsProviderVersion(), cases, notApplied };
}

async function freshAccount(emulator: Emulator) {
  await emulator.reset(SEED);
  await emulator.answerHooks({ launching: true });
  await makePrerequisites(emulator);
  return prepareAccount(emulator);
}

type ConfigIn = (account: Awaited<ReturnType<typeof prepareAccount>>) => object;

async function recordCase(emulator: Emulator, pattern: Pattern, configIn: ConfigIn): Promise<RecordedCase> {
  const account = await freshAccount(emulator);
  const given = argumentsOf(pattern, configIn(account));
  const source = join(projectRoot, "terraform", "modules", pattern.name);
  const directory = await rootModule(`record-${pattern.name}`, {
    terraform: { required_providers: { aws: { source: "hashicorp/aws", version: awsProviderVersion() } } },
    // With the bucket in the host's name it would be no host of this machine.
    provider: { aws: { max_retries: 2, s3_use_path_style: true } },
    module: { recorded: { source, ...given } },
  });
  const terraform = new Terraform({
    directory,
    emulatorUrl: emulator.url,
    timeLimitSeconds: TIME_LIMIT_SECONDS,
    graceSeconds: 5,
  });
  await terraform.init();
  await terraform.apply();
  await expectStable(terraform);
  const text = readFileSync(join(directory, "terraform.tfstate"), "utf8");
  const { resources } = JSON.parse(text) as { resources: Json[] };
  return withoutIds({ arguments: given, resources: managedOnly(resources) }, account);
}

/** A state that the very same module would replace something in says nothing about an upgrade. */
async function expectStable(terraform: Terraform): Promise<void> {
  const { changes } = await terraform.plan();
  const replaced = changes
    .filter(({ action }) => ["create", "replace", "delete"].includes(action))
    .map(({ address }) => address);
  if (replaced.length > 0) throw new UnstableState(`Error: the next plan replaces ${replaced.join(", ")}`);
}

/** The emulator does not give back what was applied. */
class UnstableState extends Error {}

/**
 * What a plan looks at. Data sources are read anew at each plan; how resources depend on one another matters only to
 * what destroys them; the provider writes its private notes again; and what is null is as good as absent.
 */
function managedOnly(resources: Json[]): StateResource[] {
  return (resources as unknown as (StateResource & { module?: string })[])
    .filter(({ mode }) => mode === "managed")
    .map(({ module: _, instances, ...resource }) => ({ ...resource, instances: instances.map(lean) }));
}

function lean(instance: StateResource["instances"][number]): StateResource["instances"][number] {
  const {
    dependencies: _,
    private: _private,
    sensitive_attributes: _sensitive,
    attributes,
    ...kept
  } = instance as unknown as Record<string, Json> & { attributes: Record<string, Json> };
  const given = Object.entries(attributes).filter(([, value]) => value !== null);
  return { ...kept, attributes: Object.fromEntries(given) };
}

/** A line for each resource, so that a difference can be read. */
export function textOf({ cases, ...head }: RecordedState): string {
  const texts = Object.entries(cases).map(([title, recorded]) => {
    const resources = recorded.resources.map((resource) => `    ${JSON.stringify(resource)}`);
    const given = JSON.stringify(recorded.arguments);
    return `  ${JSON.stringify(title)}: {"arguments": ${given}, "resources": [\n${resources.join(",\n")}\n  ]}`;
  });
  return `${JSON.stringify(head, undefined, 1).slice(0, -2)},\n "cases": {\n${texts.join(",\n")}\n }\n}\n`;
}

function firstLineOf({ message }: Error): string {
  const said = message.split("\n").find((line) => line.includes("rror")) ?? message;
  // The id differs from one request to the next.
  return said
    .trim()
    .replace(/, https response error .*?RequestID: [^,]*/, "")
    .slice(0, 240);
}
