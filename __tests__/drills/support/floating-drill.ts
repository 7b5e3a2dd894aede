import { Emulator } from "../../../harness/emulator";
import { EmulatorRequest } from "../../../harness/emulator-types";
import { Happened, happenedDuring } from "./executions";
import { start } from "./members";
import { ModuleUnderDrill } from "./module-under-drill";

/** A published module of something that floats, and what a drill of any of them does with it. */
export class FloatingDrill {
  /** All calls so far, of everybody. */
  readonly calls: EmulatorRequest[] = [];
  /** ARN of the state machine; empty while nothing is applied. */
  machine = "";

  protected constructor(
    readonly emulator: Emulator,
    readonly module: ModuleUnderDrill,
  ) {}

  /** The first apply, and what followed from it. */
  async start(): Promise<Happened> {
    const happened = await this.during(() => this.module.apply());
    this.machine = (await this.module.outputs()).state_machine_arn as string;
    return happened;
  }

  /** Lets something happen, and waits for the controller to have done with it. */
  async during(act: () => Promise<unknown>): Promise<Happened> {
    const happened = await happenedDuring(this.emulator, act);
    this.calls.push(...happened.calls);
    return happened;
  }

  /** Starts the controller by hand, as an operator does, once for each input. */
  command(...inputs: object[]): Promise<Happened> {
    return this.during(async () => {
      for (const input of inputs) await start(this.emulator, this.machine, input);
    });
  }

  /** Lets minutes pass on the emulator's clock. */
  async minutes(count: number): Promise<void> {
    for (let minute = 0; minute < count; minute++) await this.emulator.tick();
  }
}
