import { Emulator } from "../../../harness/emulator";
import { useEmulator } from "../../../harness/jest";
import { Json } from "../../../harness/terraform-types";
import { changing, Happened } from "./executions";
import { FloatingDrill } from "./floating-drill";
import { Member, ownAlarm, startMembers } from "./members";
import { ModuleUnderDrill } from "./module-under-drill";

/** Calls that read, and such that change nothing by themselves. */
const HARMLESS = /^(Describe|Get|List|StartExecution|SetAlarmState)/;

/** The three members, in the order of their failover; each in a zone of its own. */
export type Name = "blue" | "green" | "red";

/** A floating IP between three instances, applied; after each case Terraform must have nothing to say. */
export class FloatingIpUnderDrill extends FloatingDrill {
  /** Number of the last call that the last plan has seen. */
  private planned = 0;

  private constructor(
    emulator: Emulator,
    module: ModuleUnderDrill,
    readonly members: Record<Name, Member>,
  ) {
    super(emulator, module);
  }

  /** Declares the set-up of a file's drill; the function gives it to the cases. */
  static use(): () => FloatingIpUnderDrill {
    const emulator = useEmulator();
    let drilled: FloatingIpUnderDrill;
    beforeAll(async () => (drilled = await FloatingIpUnderDrill.of(emulator())));
    afterEach(() => drilled.expectNothingToDo());
    return () => drilled;
  }

  private static async of(emulator: Emulator): Promise<FloatingIpUnderDrill> {
    await emulator.pace(20);
    const members = await startMembers(emulator, {
      blue: "us-east-1a",
      green: "us-east-1b",
      red: "us-east-1c",
    });
    const member = (name: Name, ...alarm_arns: string[]): Json => ({
      instance_id: members[name].instance,
      network_interface_id: members[name].networkInterface,
      alarm_arns,
    });
    const module = await ModuleUnderDrill.of(emulator, "floating-ip", {
      name: "proxy",
      active: "blue",
      failover_order: ["blue", "green", "red"],
      members: {
        blue: member("blue", await ownAlarm(emulator, "blue-app")),
        green: member("green", await ownAlarm(emulator, "green-app")),
        red: member("red"),
      },
    });
    return new FloatingIpUnderDrill(emulator, module, members);
  }

  /**
   * Terraform has nothing to say. It is not asked again where nobody has changed anything since: a plan takes seconds,
   * and would read the same.
   */
  private async expectNothingToDo(): Promise<void> {
    const calls = await this.emulator.requests({ since: this.planned });
    if (this.machine === "" || !calls.some(({ action }) => !HARMLESS.test(action))) return;
    await this.module.expectNothingToDo();
    this.planned = (await this.emulator.requests()).at(-1)!.n;
  }

  /** Removes all of it. */
  async destroy(): Promise<void> {
    await this.module.destroy();
    this.machine = "";
  }

  /** Who holds each address. */
  async holders(): Promise<(Name | "nobody")[]> {
    const { addresses } = await this.emulator.state();
    const names = Object.keys(this.members) as Name[];
    return addresses.map(
      ({ instance }) => names.find((name) => this.members[name].instance === instance) ?? "nobody",
    );
  }

  /** The address is there, and it was moved so often. */
  async expectMoved({ calls }: Happened, to: Name, times: number): Promise<void> {
    expect(changing(calls)).toEqual(Array(times).fill("AssociateAddress"));
    expect((await this.holders())[0]).toBe(to);
  }
}
