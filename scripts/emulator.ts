import { parseArgs } from "node:util";
import { Emulator, startEmulator } from "../harness/emulator";
import { providerSource } from "../harness/provider-source";
import { findTerraform } from "../harness/terraform-binary";
import { columns } from "./terminal/columns";

/** Control endpoints that one wants by hand; the rest is in emulator/control.py. */
const CONTROLS = [
  ["GET", "state", "groups, targets and their health, alarms"],
  ["POST", "zone-down?zone=us-east-1a", "a zone is lost"],
  ["POST", "zone-up?zone=us-east-1a", "it comes back"],
  ["POST", "kill-application?instance=i-…", "an instance's application stops answering"],
  ["POST", "tick", "a minute passes"],
  ["GET", "requests", "every call that was made"],
  ["POST", "reset", "forget everything"],
] as const;

/** `npm run emulator -- [--port 4566]`: an emulator of AWS to work against by hand, until Ctrl-C. */
async function main(args: string[]): Promise<void> {
  const port = portOf(args);
  const emulator = await startEmulator({ port, detached: true, onLog: (line) => console.error(line) });
  console.log(introduction(emulator.url));
  // npm passes Ctrl-C on, so it may come twice.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void end(emulator));
  const mirror = await mirrorConfig();
  if (mirror !== undefined) console.log(withoutRegistry(mirror));
  await emulator.ended();
  if (!ending) throw new Error("The emulator has ended by itself.");
}

let ending = false;

async function end(emulator: Emulator): Promise<void> {
  if (ending) return;
  ending = true;
  await emulator.stop();
  console.log("\nThe emulator has ended, and everything in it is gone.");
  process.exit(0);
}

function portOf(args: string[]): number | undefined {
  const { values } = parseArgs({ args, options: { port: { type: "string" } } });
  if (values.port === undefined) return undefined;
  const port = Number(values.port);
  if (Number.isInteger(port) && port >= 1024 && port <= 65535) return port;
  throw new Error(`--port must be a whole number from 1024 to 65535, got ${values.port}.`);
}

function introduction(url: string): string {
  const calls = CONTROLS.map(([method, path, meaning]) => [
    `  curl -X ${method}`,
    `"${url}/ha/${path}"`,
    `# ${meaning}`,
  ]);
  return `The emulator of AWS listens on ${url}. It keeps everything in memory; Ctrl-C ends it.

Type in another shell, and then deploy into it:
  export AWS_ENDPOINT_URL=${url} AWS_REGION=us-east-1
  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_EC2_METADATA_DISABLED=true
  npx cdktf deploy multi-az --auto-approve

See and break what runs in it:
${columns(calls).join("\n")}
`;
}

/** Where Terraform gets its providers from when that is not the registry; found out after the start, since it may take a while. */
async function mirrorConfig(): Promise<string | undefined> {
  if (findTerraform() === undefined) return undefined;
  const source = await providerSource().catch(() => undefined);
  return source?.kind === "mirror" ? source.env.TF_CLI_CONFIG_FILE : undefined;
}

function withoutRegistry(cliConfig: string): string {
  return `This machine reaches no provider registry, but has a mirror of it:
  export TF_CLI_CONFIG_FILE='${cliConfig}'
  npx cdktf deploy multi-az --auto-approve --skip-provider-lock
`;
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
