import { defaultNetwork } from "../../../harness/account";
import { Emulator } from "../../../harness/emulator";
import { EmulatorRequest } from "../../../harness/emulator-types";
import { Json } from "../../../harness/terraform-types";
import { Happened } from "./executions";
import { FloatingDrill } from "./floating-drill";
import { addressIn, interfaceState, launchTemplate } from "./interfaces";
import { Member, ownAlarm, startMembers } from "./members";
import { ModuleUnderDrill } from "./module-under-drill";

/** A member of the stack: blue and green are the user's own, red is launched, and launched again when it is lost. */
export type Name = "blue" | "green" | "red";

/** The published module between three instances of one zone, each of which has an alarm of its own (`blue-app`). */
export class FloatingInterfaceUnderDrill extends FloatingDrill {
  /** Id of the interface. */
  floating = "";

  private constructor(
    emulator: Emulator,
    module: ModuleUnderDrill,
    readonly members: Record<"blue" | "green", Member>,
    /** Subnet of all of them. */
    readonly home: string,
  ) {
    super(emulator, module);
  }

  /** Starts the members; nothing is applied yet. */
  static async of(
    emulator: Emulator,
    settings: Record<string, Json> = {},
  ): Promise<FloatingInterfaceUnderDrill> {
    await emulator.pace(20);
    const { subnets, vpcId } = await defaultNetwork(emulator);
    const home = subnets["us-east-1a"]!;
    const members = await startMembers(emulator, { blue: "us-east-1a", green: "us-east-1a" });
    const alarms = async (name: Name) => ({ alarm_arns: [await ownAlarm(emulator, `${name}-app`)] });
    const launch = { launch_template_id: await launchTemplate(emulator, "red"), subnet_ids: [home] };
    const variables = {
      name: "proxy",
      active: "blue",
      failover_order: ["blue", "green", "red"],
      members: {
        blue: { instance_id: members.blue.instance, ...(await alarms("blue")) },
        green: { instance_id: members.green.instance, ...(await alarms("green")) },
        red: { launch, ...(await alarms("red")) },
      },
      subnet_id: home,
      private_ip: await addressIn(emulator, home, 200),
      security_group_ids: ["${aws_security_group.proxy.id}"],
      ...settings,
    };
    const beside = { aws_security_group: { proxy: { name: "proxy", description: "proxy", vpc_id: vpcId } } };
    const module = await ModuleUnderDrill.of(emulator, "floating-interface", variables, beside);
    return new FloatingInterfaceUnderDrill(emulator, module, members, home);
  }

  override async start(): Promise<Happened> {
    const happened = await super.start();
    this.floating = (await this.module.outputs()).network_interface_id as string;
    return happened;
  }

  /** The instance of a member, whatever its id is now. */
  async instanceOf(name: Name): Promise<string> {
    if (name !== "red") return this.members[name].instance;
    const { groups } = await this.emulator.state();
    return groups["proxy-floating-interface-red"]!.instances.at(-1)!.id;
  }

  /** The member that holds the interface. */
  async holder(): Promise<Name | "nobody"> {
    const { instance, status } = await interfaceState(this.emulator, this.floating);
    for (const name of ["blue", "green", "red"] as const) {
      if (instance === (await this.instanceOf(name)) && status === "attached") return name;
    }
    return "nobody";
  }

  /** The interface is there, and it was attached so often. */
  async expectAttached({ calls }: Happened, to: Name | "nobody", times: number): Promise<void> {
    expect(named(calls, "AttachNetworkInterface")).toHaveLength(times);
    expect(await this.holder()).toBe(to);
  }

  /** And Terraform has nothing to say to that. */
  async expectMoved(happened: Happened, to: Name | "nobody", times: number): Promise<void> {
    await this.expectAttached(happened, to, times);
    await this.module.expectNothingToDo();
  }
}

/** The calls of this name that were carried out. */
export function named(calls: readonly EmulatorRequest[], action: string): EmulatorRequest[] {
  return calls.filter((call) => call.action === action && call.status === 200);
}
