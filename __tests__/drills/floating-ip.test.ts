import { useEmulator } from "../../harness/jest";
import { Json } from "../../harness/terraform-types";
import { changing, criticalPath, Happened, happenedDuring } from "./support/executions";
import { change, Member, ownAlarm, setAlarm, start, startMembers } from "./support/members";
import { ModuleUnderDrill } from "./support/module-under-drill";

type Name = "blue" | "green" | "red";

describe("floating-ip between three instances", () => {
  const emulator = useEmulator();
  let members: Record<Name, Member>;
  let drilled: ModuleUnderDrill;
  let machine: string;

  beforeAll(async () => {
    await emulator().pace(20);
    members = await startMembers(emulator(), { blue: "us-east-1a", green: "us-east-1b", red: "us-east-1c" });
    const alarms = {
      blue: await ownAlarm(emulator(), "blue-app"),
      green: await ownAlarm(emulator(), "green-app"),
    };
    const member = (name: Name, ...alarm_arns: string[]): Json => ({
      instance_id: members[name].instance,
      network_interface_id: members[name].networkInterface,
      alarm_arns,
    });
    drilled = await ModuleUnderDrill.of(emulator(), "floating-ip", {
      name: "proxy",
      active: "blue",
      failover_order: ["blue", "green", "red"],
      members: {
        blue: member("blue", alarms.blue),
        green: member("green", alarms.green),
        red: member("red"),
      },
    });
  });

  /** The member that holds the address. */
  const holder = async (): Promise<Name | "nobody"> => {
    const { addresses } = await emulator().state();
    const names = Object.keys(members) as Name[];
    return names.find((name) => members[name].instance === addresses[0]?.instance) ?? "nobody";
  };

  const during = (act: () => Promise<unknown>): Promise<Happened> => happenedDuring(emulator(), act);
  const command = (input: object) => during(() => start(emulator(), machine, input));
  const ends = ({ executions }: Happened) => executions.map(({ status, error }) => error ?? status).sort();

  /** The address is there, it was moved so often, and Terraform has nothing to say to that. */
  const expectMoved = async ({ calls }: Happened, to: Name, times: number) => {
    expect(changing(calls, "ec2").filter((action) => action === "AssociateAddress")).toHaveLength(times);
    expect(await holder()).toBe(to);
    await drilled.expectNothingToDo();
  };

  test("apply brings the address to the active member", async () => {
    const happened = await during(() => drilled.apply());
    machine = (await drilled.outputs()).state_machine_arn as string;
    expect(ends(happened)).toEqual(["SUCCEEDED"]);
    await expectMoved(happened, "blue", 1);
  });

  test("a command moves it, and back", async () => {
    await expectMoved(await command({ target: "green" }), "green", 1);
    await expectMoved(await command({ target: "blue" }), "blue", 1);
  });

  void criticalPath;
  void change;
  void setAlarm;
});
