import { copyFileSync, rmSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
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
  private readonly stack: string;
  private outputs: Outputs = {};
  private progress = new Progress(() => undefined);

  private constructor(
    private readonly directory: string,
    private readonly emulator: Emulator,
    pattern: string,
    private readonly signal: AbortSignal,
  ) {
    this.stack = path.join(directory, "stacks", pattern);
    const onProgress = (line: string) => this.progress.line(line);
    this.terraform = new Terraform({
      directory: this.stack,
      emulatorUrl: emulator.url,
      signal,
      onProgress,
    });
  }

  /** A deployment with a folder of its own, in which there is nothing yet. */
  static async create(pattern: string, emulator: Emulator, signal: AbortSignal): Promise<Deployment> {
    return new Deployment(await workingDirectory(`try-${pattern}`), emulator, pattern, signal);
  }

  /** Runs `main.ts` as cdktf does, with no setting of the caller. */
  async synthesize(): Promise<void> {
    const { directory, emulator, signal } = this;
    const env = hermeticEnvironment({ emulatorUrl: emulator.url, extra: { CDKTF_OUTDIR: directory } });
    // The choices that a user has made for the own account name things that the emulator does not have.
    for (const name of Object.keys(env)) if (name.startsWith("HA_")) delete env[name];
    const tsx = pathToFileURL(require.resolve("tsx")).href;
    const args = ["--import", tsx, path.join(projectRoot, "main.ts")];
    const made = await runProcess(process.execPath, args, { cwd: directory, env, signal });
    if (made.exitCode !== 0)
      throw new Error(`The stack was not synthesized:\n${tail(made.stderr + made.stdout)}`);
    copyFileSync(path.join(directory, ".terraform.lock.hcl"), path.join(this.stack, ".terraform.lock.hcl"));
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
    const { groups, targetGroups, alarms, databases } = await this.emulator.state();
    const resources = values?.root_module.resources ?? [];
    return [
      ...resources.filter(({ mode }) => mode === "managed").map(({ address }) => address),
      ...Object.keys(groups).map((name) => `Auto Scaling group ${name}`),
      ...Object.keys(targetGroups).map((name) => `target group ${name}`),
      ...Object.keys(alarms).map((name) => `alarm ${name}`),
      ...Object.keys(databases).map((name) => `database ${name}`),
    ];
  }

  /** Removes the folder it worked in. */
  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
