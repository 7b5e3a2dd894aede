import { allows, Wish } from "../support/policy";
import { ec2Arn, policyOf, wishesOf } from "./support/controller-rights";
import { criticalPath, describePath, endsOf } from "./support/executions";
import { FloatingIpUnderDrill } from "./support/floating-ip-under-drill";
import { change, setAlarm } from "./support/members";

describe("floating-ip: triggers and commands", () => {
  const drilled = FloatingIpUnderDrill.use();

  test("apply brings the address to the active member", async () => {
    const happened = await drilled().start();
    expect(endsOf(happened)).toEqual(["SUCCEEDED"]);
    await drilled().expectMoved(happened, "blue", 1);
  });

  test("a command moves it, and back, and nowhere it is already", async () => {
    await drilled().expectMoved(await drilled().command({ target: "green" }), "green", 1);
    await drilled().expectMoved(await drilled().command({ target: "blue" }), "blue", 1);
    const again = await drilled().command({ target: "blue" });
    expect(again.executions[0]!.output).toMatchObject({
      moved: false,
      instanceId: drilled().members.blue.instance,
    });
    await drilled().expectMoved(again, "blue", 0);
  });

  test("a look at members that are well moves nothing", async () => {
    const looked = await drilled().command({});
    expect(looked.executions[0]!.output).toMatchObject({ moved: false });
    await drilled().expectMoved(looked, "blue", 0);
  });

  test("the holder stops: two events, one move, to the next in order", async () => {
    const happened = await drilled().during(() =>
      change(drilled().emulator, "Stop", drilled().members.blue.instance),
    );
    expect(happened.executions.map(({ input }) => input)).toMatchObject([
      { trigger: { event: "EC2 Instance State-change Notification" } },
      { trigger: { event: "EC2 Instance State-change Notification" } },
    ]);
    expect(endsOf(happened)).toEqual(["SUCCEEDED", "SUCCEEDED"]);
    await drilled().expectMoved(happened, "green", 1);
  });

  test("it starts again: the address stays where it is", async () => {
    const happened = await drilled().during(() =>
      change(drilled().emulator, "Start", drilled().members.blue.instance),
    );
    expect(endsOf(happened)).toEqual(["SUCCEEDED"]);
    await drilled().expectMoved(happened, "green", 0);
  });

  test("the intent is carried out again with a new revision: one change in place", async () => {
    expect(await drilled().module.changesWith({ move_revision: "2" })).toEqual([
      { action: "update", address: "module.drilled.aws_ssm_parameter.controller_intent" },
    ]);
    await drilled().expectMoved(
      await drilled().during(() => drilled().module.apply({ move_revision: "2" })),
      "blue",
      1,
    );
  });

  test("a new intent is one change in place, and moves it", async () => {
    expect(await drilled().module.changesWith({ active: "red" })).toEqual([
      { action: "update", address: "module.drilled.aws_ssm_parameter.controller_intent" },
    ]);
    await drilled().expectMoved(
      await drilled().during(() => drilled().module.apply({ active: "red" })),
      "red",
      1,
    );
    await drilled().expectMoved(await drilled().command({ target: "blue" }), "blue", 1);
  });

  test("an apply of something else moves nothing, though the intent is another one", async () => {
    await drilled().expectMoved(
      await drilled().during(() => drilled().module.apply({ detection: { status_check_minutes: 3 } })),
      "blue",
      0,
    );
  });

  test("the holder's status checks fail: the alarm goes off, and the address moves", async () => {
    await drilled().emulator.impair(drilled().members.blue.instance);
    await drilled().expectMoved(await drilled().during(() => drilled().minutes(5)), "green", 1);
    await drilled().emulator.recover(drilled().members.blue.instance);
    await drilled().expectMoved(await drilled().during(() => drilled().minutes(5)), "green", 0);
  });

  test("an alarm on a standby moves nothing; one on the holder does", async () => {
    await drilled().expectMoved(
      await drilled().during(() => setAlarm(drilled().emulator, "blue-app", "ALARM")),
      "green",
      0,
    );
    // Blue would be first, and EC2 finds it well; its own alarm does not.
    await drilled().expectMoved(
      await drilled().during(() => setAlarm(drilled().emulator, "green-app", "ALARM")),
      "red",
      1,
    );
    await setAlarm(drilled().emulator, "green-app", "OK");
    await drilled().expectMoved(
      await drilled().during(() => setAlarm(drilled().emulator, "blue-app", "OK")),
      "red",
      0,
    );
  });

  test("an event that comes late finds nothing to do", async () => {
    await setAlarm(drilled().emulator, "blue-app", "ALARM");
    await setAlarm(drilled().emulator, "blue-app", "OK");
    await drilled().expectMoved(
      await drilled().command({ trigger: { event: "CloudWatch Alarm State Change" } }),
      "red",
      0,
    );
  });

  test("three triggers at once move it once", async () => {
    await drilled().emulator.impair(drilled().members.red.instance);
    const happened = await drilled().command({}, {}, {});
    expect(endsOf(happened)).toEqual(["SUCCEEDED", "SUCCEEDED", "SUCCEEDED"]);
    await drilled().expectMoved(happened, "blue", 1);
    await drilled().emulator.recover(drilled().members.red.instance);
  });

  test("two commands with different targets: each is carried out, the later one last", async () => {
    const happened = await drilled().command({ target: "green" }, { target: "red" });
    expect(happened.executions.map(({ output }) => output)).toMatchObject([
      { to: "green", from: drilled().members.blue.instance },
      { to: "red", from: drilled().members.green.instance },
    ]);
    await drilled().expectMoved(happened, "red", 2);
  });

  test("a target that is not well is refused, unless it is forced", async () => {
    await drilled().emulator.impair(drilled().members.green.instance);
    const refused = await drilled().command({ target: "green" });
    expect(endsOf(refused)).toEqual(["TargetUnfit"]);
    await drilled().expectMoved(refused, "red", 0);
    await drilled().expectMoved(await drilled().command({ target: "green", force: true }), "green", 1);
    await drilled().expectMoved(await drilled().command({ target: "blue" }), "blue", 1);
    await drilled().emulator.recover(drilled().members.green.instance);
  });

  test("a target that is no member is refused", async () => {
    const refused = await drilled().command({ target: "purple" });
    expect(endsOf(refused)).toEqual(["UnknownTarget"]);
    await drilled().expectMoved(refused, "blue", 0);
  });

  test("from the trigger to the moved address: one call that changes something", async () => {
    const { executions } = await drilled().during(() =>
      change(drilled().emulator, "Stop", drilled().members.blue.instance),
    );
    const path = await criticalPath(drilled().emulator, executions[0]!);
    console.log(describePath("floating-ip, the holder of three stopped", path));
    expect(path).toMatchObject({ changing: 1 });
    expect(path.calls.at(-1)).toBe("associateAddress");
  });

  test("its role allows every call that it has made, and nothing beside", async () => {
    const { controller_role_name: role, allocation_ids: ids } = await drilled().module.outputs();
    const policy = await policyOf(drilled().emulator, role as string, "move");
    const { blue } = drilled().members;
    const wishes = wishesOf(drilled().calls, ({ action, params }) =>
      [
        `elastic-ip/${params.AllocationId as string}`,
        `network-interface/${params.NetworkInterfaceId as string}`,
      ].map((resource) => ({ action: `ec2:${action}`, resource: ec2Arn(resource) })),
    );
    expect(wishes.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["states:ListExecutions", "ssm:GetParameter", "cloudwatch:DescribeAlarms"]),
    );
    expect(wishes.filter((wish) => !allows(policy, wish))).toEqual([]);
    const own = ec2Arn(`elastic-ip/${(ids as Record<string, string>).main!}`);
    const refused: Wish[] = [
      { action: "ec2:AssociateAddress", resource: ec2Arn("elastic-ip/eipalloc-00000001") },
      { action: "ec2:AssociateAddress", resource: ec2Arn("network-interface/eni-00000001") },
      { action: "ec2:AssociateAddress", resource: ec2Arn("instance/i-00000001") },
      { action: "ec2:DisassociateAddress", resource: own },
      { action: "ec2:ReleaseAddress", resource: own },
      { action: "ec2:StopInstances", resource: ec2Arn(`instance/${blue.instance}`) },
      {
        action: "ssm:PutParameter",
        resource: "arn:aws:ssm:us-east-1:123456789012:parameter/floating-ip/proxy/active",
      },
      { action: "ssm:GetParameter", resource: "arn:aws:ssm:us-east-1:123456789012:parameter/other" },
    ];
    expect(refused.filter((wish) => allows(policy, wish))).toEqual([]);
  });

  test("destroy leaves nothing", async () => {
    await drilled().destroy();
    expect(await drilled().emulator.state()).toMatchObject({ addresses: [], groups: {} });
    expect(Object.keys((await drilled().emulator.state()).alarms)).toEqual(["blue-app", "green-app"]);
  });
});
