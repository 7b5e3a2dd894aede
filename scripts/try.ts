import { Emulator, startEmulator } from "../harness/emulator";
import { sharedLockFile } from "../harness/shared-root";
import { requireTerraform } from "../harness/terraform-binary";
import { step } from "./terminal/step";
import { readArguments, TryArguments } from "./try/arguments";
import { Deployment } from "./try/deployment";
import { menu } from "./try/menu";
import { Scenario } from "./try/scenario";
import { scenarios } from "./try/scenarios";
import { Session } from "./try/session";
import { tour } from "./try/tour";

/** Ends Terraform at once on Ctrl-C. */
const interrupt = new AbortController();
let emulator: Emulator | undefined;
let deployment: Deployment | undefined;
let scenario: Scenario | undefined;

/** `npm run try -- <pattern>`: deploys a pattern into the emulator, breaks it and shows how it recovers. */
async function main(args: string[]): Promise<void> {
  const asked = readArguments(args, [...scenarios.keys()]);
  const { product, version } = requireTerraform();
  const session = await open(asked, `${product} ${version}`);
  await (isTour(asked) ? tour(session) : menu(session));
  await close();
  const { problems } = session;
  console.log(problems.length === 0 ? "\nAll of it went well." : `\nNot well:\n- ${problems.join("\n- ")}`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

/** Questions need somebody who sees them and can answer. */
function isTour({ yes }: TryArguments): boolean {
  return yes || !process.stdin.isTTY || !process.stdout.isTTY;
}

async function open({ pattern }: TryArguments, terraform: string): Promise<Session> {
  scenario = scenarios.get(pattern)!;
  console.log(`${pattern}: ${scenario.title}\n`);
  console.log(
    `Real ${terraform}, real AWS provider; AWS is emulated, in memory, and does at once what takes AWS minutes.`,
  );
  console.log("Ctrl-C ends all of it and leaves nothing.\n");
  const { signal } = interrupt;
  emulator = await step("Starting the emulator", (report) =>
    startEmulator({ onLog: report, detached: true }),
  );
  const { url } = emulator;
  await step("Getting the AWS provider", (report) => {
    report("the first time it is downloaded, some 150 MB");
    return sharedLockFile();
  });
  // Kept before anything is in its folder, so that Ctrl-C removes the folder at every moment.
  deployment = await Deployment.create(pattern, emulator, signal);
  await step(`Synthesizing the stack ${pattern} of main.ts`, () => deployment!.synthesize());
  console.log(`  Look around from another shell: curl ${url}/ha/state\n`);
  return new Session(scenario, emulator, deployment);
}

async function close(): Promise<void> {
  await scenario?.close?.();
  await emulator?.stop();
  deployment?.remove();
}

/** Nothing has to be destroyed one by one: with the emulator all that was deployed into it is gone. */
async function onSignal(): Promise<void> {
  // npm passes Ctrl-C on, so it may come twice.
  if (interrupt.signal.aborted) return;
  interrupt.abort();
  console.log("\nStopping. All of it lives in the emulator's memory and ends with it.");
  await close();
  console.log("Nothing is left.");
  process.exit(130);
}

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => void onSignal());

main(process.argv.slice(2)).catch(async (error: Error) => {
  // Terraform was ended by our own hand.
  if (interrupt.signal.aborted) return;
  console.error(`\n${error.message}`);
  await close();
  process.exitCode = 1;
});
