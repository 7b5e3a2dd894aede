import { join } from "node:path";
import { argumentsOf } from "../../__tests__/parity/both-products";
import { prepareAccount } from "../../__tests__/support/account";
import { Emulator, startEmulator } from "../../harness/emulator";
import { projectRoot } from "../../harness/project";
import { awsProviderVersion, rootModule } from "../../harness/shared-root";
import { Terraform } from "../../harness/terraform";
import { Json } from "../../harness/terraform-types";
import { Pattern } from "../../publisher/pattern";
import { patterns } from "../../publisher/patterns";
import { importCases } from "../pattern-cases";
import { columns } from "../terminal/columns";

/** What one plan took. */
interface Planned {
  readonly seconds: number;
  /** API calls by service. */
  readonly calls: ReadonlyMap<string, number>;
}

/** Starts the provider, and asks AWS nothing that the provider does not ask at its start. */
const NOTHING: Record<string, Json> = { data: { aws_partition: { here: {} } } };

/** Prints the first plan of each published module on the emulator, beside a root that has the provider and nothing else. */
export async function benchPlans(): Promise<void> {
  console.log("\nFirst plan of each module on the emulator, beside a root with nothing but the provider\n");
  const emulator = await startEmulator();
  try {
    const rows: string[][] = [];
    for (const pattern of patterns) {
      const empty = await plan(emulator, "empty", NOTHING);
      const planned = await plan(emulator, pattern.name, await callOf(emulator, pattern));
      rows.push(row(pattern.name, planned, empty));
    }
    console.log(columns([["module", "time, empty plan = 1", "API calls", "by service"], ...rows]).join("\n"));
  } finally {
    await emulator.stop();
  }
}

async function callOf(emulator: Emulator, pattern: Pattern): Promise<Record<string, Json>> {
  const [config] = Object.values((await importCases(pattern)).parity(await prepareAccount(emulator)));
  const source = join(projectRoot, "terraform", "modules", pattern.name);
  return { module: { planned: { source, ...argumentsOf(pattern, config as object) } } };
}

async function plan(emulator: Emulator, name: string, content: Record<string, Json>): Promise<Planned> {
  const directory = await rootModule(`bench-${name}`, {
    terraform: { required_providers: { aws: { source: "hashicorp/aws", version: awsProviderVersion() } } },
    provider: { aws: { max_retries: 2 } },
    ...content,
  });
  const terraform = new Terraform({ directory, emulatorUrl: emulator.url });
  await terraform.init();
  const before = (await emulator.requests()).length;
  const start = performance.now();
  await terraform.plan();
  const seconds = (performance.now() - start) / 1000;
  const calls = new Map<string, number>();
  for (const { service } of (await emulator.requests()).slice(before))
    calls.set(service, (calls.get(service) ?? 0) + 1);
  return { seconds, calls };
}

function row(name: string, { seconds, calls }: Planned, empty: Planned): string[] {
  const byService = [...calls].sort(([one], [other]) => one.localeCompare(other));
  const total = byService.reduce((sum, [, count]) => sum + count, 0);
  return [
    name,
    (seconds / empty.seconds).toFixed(2),
    String(total),
    byService.map(([service, count]) => `${service} ${count}`).join(", "),
  ];
}
