import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { hermeticEnvironment } from "../../../harness/hermetic-environment";
import { projectRoot } from "../../../harness/project";
import { providerSource } from "../../../harness/provider-source";
import { ProcessResult, runProcess } from "../../../harness/run-process";
import { workingDirectory } from "../../../harness/shared-root";

/** How the command is run. */
export interface CdktfOptions {
  /** The emulator that gets all AWS calls. Without it nothing listens where they go. */
  emulatorUrl?: string;
  /** Variables on top of the hermetic environment; undefined takes one away. */
  env?: Record<string, string | undefined>;
}

/** What the real `cdktf` printed, without colours, and how it ended. */
export interface CdktfResult extends ProcessResult {
  /** Both streams, as a user would see them. */
  output: string;
}

/** The real `cdktf` command in a folder, which takes its output and state. */
export class Cdktf {
  private constructor(readonly directory: string) {}

  /** In a user's folder, with a `cdktf.json` of its own. */
  static inFolder(directory: string): Cdktf {
    return new Cdktf(directory);
  }

  /** On this project's `main.ts`, in a new folder. */
  static async inNewFolder(name: string): Promise<Cdktf> {
    const directory = await workingDirectory(name);
    const settings = JSON.parse(fs.readFileSync(path.join(projectRoot, "cdktf.json"), "utf8")) as object;
    const tsx = pathToFileURL(require.resolve("tsx")).href;
    const app = `node --import ${tsx} ${path.join(projectRoot, "main.ts")}`;
    fs.writeFileSync(path.join(directory, "cdktf.json"), JSON.stringify({ ...settings, app }));
    return new Cdktf(directory);
  }

  /** Runs one command, such as `run("deploy", "multi-az")`. */
  async run(args: readonly string[], { emulatorUrl, env = {} }: CdktfOptions = {}): Promise<CdktfResult> {
    const hermetic = Object.entries(hermeticEnvironment({ emulatorUrl, providers: await providerSource() }));
    // What the caller has chosen for the own account does not exist in the emulator.
    const neutral = Object.fromEntries(hermetic.filter(([name]) => !name.startsWith("HA_")));
    const all = Object.entries({ ...neutral, CI: "1", FORCE_COLOR: "0", ...env });
    const result = await runProcess(process.execPath, [cdktfProgram(), ...args], {
      cwd: this.directory,
      env: Object.fromEntries(all.filter(([, value]) => value !== undefined)),
      timeLimitSeconds: 300,
    });
    return { ...result, output: stripVTControlCharacters(result.stdout + result.stderr) };
  }

  /** Resources in the state that a deployment has left in the folder. */
  resourcesInState(stack: string): unknown[] {
    const file = path.join(this.directory, `terraform.${stack}.tfstate`);
    const { resources } = JSON.parse(fs.readFileSync(file, "utf8")) as { resources: unknown[] };
    return resources;
  }
}

function cdktfProgram(): string {
  const manifest = require.resolve("cdktf-cli/package.json");
  const { bin } = JSON.parse(fs.readFileSync(manifest, "utf8")) as { bin: Record<string, string> };
  return path.join(path.dirname(manifest), bin.cdktf!);
}
