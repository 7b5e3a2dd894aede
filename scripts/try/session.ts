import { Emulator } from "../../harness/emulator";
import { Output, step } from "../terminal/step";
import { wrap } from "../terminal/wrap";
import { Deployment } from "./deployment";
import { Break, Scenario, Scene } from "./scenario";

/** The parts of a deployment that a session needs; a stand-in in tests. */
export type Deployed = Pick<Deployment, "apply" | "plan" | "destroy" | "look" | "leftovers">;

/** One pattern, deployed, watched, broken and removed. Everything it finds wrong is in `problems`. */
export class Session {
  /** What did not go as it should, as sentences. */
  readonly problems: string[] = [];
  private told = 0;

  constructor(
    readonly scenario: Scenario,
    private readonly emulator: Emulator,
    private readonly deployment: Deployed,
    private readonly output: Output = process.stdout,
  ) {}

  /** Deploys it and shows what runs where. */
  async deploy(): Promise<void> {
    const { seconds, because } = this.scenario.deployment;
    this.print(`  The deployment takes about ${seconds} s, ${because}.`);
    await this.scenario.prepare?.(this.emulator);
    const made = await step("Deploying", (report) => this.deployment.apply(report), this.output);
    this.print(`  ${made} resources made.\n`);
    this.told = (await this.scenario.happenings(this.emulator)).length;
    this.judge(this.scenario.steady(await this.look()), "It runs as it should.");
  }

  /** Shows what runs where. */
  async look(): Promise<Scene> {
    const scene = await this.watched();
    this.print(`${this.scenario.show(scene).map(indent).join("\n")}\n`);
    return scene;
  }

  /** What a break can be done to now. */
  async choicesOf(one: Break): Promise<string[]> {
    return one.choices(await this.watched());
  }

  /** Breaks or mends something, and watches what happens until all is well again. */
  async carryOut(one: Break, choice: string): Promise<void> {
    this.print(`\n> ${one.name}: ${choice}`);
    this.print(wrap(one.explain, 2));
    await one.run(this.emulator, choice);
    const minutes = await this.letTimePass(one, choice);
    await this.tell();
    this.print(minutes === 0 ? "\n  Now:" : `\n  ${minutes} minutes of the emulator's clock later:`);
    this.judge(one.recovered(await this.look(), choice), "As it should be.");
  }

  /** Compares what runs with what is written; a failure must leave nothing for Terraform to repair. */
  async plan(): Promise<void> {
    this.print("");
    const plan = await step("Planning again", () => this.deployment.plan(), this.output);
    const changes = plan.changes.map(({ action, address }) => `${action} ${address}`).join(", ");
    this.judge(plan.exitCode === 0 || `The plan is not empty: ${changes}`, "The plan is empty: no changes.");
  }

  /** Destroys it and shows that nothing is left. */
  async destroy(): Promise<void> {
    this.print("");
    const removed = await step(
      "Destroying all of it",
      (report) => this.deployment.destroy(report),
      this.output,
    );
    const left = await this.deployment.leftovers();
    const verdict = left.length === 0 || `Left after the destroy: ${left.join(", ")}`;
    this.judge(
      verdict,
      `${removed} resources removed. Terraform's state is empty, and the emulator lists no group, target group, alarm or database.`,
    );
    await this.emulator.assertImplemented().catch((error: Error) => this.judge(error.message, ""));
  }

  private async watched(): Promise<Scene> {
    const scene = await this.deployment.look();
    await this.scenario.watch?.(this.emulator, scene);
    return scene;
  }

  /** The emulator does at once most of what takes AWS minutes; for the rest its clock is moved. */
  private async letTimePass(one: Break, choice: string): Promise<number> {
    const limit = one.limitMinutes ?? 15;
    for (let minutes = 0; ; minutes++) {
      const scene = await this.watched();
      if (minutes === limit || one.recovered(scene, choice) === true) return minutes;
      await this.emulator.tick();
    }
  }

  private async tell(): Promise<void> {
    const all = await this.scenario.happenings(this.emulator);
    const news = all.slice(this.told);
    this.told = all.length;
    const lines = news.length === 0 ? ["nothing that it records"] : news;
    this.print(`\n  What AWS did by itself:\n${lines.map((line) => wrap(`- ${line}`, 4, 6)).join("\n")}`);
  }

  private judge(verdict: true | string, good: string): void {
    this.print(verdict === true ? `  ok  ${good}` : `  NOT OK  ${verdict}`);
    if (verdict !== true) this.problems.push(verdict);
  }

  private print(text: string): void {
    this.output.write(`${text}\n`);
  }
}

const indent = (line: string) => `  ${line}`;
