import { useEmulator } from "../../harness/jest";
import { addPrivateAddress, associate } from "./support/members";
import { Json } from "../../harness/terraform-types";
import { changing, criticalPath, describePath, Happened, happenedDuring } from "./support/executions";
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

  test("a command moves it, and back, and nowhere it is already", async () => {
    await expectMoved(await command({ target: "green" }), "green", 1);
    await expectMoved(await command({ target: "blue" }), "blue", 1);
    const again = await command({ target: "blue" });
    expect(again.executions[0]!.output).toMatchObject({ moved: false, instanceId: members.blue.instance });
    await expectMoved(again, "blue", 0);
  });

  test("a look at members that are well moves nothing", async () => {
    const looked = await command({});
    expect(looked.executions[0]!.output).toMatchObject({ moved: false });
    await expectMoved(looked, "blue", 0);
  });

  test("the holder stops: two events, one move, to the next in order", async () => {
    const happened = await during(() => change(emulator(), "Stop", members.blue.instance));
    expect(happened.executions.map(({ input }) => input)).toMatchObject([
      { trigger: { event: "EC2 Instance State-change Notification" } },
      { trigger: { event: "EC2 Instance State-change Notification" } },
    ]);
    expect(ends(happened)).toEqual(["SUCCEEDED", "SUCCEEDED"]);
    await expectMoved(happened, "green", 1);
  });

  test("it starts again: the address stays where it is", async () => {
    const happened = await during(() => change(emulator(), "Start", members.blue.instance));
    expect(ends(happened)).toEqual(["SUCCEEDED", "SUCCEEDED"]);
    await expectMoved(happened, "green", 0);
  });

  test("the intent is carried out again with a new revision: one change in place", async () => {
    expect(await drilled.changesWith({ move_revision: "2" })).toEqual([
      { action: "update", address: "module.drilled.aws_ssm_parameter.controller_intent" },
    ]);
    await expectMoved(await during(() => drilled.apply({ move_revision: "2" })), "blue", 1);
  });

  test("a new intent is one change in place, and moves it", async () => {
    expect(await drilled.changesWith({ active: "red" })).toEqual([
      { action: "update", address: "module.drilled.aws_ssm_parameter.controller_intent" },
    ]);
    await expectMoved(await during(() => drilled.apply({ active: "red" })), "red", 1);
    await expectMoved(await command({ target: "blue" }), "blue", 1);
  });

  test("an apply of something else moves nothing, though the intent is another one", async () => {
    await expectMoved(
      await during(() => drilled.apply({ detection: { status_check_minutes: 3 } })),
      "blue",
      0,
    );
  });

  test("the holder's status checks fail: the alarm goes off, and the address moves", async () => {
    await emulator().impair(members.blue.instance);
    await expectMoved(await during(() => ticks(5)), "green", 1);
    await emulator().recover(members.blue.instance);
    await expectMoved(await during(() => ticks(5)), "green", 0);
  });

  test("an alarm on a standby moves nothing; one on the holder does", async () => {
    await expectMoved(await during(() => setAlarm(emulator(), "blue-app", "ALARM")), "green", 0);
    // Blue would be first, and EC2 finds it well; its own alarm does not.
    await expectMoved(await during(() => setAlarm(emulator(), "green-app", "ALARM")), "red", 1);
    await setAlarm(emulator(), "green-app", "OK");
    await expectMoved(await during(() => setAlarm(emulator(), "blue-app", "OK")), "red", 0);
  });

  test("an event that comes late finds nothing to do", async () => {
    await setAlarm(emulator(), "blue-app", "ALARM");
    await setAlarm(emulator(), "blue-app", "OK");
    await expectMoved(await command({ trigger: { event: "CloudWatch Alarm State Change" } }), "red", 0);
  });

  test("two triggers at once move it once", async () => {
    await emulator().impair(members.red.instance);
    const happened = await during(() => Promise.all([1, 2, 3].map(() => start(emulator(), machine, {}))));
    expect(ends(happened)).toEqual(["SUCCEEDED", "SUCCEEDED", "SUCCEEDED"]);
    await expectMoved(happened, "blue", 1);
    await emulator().recover(members.red.instance);
  });

  test("two commands with different targets: each is carried out, the later one last", async () => {
    const happened = await during(async () => {
      await start(emulator(), machine, { target: "green" });
      await start(emulator(), machine, { target: "red" });
    });
    expect(happened.executions.map(({ output }) => output)).toMatchObject([
      { to: "green", from: members.blue.instance },
      { to: "red", from: members.green.instance },
    ]);
    await expectMoved(happened, "red", 2);
  });

  test("a target that is not well is refused, unless it is forced", async () => {
    await emulator().impair(members.green.instance);
    const refused = await command({ target: "green" });
    expect(ends(refused)).toEqual(["TargetUnfit"]);
    await expectMoved(refused, "red", 0);
    await expectMoved(await command({ target: "green", force: true }), "green", 1);
    await expectMoved(await command({ target: "blue" }), "blue", 1);
    await emulator().recover(members.green.instance);
  });

  test("a target that is no member is refused", async () => {
    const refused = await command({ target: "purple" });
    expect(ends(refused)).toEqual(["UnknownTarget"]);
    await expectMoved(refused, "blue", 0);
  });

  test("nobody is well: it fails loudly and stays; the first one that is well again gets it", async () => {
    await emulator().impair(members.green.instance);
    await emulator().impair(members.red.instance);
    const failed = await during(() => change(emulator(), "Stop", members.blue.instance));
    expect(ends(failed)).toEqual(["NoHealthyMember", "NoHealthyMember"]);
    await expectMoved(failed, "blue", 0);
    await during(() => ticks(5));
    expect((await emulator().state()).alarms).toMatchObject({
      "proxy-controller-failed": "ALARM",
      "proxy-red-status": "ALARM",
    });
    await emulator().recover(members.red.instance);
    await expectMoved(await during(() => ticks(5)), "red", 1);
    await emulator().recover(members.green.instance);
    await during(() => change(emulator(), "Start", members.blue.instance));
  });

  test("throttled calls are repeated, and move it once", async () => {
    await emulator().refuse({ service: "ec2", action: "AssociateAddress", times: 3 });
    const happened = await command({ target: "blue" });
    expect(
      happened.calls.filter(({ action }) => action === "AssociateAddress").map(({ status }) => status),
    ).toEqual([503, 503, 503, 200]);
    expect(await holder()).toBe("blue");
    await drilled.expectNothingToDo();
  });

  test("an API that stays away makes it fail, and never move; the next look does it", async () => {
    await emulator().refuse({ service: "ec2", action: "DescribeInstanceStatus", times: 60 });
    await emulator().impair(members.blue.instance);
    const failed = await command({});
    expect(failed.executions[0]!.status).toBe("FAILED");
    await expectMoved(failed, "blue", 0);
    await emulator().refuse({ service: "ec2", action: "DescribeInstanceStatus", times: 0 });
    await expectMoved(await command({}), "green", 1);
    await emulator().recover(members.blue.instance);
  });

  test("a member that cannot take it is passed over", async () => {
    await emulator().impair(members.green.instance);
    await emulator().refuse({
      service: "ec2",
      action: "AssociateAddress",
      times: 7,
      code: "IncorrectState",
      status: 400,
    });
    const happened = await command({});
    expect(ends(happened)).toEqual(["SUCCEEDED"]);
    expect(await holder()).toBe("red");
    await drilled.expectNothingToDo();
    await emulator().recover(members.green.instance);
  });

  test("frozen: nothing moves by itself, a command does", async () => {
    await during(() => drilled.apply({ frozen: true }));
    const stopped = await during(() => change(emulator(), "Stop", members.red.instance));
    expect(stopped.executions).toEqual([]);
    await expectMoved(stopped, "red", 0);
    await expectMoved(await command({ target: "green" }), "green", 1);
    await change(emulator(), "Start", members.red.instance);
    await drilled.apply({ frozen: false });
  });

  test("with automatic return it goes back to the active member once that is well again", async () => {
    await during(() => drilled.apply({ automatic_return: true, active: "blue" }));
    expect(await holder()).toBe("blue");
    await expectMoved(await during(() => change(emulator(), "Stop", members.blue.instance)), "green", 1);
    await expectMoved(await during(() => change(emulator(), "Start", members.blue.instance)), "blue", 1);
    await drilled.apply({ automatic_return: false });
  });

  test("a second address follows the first one, and a move that was cut short is finished", async () => {
    for (const { networkInterface } of Object.values(members))
      await addPrivateAddress(emulator(), networkInterface);
    await during(() => drilled.apply({ addresses: { main: {}, second: {} } }));
    const finished = await command({});
    await expectMoved(finished, "blue", 2);
    expect(await holders()).toEqual(["blue", "blue"]);
    await expectMoved(await during(() => change(emulator(), "Stop", members.blue.instance)), "green", 2);
    expect(await holders()).toEqual(["green", "green"]);
    const [, second] = (await emulator().state()).addresses;
    await associate(emulator(), second!.allocationId, members.red.networkInterface);
    await command({});
    expect(await holders()).toEqual(["green", "green"]);
    await drilled.expectNothingToDo();
  });

  test("the holder is terminated: the address belongs to nobody, and is given away", async () => {
    const happened = await during(() => change(emulator(), "Terminate", members.green.instance));
    expect(await holders()).toEqual(["red", "red"]);
    await expectMoved(happened, "red", 2);
  });

  test("from the trigger to the moved address", async () => {
    await drilled.apply({ addresses: { main: {} } });
    await during(() => change(emulator(), "Start", members.blue.instance));
    await command({ target: "blue" });
    const happened = await during(() => change(emulator(), "Stop", members.blue.instance));
    const path = await criticalPath(emulator(), happened.executions[0]!, happened.calls);
    console.log(describePath("floating-ip, holder stopped, three members", path));
    expect(path.changing).toBe(1);
    expect(path.calls.at(-1)).toBe("AssociateAddress");
  });

  test("destroy leaves nothing", async () => {
    await drilled.destroy();
    expect(await emulator().state()).toMatchObject({ addresses: [], alarms: { "blue-app": "OK" } });
  });

  const ticks = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute++) await emulator().tick();
  };
  const holders = async () => {
    const { addresses } = await emulator().state();
    const names = Object.keys(members) as Name[];
    return addresses.map(
      ({ instance }) => names.find((name) => members[name].instance === instance) ?? "nobody",
    );
  };
});
