import { useEmulator } from "../../harness/jest";
import { allows, Wish } from "../support/policy";
import { ec2Arn, policyOf, wishesOf } from "./support/controller-rights";
import { changing, criticalPath, describePath, endsOf } from "./support/executions";
import { FloatingInterfaceUnderDrill, named } from "./support/floating-interface-under-drill";
import { addressIn, interfaceState } from "./support/interfaces";
import { change, setAlarm, startMembers } from "./support/members";

describe("floating-interface between three instances of one zone", () => {
  const emulator = useEmulator();
  let stack: FloatingInterfaceUnderDrill;

  const blue = () => stack.members.blue.instance;
  const green = () => stack.members.green.instance;
  const stop = (instance: string) => stack.during(() => change(emulator(), "Stop", instance));
  const startAgain = (instance: string) => stack.during(() => change(emulator(), "Start", instance));
  const alarm = (name: string, state: "ALARM" | "OK") =>
    stack.during(() => setAlarm(emulator(), name, state));

  beforeAll(async () => {
    stack = await FloatingInterfaceUnderDrill.of(emulator(), { source_dest_check: false, elastic_ip: {} });
  });

  test("apply brings it to the active member, as device index 1, with all that it has", async () => {
    const happened = await stack.start();
    expect(new Set(endsOf(happened))).toEqual(new Set(["SUCCEEDED"]));
    await stack.expectMoved(happened, "blue", 1);
    expect(await interfaceState(emulator(), stack.floating)).toMatchObject({
      deviceIndex: "1",
      privateIp: await addressIn(emulator(), stack.home, 200),
      publicIp: (await stack.module.outputs()).public_ip,
    });
  });

  test("a command moves it, gently, and back, and nowhere it is already", async () => {
    const before = await interfaceState(emulator(), stack.floating);
    const there = await stack.command({ target: "green" });
    expect(named(there.calls, "DetachNetworkInterface").map(({ params }) => params["Force"])).toEqual([
      false,
    ]);
    await stack.expectAttached(there, "green", 1);
    const { privateIp, publicIp } = await interfaceState(emulator(), stack.floating);
    expect([privateIp, publicIp]).toEqual([before.privateIp, before.publicIp]);
    await stack.expectAttached(await stack.command({ target: "blue" }), "blue", 1);
    const again = await stack.command({ target: "blue" });
    expect(again.executions[0]!.output).toMatchObject({
      moved: false,
      instanceId: blue(),
    });
    await stack.expectMoved(again, "blue", 0);
  });

  test("a look at members that are well moves nothing", async () => {
    const looked = await stack.command({});
    expect(looked.executions[0]!.output).toMatchObject({ moved: false });
    expect(changing(looked.calls)).toEqual([]);
    const path = await criticalPath(emulator(), looked.executions[0]!);
    console.log(describePath("floating-interface, a look, three members", path));
  });

  test("the holder stops: several events, one move, to the next in order", async () => {
    const happened = await stop(blue());
    expect(happened.executions.length).toBeGreaterThanOrEqual(2);
    expect(new Set(endsOf(happened))).toEqual(new Set(["SUCCEEDED"]));
    await stack.expectMoved(happened, "green", 1);
  });

  test("it starts again: the interface stays where it is", async () => {
    await stack.expectMoved(await startAgain(blue()), "green", 0);
  });

  test("the intent is carried out again with a new revision, and a new one: one change in place each", async () => {
    const change = [{ action: "update", address: "module.drilled.aws_ssm_parameter.controller_intent" }];
    expect(await stack.module.changesWith({ move_revision: "2" })).toEqual(change);
    await stack.expectAttached(
      await stack.during(() => stack.module.apply({ move_revision: "2" })),
      "blue",
      1,
    );
    expect(await stack.module.changesWith({ active: "red" })).toEqual(change);
    await stack.expectAttached(await stack.during(() => stack.module.apply({ active: "red" })), "red", 1);
    await stack.expectMoved(await stack.command({ target: "blue" }), "blue", 1);
  });

  test("an apply of something else moves nothing, though the intent is another one", async () => {
    const changed = {
      source_dest_check: true,
      secondary_private_ips: [await addressIn(emulator(), stack.home, 201)],
      force_detach_after_seconds: 5,
    };
    await stack.expectMoved(await stack.during(() => stack.module.apply(changed)), "blue", 0);
  });

  test("the holder's status checks fail: the alarm goes off, and it moves", async () => {
    await emulator().impair(blue());
    await stack.expectAttached(await stack.during(() => stack.minutes(5)), "green", 1);
    await emulator().recover(blue());
    await stack.expectMoved(await stack.during(() => stack.minutes(5)), "green", 0);
  });

  test("an alarm on a standby moves nothing; one on the holder does", async () => {
    await stack.expectAttached(await alarm("blue-app", "ALARM"), "green", 0);
    // Blue would be first, and EC2 finds it well; its own alarm does not.
    await stack.expectMoved(await alarm("green-app", "ALARM"), "red", 1);
    await setAlarm(emulator(), "green-app", "OK");
    await alarm("blue-app", "OK");
  });

  test("a launched holder is terminated: it moves on, and the member that comes back is found by its group", async () => {
    const lost = await stack.instanceOf("red");
    await stack.expectAttached(await stack.during(() => change(emulator(), "Terminate", lost)), "blue", 1);
    await stack.during(() => stack.minutes(2));
    expect(await stack.instanceOf("red")).not.toBe(lost);
    await stack.expectAttached(await stack.command({ target: "red" }), "red", 1);
    await stack.expectMoved(await stack.command({ target: "blue" }), "blue", 1);
  });

  test("frozen: nothing moves by itself, a command does", async () => {
    await stack.during(() => stack.module.apply({ frozen: true }));
    const stopped = await stop(blue());
    expect(stopped.executions).toEqual([]);
    expect(await stack.holder()).toBe("blue");
    await stack.expectMoved(await stack.command({ target: "green" }), "green", 1);
    await startAgain(blue());
    await stack.during(() => stack.module.apply({ frozen: false }));
  });

  test("with automatic return it goes back to the active member once that is well again", async () => {
    await stack.during(() => stack.module.apply({ automatic_return: true, active: "blue" }));
    await stack.expectAttached(await stop(blue()), "green", 1);
    await stack.expectMoved(await startAgain(blue()), "blue", 1);
  });

  test("from the trigger to the attached interface", async () => {
    const happened = await stack.command({ target: "green" });
    const planned = await criticalPath(emulator(), happened.executions[0]!);
    console.log(describePath("floating-interface, planned move, three members", planned));
    const stopped = await stop(green());
    const path = await criticalPath(emulator(), stopped.executions[0]!);
    console.log(describePath("floating-interface, holder stopped, three members", path));
    expect([planned.changing, path.changing]).toEqual([2, 2]);
    expect(await stack.holder()).toBe("blue");
  });

  test("its role allows every call that it has made, and nothing beside", async () => {
    const { controller_role_name: role } = await stack.module.outputs();
    const policy = await policyOf(emulator(), role as string, "move");
    const group = { "aws:ResourceTag/aws:autoscaling:groupName": "proxy-floating-interface-red" };
    const wishes = wishesOf(stack.calls, ({ action, params }) => [
      { action: `ec2:${action}`, resource: ec2Arn(`network-interface/${stack.floating}`) },
      // A detach names no instance: it is that of the attachment, one of those that it was attached to.
      ...(params["InstanceId"] === undefined ? [] : [params["InstanceId"] as string]).flatMap((id) =>
        ["AttachNetworkInterface", "DetachNetworkInterface"].map((name) => ({
          action: `ec2:${name}`,
          resource: ec2Arn(`instance/${id}`),
          ...([blue(), green()].includes(id) ? {} : { context: group }),
        })),
      ),
    ]);
    expect(wishes.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["ec2:DescribeNetworkInterfaces", "ec2:DetachNetworkInterface"]),
    );
    expect(wishes.filter(({ context }) => context === group)).not.toEqual([]);
    expect(wishes.filter((wish) => !allows(policy, wish))).toEqual([]);
    const own = ec2Arn(`network-interface/${stack.floating}`);
    const refused: Wish[] = [
      { action: "ec2:DetachNetworkInterface", resource: ec2Arn("network-interface/eni-00000001") },
      { action: "ec2:AttachNetworkInterface", resource: ec2Arn("instance/i-00000001") },
      {
        action: "ec2:AttachNetworkInterface",
        resource: ec2Arn("instance/i-00000001"),
        context: { "aws:ResourceTag/aws:autoscaling:groupName": "web" },
      },
      { action: "ec2:DeleteNetworkInterface", resource: own },
      { action: "ec2:ModifyNetworkInterfaceAttribute", resource: own },
      { action: "ec2:StopInstances", resource: ec2Arn(`instance/${blue()}`) },
    ];
    expect(refused.filter((wish) => allows(policy, wish))).toEqual([]);
  });

  test("the holder is terminated, and its id is gone for good: the plan still is empty", async () => {
    await startAgain(green());
    await stack.expectMoved(await stack.during(() => change(emulator(), "Terminate", blue())), "green", 1);
  });

  test("a member of another zone is refused, by its name, and nothing changes", async () => {
    const { far } = await startMembers(emulator(), { far: "us-east-1b" });
    const strangers = {
      ...(stack.module.variable("members") as Record<string, object>),
      blue: { instance_id: far.instance },
    };
    await expect(stack.module.changesWith({ members: strangers as never })).rejects.toThrow(
      /members must all be in the zone of subnet_id, us-east-1a, got[^]*blue \(i-/,
    );
  });

  test("destroy leaves nothing", async () => {
    await stack.module.apply();
    await stack.module.destroy();
    await expect(interfaceState(emulator(), stack.floating)).rejects.toThrow(
      "InvalidNetworkInterfaceID.NotFound",
    );
    expect((await emulator().state()).addresses).toEqual([]);
  });
});
