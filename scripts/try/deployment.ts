import { copyFileSync, rmSync } from "node:fs";
import path from "node:path";
import { Emulator } from "../../harness/emulator";
import { hermeticEnvironment } from "../../harness/hermetic-environment";
import { projectRoot } from "../../harness/project";
import { runProcess, tail } from "../../harness/run-process";
import { workingDirectory } from "../../harness/shared-root";
import { Terraform } from "../../harness/terraform";
import { Plan } from "../../harness/terraform-types";
import { Report } from "../terminal/step";
import { Progress } from "./progress";
import { Outputs, Scene } from "./scenario";

/** A pattern's stack of `main.ts`, deployed into an emulator: the very Terraform that `cdktf deploy` would run. */
export class Deployment {
  private readonly terraform: Terraform;
  private outputs: Outputs = {};
  private progress = new Progress(() => undefined);

  private constructor(
    private readonly directory: string,
    stack: string,
    private readonly emulator: Emulator,
    signal: AbortSignal,
  ) {
    const onProgress = (line: string) => this.progress.line(line);
    this.terraform = new Terraform({ directory: stack, emulatorUrl: emulator.url, signal, onProgress });
  }

  /** Synthesizes the stack, with no setting of the caller, into a folder of its own. */
  static async prepare(pattern: string, emulator: Emulator, signal: AbortSignal): Promise<Deployment> {
    const directory = await workingDirectory(`try-${pattern}`);
    const stack = await synthesizeInto(directory, pattern, emulator.url);
    return new Deployment(directory, stack, emulator, signal);
  }

  /** Makes everything; returns how many resources that is. */
  async apply(report: Report): Promise<number> {
    await this.terraform.init();
    this.progress = new Progress(report);
    const { summary } = await this.terraform.apply();
    this.outputs = await this.terraform.output();
    return summary.add;
  }

  /** Compares what runs with what is written. */
  plan(): Promise<Plan> {
    return this.terraform.plan();
  }

  /** Removes everything; returns how many resources that was. */
  async destroy(report: Report): Promise<number> {
    this.progress = new Progress(report);
    const { summary } = await this.terraform.destroy();
    return summary.remove;
  }

  /** What there is now. */
  async look(): Promise<Scene> {
    return { state: await this.emulator.state(), outputs: this.outputs };
  }

  /** What is left: in Terraform's state, and in the emulator. Empty after a destroy. */
  async leftovers(): Promise<string[]> {
    const { values } = await this.terraform.show();
    const { groups, targetGroups, alarms } = await this.emulator.state();
    const resources = values?.root_module.resources ?? [];
    return [
      ...resources.filter(({ mode }) => mode === "managed").map(({ address }) => address),
      ...Object.keys(groups).map((name) => `Auto Scaling group ${name}`),
      ...Object.keys(targetGroups).map((name) => `target group ${name}`),
      ...Object.keys(alarms).map((name) => `alarm ${name}`),
    ];
  }

  /** Removes the folder it worked in. */
  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** Runs `main.ts` as cdktf does; returns the folder with the stack's `cdk.tf.json`. */
async function synthesizeInto(directory: string, pattern: string, emulatorUrl: string): Promise<string> {
  const env = hermeticEnvironment({ emulatorUrl, extra: { CDKTF_OUTDIR: directory } });
  // The choices that a user has made for the own account name things that the emulator does not have.
  for (const name of Object.keys(env)) if (name.startsWith("HA_")) delete env[name];
  const main = path.join(projectRoot, "main.ts");
  const tsx = require.resolve("tsx");
  const made = await runProcess(process.execPath, ["--import", `file://${tsx}`, main], {
    cwd: directory,
    env,
  });
  if (made.exitCode !== 0)
    throw new Error(`The stack was not synthesized:\n${tail(made.stderr + made.stdout)}`);
  const stack = path.join(directory, "stacks", pattern);
  copyFileSync(path.join(directory, ".terraform.lock.hcl"), path.join(stack, ".terraform.lock.hcl"));
  return stack;
}
