import fs from "node:fs";
import path from "node:path";
import { hermeticEnvironment } from "./hermetic-environment";
import { providerSource } from "./provider-source";
import { ProcessResult, runProcess } from "./run-process";
import { requireTerraform } from "./terraform-binary";
import { Diagnostic, TerraformError } from "./terraform-error";
import {
  changesOf,
  diagnosticsOf,
  failedRuns,
  parseMessage,
  parseMessages,
  summaryOf,
  TestRun,
  testRunsOf,
} from "./terraform-output";
import { ChangeOptions, ChangeResult, Json, Plan, PlanJson, PlanOptions, StateJson } from "./terraform-types";

/** What a Terraform instance is made from. */
export interface TerraformOptions {
  /** Folder with the root module. */
  directory: string;
  /** URL of the emulator that gets all AWS calls. Without it they fail. */
  emulatorUrl?: string;
  /** Input variables for every plan, apply and destroy. */
  vars?: Record<string, Json>;
  /** Environment variables on top of the hermetic environment. */
  env?: Record<string, string>;
  /** Seconds for each command. Default 900. */
  timeLimitSeconds?: number;
  /** Seconds that a command gets to stop after its time limit. Default 60: a hard kill loses the state. */
  graceSeconds?: number;
  /** Called with each line of progress, in plain text. */
  onProgress?: (line: string) => void;
  /** Ends a running command at once when it is aborted; its state is lost. */
  signal?: AbortSignal;
}

/**
 * The real Terraform on one folder. Each method runs one command, hermetically, and rejects with a TerraformError when it
 * fails, or with a ProcessError when it does not end in time.
 */
export class Terraform {
  /** The folder with the root module. */
  readonly directory: string;
  private plans = 0;

  constructor(private readonly options: TerraformOptions) {
    this.directory = path.resolve(options.directory);
  }

  /** Installs providers and modules. About a second once the provider is on this machine. */
  async init(): Promise<void> {
    const args = ["init", "-input=false", "-no-color"];
    const result = await this.start(args, true);
    if (result.exitCode !== 0) throw this.error(args, result, []);
  }

  /** Checks the configuration against the provider's schema. Returns the warnings. Needs init, but no emulator. */
  async validate(): Promise<Diagnostic[]> {
    const args = ["validate", "-json", "-no-color"];
    const result = await this.start(args);
    const report = tryJson<{ valid: boolean; diagnostics: Diagnostic[] }>(result.stdout);
    if (!report?.valid) throw this.error(args, result, report?.diagnostics ?? []);
    return report.diagnostics;
  }

  /** Compares the configuration with the state and with what exists. */
  async plan(options: PlanOptions = {}): Promise<Plan> {
    const file = path.join(this.directory, `harness-${++this.plans}.tfplan`);
    const mode = [
      ...(options.destroy ? ["-destroy"] : []),
      ...(options.refreshOnly ? ["-refresh-only"] : []),
      ...(options.refresh === false ? ["-refresh=false"] : []),
    ];
    const args = ["plan", ...uiFlags, "-detailed-exitcode", `-out=${file}`, ...mode];
    const { messages, result } = await this.runUi([...args, ...this.changeFlags(options)], [0, 2]);
    return {
      exitCode: result.exitCode as 0 | 2,
      summary: summaryOf(messages),
      changes: changesOf(messages, "planned_change"),
      drift: changesOf(messages, "resource_drift"),
      warnings: diagnosticsOf(messages),
      seconds: result.seconds,
      file,
      json: () => this.runJson<PlanJson>(["show", "-json", "-no-color", file]),
    };
  }

  /** Makes it so; of a plan, exactly that plan. */
  async apply(options: ChangeOptions & { plan?: Plan } = {}): Promise<ChangeResult> {
    const what = options.plan ? [options.plan.file] : this.changeFlags(options);
    return this.change(["apply", ...uiFlags, "-auto-approve", ...what]);
  }

  /** Removes everything that the state names. */
  async destroy(options: ChangeOptions = {}): Promise<ChangeResult> {
    return this.change(["destroy", ...uiFlags, "-auto-approve", ...this.changeFlags(options)]);
  }

  /** The root module's outputs by name, also sensitive ones. */
  async output<T extends Record<string, unknown> = Record<string, Json>>(): Promise<T> {
    const outputs = await this.runJson<Record<string, { value: Json }>>(["output", "-json", "-no-color"]);
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value])) as T;
  }

  /** The state with all values. */
  async show(): Promise<StateJson> {
    return this.runJson<StateJson>(["show", "-json", "-no-color"]);
  }

  /**
   * Runs the module's `*.tftest.hcl` and `*.tftest.json` files. A failed run is a result (see failedRuns). Rejects for an
   * error that belongs to no run, such as a file that cannot be read, and when there is no run at all.
   */
  async test(): Promise<TestRun[]> {
    const args = ["test", "-json", "-no-color"];
    const result = await this.start(args, true);
    const { messages } = parseMessages(result.stdout);
    const runs = testRunsOf(messages);
    const apart = diagnosticsOf(messages.filter((message) => !message["@testrun"]));
    const explained = result.exitCode === 0 || failedRuns(runs) !== "";
    if (!explained || apart.some(({ severity }) => severity === "error"))
      throw this.error(args, result, apart);
    if (runs.length === 0) throw new Error(`terraform test found no run block in ${this.directory}`);
    return runs;
  }

  private async change(args: string[]): Promise<ChangeResult> {
    const { messages, result } = await this.runUi(args);
    return { summary: summaryOf(messages), warnings: diagnosticsOf(messages), seconds: result.seconds };
  }

  private changeFlags({ vars, targets = [] }: ChangeOptions): string[] {
    const all = { ...this.options.vars, ...vars };
    const flags = targets.map((target) => `-target=${target}`);
    if (Object.keys(all).length === 0) return flags;
    // In a file, because there every string is taken as it is; on the command line "${" would start an expression.
    const file = path.join(this.directory, "harness.tfvars.json");
    fs.writeFileSync(file, JSON.stringify(all, undefined, 2));
    return [...flags, `-var-file=${file}`];
  }

  private async runUi(args: string[], accepted = [0]) {
    const result = await this.start(args, true);
    const { messages } = parseMessages(result.stdout);
    const diagnostics = diagnosticsOf(messages);
    const undeclared = diagnostics.filter(({ summary }) => summary === "Value for undeclared variable");
    // A misspelt variable is only a warning to Terraform, and the test would run with the default instead.
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    if (undeclared.length > 0) throw this.error(args, result, [...undeclared.map(asError), ...errors]);
    if (!accepted.includes(result.exitCode ?? -1)) throw this.error(args, result, diagnostics);
    return { messages, result };
  }

  private async runJson<T>(args: string[]): Promise<T> {
    const result = await this.start(args);
    const parsed = result.exitCode === 0 ? tryJson<T>(result.stdout) : undefined;
    if (parsed === undefined) throw this.error(args, result, []);
    return parsed;
  }

  private async start(args: string[], hasProgress = false): Promise<ProcessResult> {
    const {
      emulatorUrl,
      env: extra,
      onProgress,
      timeLimitSeconds = 900,
      graceSeconds,
      signal,
    } = this.options;
    const env = hermeticEnvironment({ providers: await providerSource(), emulatorUrl, extra });
    return runProcess(requireTerraform().path, args, {
      cwd: this.directory,
      env,
      timeLimitSeconds,
      graceSeconds,
      signal,
      readable,
      onLine: hasProgress && onProgress ? (line) => onProgress(readable(line)) : undefined,
    });
  }

  private error(args: string[], result: ProcessResult, diagnostics: Diagnostic[]): TerraformError {
    const output = [parseMessages(result.stdout).rest, result.stderr].join("\n");
    return new TerraformError(["terraform", ...args], result.exitCode, diagnostics, {
      directory: this.directory,
      output,
    });
  }
}

const asError = (diagnostic: Diagnostic): Diagnostic => ({ ...diagnostic, severity: "error" });

/** What a person should see of a line: of a JSON message its text. */
const readable = (line: string) => parseMessage(line)?.["@message"] ?? line;

const uiFlags = ["-json", "-input=false", "-no-color"];

function tryJson<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}
