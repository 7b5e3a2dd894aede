import { defaultNetwork } from "../../harness/account";
import { EmulatorRequest } from "../../harness/emulator-types";
import { useEmulator } from "../../harness/jest";
import { changing, criticalPath, describePath, Happened, happenedDuring } from "./support/executions";
import { addressIn, detach, interfaceState, launchTemplate, occupy } from "./support/interfaces";
import { change, Member, ownAlarm, setAlarm, start, startMembers } from "./support/members";
import { ModuleUnderDrill } from "./support/module-under-drill";

/** Two instances of the user's, and one that is launched, and launched again when it is lost. */
describe("floating-interface between three instances of one zone", () => {
  const emulator = useEmulator();
  let members: Record<"blue" | "green", Member>;
  let drilled: ModuleUnderDrill;
  let home: string;
  let machine: string;
  let floating: string;

  beforeAll(async () => {
    await emulator().pace(20);
    const { subnets, vpcId } = await defaultNetwork(emulator());
    home = subnets["us-east-1a"]!;
    members = await startMembers(emulator(), { blue: "us-east-1a", green: "us-east-1a" });
    const alarm = async (name: string) => [await ownAlarm(emulator(), name)];
    const launch = { launch_template_id: await launchTemplate(emulator(), "red"), subnet_ids: [home] };
    drilled = await ModuleUnderDrill.of(
      emulator(),
      "floating-interface",
      {
        name: "proxy",
        active: "blue",
        failover_order: ["blue", "green", "red"],
        members: {
          blue: { instance_id: members.blue.instance, alarm_arns: await alarm("blue-app") },
          green: { instance_id: members.green.instance, alarm_arns: await alarm("green-app") },
          red: { launch },
        },
        subnet_id: home,
        private_ip: await addressIn(emulator(), home, 200),
        secondary_private_ips: [await addressIn(emulator(), home, 201)],
        security_group_ids: ["${aws_security_group.proxy.id}"],
        source_dest_check: false,
        elastic_ip: {},
      },
      { aws_security_group: { proxy: { name: "proxy", description: "proxy", vpc_id: vpcId } } },
    );
  });

  type Name = "blue" | "green" | "red";

  /** The instance of a member, whatever its id is now. */
  const instanceOf = async (name: Name): Promise<string> => {
    if (name !== "red") return members[name].instance;
    const { groups } = await emulator().state();
    return groups["proxy-red"]!.instances.at(-1)!.id;
  };

  const holder = async (): Promise<Name | "nobody"> => {
    const { instance, status } = await interfaceState(emulator(), floating);
    for (const name of ["blue", "green", "red"] as const) {
      if (instance === (await instanceOf(name)) && status === "attached") return name;
    }
    return "nobody";
  };

  const during = (act: () => Promise<unknown>): Promise<Happened> => happenedDuring(emulator(), act);
  const command = (input: object) => during(() => start(emulator(), machine, input));
  const ends = ({ executions }: Happened) => executions.map(({ status, error }) => error ?? status).sort();
  const named = (calls: readonly EmulatorRequest[], action: string) =>
    calls.filter((call) => call.action === action && call.status === 200);

  /** The interface is there, it was attached so often, and Terraform has nothing to say to that. */
  const expectMoved = async ({ calls }: Happened, to: Name | "nobody", times: number) => {
    expect(named(calls, "AttachNetworkInterface")).toHaveLength(times);
    expect(await holder()).toBe(to);
    await drilled.expectNothingToDo();
  };

  test("apply brings it to the active member, as device index 1, with all that it has", async () => {
    const happened = await during(() => drilled.apply());
    const outputs = await drilled.outputs();
    [machine, floating] = [outputs.state_machine_arn as string, outputs.network_interface_id as string];
    expect(ends(happened)).not.toContain("FAILED");
    await expectMoved(happened, "blue", 1);
    expect(await interfaceState(emulator(), floating)).toMatchObject({
      deviceIndex: "1",
      privateIp: await addressIn(emulator(), home, 200),
      publicIp: outputs.public_ip,
    });
  });

  test("a command moves it, gently, and back, and nowhere it is already", async () => {
    const before = await interfaceState(emulator(), floating);
    const there = await command({ target: "green" });
    expect(named(there.calls, "DetachNetworkInterface").map(({ params }) => params["Force"])).toEqual([
      false,
    ]);
    await expectMoved(there, "green", 1);
    const { privateIp, publicIp } = await interfaceState(emulator(), floating);
    expect([privateIp, publicIp]).toEqual([before.privateIp, before.publicIp]);
    await expectMoved(await command({ target: "blue" }), "blue", 1);
    const again = await command({ target: "blue" });
    expect(again.executions[0]!.output).toMatchObject({ moved: false, instanceId: members.blue.instance });
    await expectMoved(again, "blue", 0);
  });

  test("a look at members that are well moves nothing", async () => {
    const looked = await command({});
    expect(looked.executions[0]!.output).toMatchObject({ moved: false });
    expect(changing(looked.calls, "ec2")).toEqual([]);
  });

  test("the holder stops: several events, one move, to the next in order", async () => {
    const happened = await during(() => change(emulator(), "Stop", members.blue.instance));
    expect(happened.executions.length).toBeGreaterThanOrEqual(2);
    expect(new Set(ends(happened))).toEqual(new Set(["SUCCEEDED"]));
    await expectMoved(happened, "green", 1);
  });

  test("it starts again: the interface stays where it is", async () => {
    await expectMoved(await during(() => change(emulator(), "Start", members.blue.instance)), "green", 0);
  });

  test("the intent is carried out again with a new revision, and a new one: one change in place each", async () => {
    const change = [{ action: "update", address: "module.drilled.aws_ssm_parameter.controller_intent" }];
    expect(await drilled.changesWith({ move_revision: "2" })).toEqual(change);
    await expectMoved(await during(() => drilled.apply({ move_revision: "2" })), "blue", 1);
    expect(await drilled.changesWith({ active: "red" })).toEqual(change);
    await expectMoved(await during(() => drilled.apply({ active: "red" })), "red", 1);
    await expectMoved(await command({ target: "blue" }), "blue", 1);
  });

  test("an apply of something else moves nothing, though the intent is another one", async () => {
    const changed = { source_dest_check: true, secondary_private_ips: [], force_detach_after_seconds: 5 };
    await expectMoved(await during(() => drilled.apply(changed)), "blue", 0);
  });

  test("the holder's status checks fail: the alarm goes off, and it moves", async () => {
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
    await during(() => setAlarm(emulator(), "blue-app", "OK"));
  });

  test("a launched holder is terminated: it moves on, and the member that comes back is found by its group", async () => {
    const lost = await instanceOf("red");
    await expectMoved(await during(() => change(emulator(), "Terminate", lost)), "blue", 1);
    await during(() => ticks(2));
    expect(await instanceOf("red")).not.toBe(lost);
    await expectMoved(await command({ target: "red" }), "red", 1);
    await expectMoved(await command({ target: "blue" }), "blue", 1);
  });

  test("three triggers at once move it once", async () => {
    await emulator().impair(members.blue.instance);
    const happened = await during(() => Promise.all([1, 2, 3].map(() => start(emulator(), machine, {}))));
    expect(ends(happened)).toEqual(["SUCCEEDED", "SUCCEEDED", "SUCCEEDED"]);
    await expectMoved(happened, "green", 1);
    await emulator().recover(members.blue.instance);
  });

  test("two commands with different targets: each is carried out, the later one last", async () => {
    const happened = await during(async () => {
      await start(emulator(), machine, { target: "blue" });
      await start(emulator(), machine, { target: "red" });
    });
    expect(happened.executions.map(({ output }) => output)).toMatchObject([{ to: "blue" }, { to: "red" }]);
    expect(named(happened.calls, "DetachNetworkInterface")).toHaveLength(2);
    await expectMoved(happened, "red", 2);
    await command({ target: "blue" });
  });

  test("a target that is not well, or no member, is refused before anything is detached", async () => {
    await emulator().impair(members.green.instance);
    const unwell = await command({ target: "green" });
    const unknown = await command({ target: "purple" });
    expect([...ends(unwell), ...ends(unknown)]).toEqual(["TargetUnfit", "UnknownTarget"]);
    expect(changing([...unwell.calls, ...unknown.calls], "ec2")).toEqual([]);
    expect(await holder()).toBe("blue");
    await emulator().recover(members.green.instance);
  });

  test("nobody is well: it fails loudly and stays; the first one that is well again gets it", async () => {
    await emulator().impair(members.green.instance);
    await emulator().impair(await instanceOf("red"));
    const failed = await during(() => change(emulator(), "Stop", members.blue.instance));
    expect(new Set(ends(failed))).toEqual(new Set(["NoHealthyMember"]));
    expect(changing(failed.calls, "ec2").filter((action) => action !== "StopInstances")).toEqual([]);
    await emulator().recover(members.green.instance);
    await expectMoved(await command({}), "green", 1);
    await emulator().recover(await instanceOf("red"));
    await during(() => change(emulator(), "Start", members.blue.instance));
  });

  test("throttled calls are repeated, and move it once", async () => {
    await emulator().refuse({ service: "ec2", action: "AttachNetworkInterface", times: 4 });
    const happened = await command({ target: "blue" });
    const attached = happened.calls.filter(({ action }) => action === "AttachNetworkInterface");
    expect(attached.map(({ status }) => status)).toEqual([503, 503, 503, 503, 200]);
    expect(ends(happened)).toEqual(["SUCCEEDED"]);
    await expectMoved(happened, "blue", 1);
  });

  test("an API that stays away makes it fail, and detach nothing; the next look does it", async () => {
    await emulator().refuse({ service: "ec2", action: "DescribeInstanceStatus", times: 60 });
    await emulator().impair(members.blue.instance);
    const failed = await command({});
    expect(failed.executions[0]!.status).toBe("FAILED");
    expect(changing(failed.calls, "ec2")).toEqual([]);
    await emulator().refuse({ service: "ec2", action: "DescribeInstanceStatus", times: 0 });
    await expectMoved(await command({}), "green", 1);
    await emulator().recover(members.blue.instance);
  });

  test("in the middle of a move, detached and not attached: the next look finishes it", async () => {
    await detach(emulator(), floating);
    expect(await holder()).toBe("nobody");
    await expectMoved(await command({}), "blue", 1);
  });

  test("in the middle of a move, still detaching: it is brought where it shall be", async () => {
    await detach(emulator(), floating, false);
    await expectMoved(await command({ target: "green" }), "green", 1);
    await detach(emulator(), floating, false);
    // Nobody says where to: back to the member that it was leaving, which is well.
    await expectMoved(await command({}), "green", 1);
  });

  test("a dead system does not let go: it is taken by force, and not before", async () => {
    await emulator().stick(members.green.instance);
    const happened = await command({ target: "blue" });
    const forces = named(happened.calls, "DetachNetworkInterface").map(({ params }) => params["Force"]);
    expect([forces[0], forces.at(-1)]).toEqual([false, true]);
    const looks = named(happened.calls, "DescribeNetworkInterfaces").length;
    expect(looks).toBeGreaterThanOrEqual(5);
    await expectMoved(happened, "blue", 1);
    await emulator().recover(members.green.instance);
  });

  test("a member whose index 1 is taken is refused before anything is detached, and passed over", async () => {
    const other = await occupy(emulator(), home, members.green.instance);
    const refused = await command({ target: "green" });
    expect(ends(refused)).toEqual(["TargetUnfit"]);
    expect(changing(refused.calls, "ec2")).toEqual([]);
    await expectMoved(await during(() => change(emulator(), "Stop", members.blue.instance)), "red", 1);
    await detach(emulator(), other);
    await during(() => change(emulator(), "Start", members.blue.instance));
  });

  const refuseAttach = (times: number) =>
    emulator().refuse({
      service: "ec2",
      action: "AttachNetworkInterface",
      times,
      code: "AttachmentLimitExceeded",
      status: 400,
    });

  test("a target that refuses it after all: it is given back, and the command fails", async () => {
    await refuseAttach(1);
    const refused = await command({ target: "blue" });
    expect(ends(refused)).toEqual(["TargetRefused"]);
    await expectMoved(refused, "red", 1);
  });

  test("in a failover the next one gets it", async () => {
    await refuseAttach(1);
    await emulator().impair(await instanceOf("red"));
    const happened = await command({});
    expect(happened.executions[0]!.output).toMatchObject({ moved: true, to: "green" });
    await expectMoved(happened, "green", 1);
    await emulator().recover(await instanceOf("red"));
  });

  test("frozen: nothing moves by itself, a command does", async () => {
    await during(() => drilled.apply({ frozen: true }));
    const stopped = await during(() => change(emulator(), "Stop", members.green.instance));
    expect(stopped.executions).toEqual([]);
    expect(await holder()).toBe("green");
    await expectMoved(await command({ target: "blue" }), "blue", 1);
    await change(emulator(), "Start", members.green.instance);
    await during(() => drilled.apply({ frozen: false }));
  });

  test("with automatic return it goes back to the active member once that is well again", async () => {
    await during(() => drilled.apply({ automatic_return: true, active: "blue" }));
    await expectMoved(await during(() => change(emulator(), "Stop", members.blue.instance)), "green", 1);
    await expectMoved(await during(() => change(emulator(), "Start", members.blue.instance)), "blue", 1);
  });

  test("from the trigger to the attached interface", async () => {
    const happened = await command({ target: "green" });
    const planned = await criticalPath(emulator(), happened.executions[0]!, happened.calls);
    console.log(describePath("floating-interface, planned move, three members", planned));
    const stopped = await during(() => change(emulator(), "Stop", members.green.instance));
    const path = await criticalPath(emulator(), stopped.executions[0]!, stopped.calls);
    console.log(describePath("floating-interface, holder stopped, three members", path));
    expect([planned.changing, path.changing]).toEqual([2, 2]);
    expect(await holder()).toBe("blue");
  });

  test("the holder is terminated, and its id is gone for good: the plan still is empty", async () => {
    await during(() => change(emulator(), "Start", members.green.instance));
    await expectMoved(await during(() => change(emulator(), "Terminate", members.blue.instance)), "green", 1);
  });

  test("a member of another zone is refused, by its name, and nothing changes", async () => {
    const { far } = await startMembers(emulator(), { far: "us-east-1b" });
    const strangers = {
      ...(drilled.variable("members") as Record<string, object>),
      blue: { instance_id: far.instance },
    };
    await expect(drilled.changesWith({ members: strangers as never })).rejects.toThrow(
      /members must all be in the zone of subnet_id, us-east-1a, got[^]*blue \(i-/,
    );
  });

  test("destroy leaves nothing", async () => {
    await drilled.apply();
    await drilled.destroy();
    await expect(interfaceState(emulator(), floating)).rejects.toThrow("InvalidNetworkInterfaceID.NotFound");
    expect((await emulator().state()).addresses).toEqual([]);
  });

  const ticks = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute++) await emulator().tick();
  };
});
