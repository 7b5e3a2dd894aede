import { amazonLinux, defaultNetwork } from "../../harness/account";
import { useEmulator } from "../../harness/jest";
import { allows, Wish } from "../support/policy";
import { ec2Arn, policyOf, wishesOf } from "./support/controller-rights";
import { changing, endsOf, Happened, happenedDuring } from "./support/executions";
import { change, start, startMembers } from "./support/members";
import { ModuleUnderDrill } from "./support/module-under-drill";

const ZONES = ["us-east-1a", "us-east-1b"];

describe("floating-ip between two members that heal", () => {
  const emulator = useEmulator();
  let drilled: ModuleUnderDrill;
  let subnetIds: string[];
  const calls: Happened["calls"] = [];

  beforeAll(async () => {
    await emulator().pace(20);
    const { subnets } = await defaultNetwork(emulator());
    subnetIds = ZONES.map((zone) => subnets[zone]!);
    const image_id = await amazonLinux(emulator(), "x86_64");
    const template = "${aws_launch_template.proxy.id}";
    drilled = await ModuleUnderDrill.of(
      emulator(),
      "floating-ip",
      {
        name: "proxy",
        active: "blue",
        members: {
          blue: { launch: { launch_template_id: template, subnet_ids: [subnetIds[0]!] } },
          green: { launch: { launch_template_id: template, subnet_ids: [subnetIds[1]!] } },
        },
        // Its id is known only when it is there.
        addresses: { ours: { existing: { allocation_id: "${aws_eip.ours.id}" } } },
      },
      {
        aws_launch_template: { proxy: { image_id, instance_type: "t3.small" } },
        aws_eip: { ours: { domain: "vpc" } },
      },
    );
  });

  const during = async (act: () => Promise<unknown>): Promise<Happened> => {
    const happened = await happenedDuring(emulator(), act);
    calls.push(...happened.calls);
    return happened;
  };
  const instanceOf = async (name: string) =>
    (await emulator().state()).groups[`proxy-floating-ip-${name}`]!.instances[0]!.id;
  const holder = async () => (await emulator().state()).addresses[0]!.instance;

  test("apply launches both, and brings the address of the user to the active one", async () => {
    const happened = await during(() => drilled.apply());
    expect(changing(happened.calls)).toEqual(["AssociateAddress"]);
    expect(await holder()).toBe(await instanceOf("blue"));
    await drilled.expectNothingToDo();
  });

  test("a stranger stops: the controller looks once, and is not concerned", async () => {
    const { stranger } = await startMembers(emulator(), { stranger: "us-east-1c" });
    const happened = await during(() => change(emulator(), "Stop", stranger.instance));
    expect(endsOf(happened)).toEqual(["SUCCEEDED", "SUCCEEDED"]);
    expect(happened.executions[0]!.output).toMatchObject({ moved: false });
    const asked = happened.calls
      .filter(({ caller }) => caller === "state machine")
      .map(({ action }) => action);
    expect(asked).toEqual(["DescribeAddresses", "DescribeAddresses"]);
  });

  test("the zone of the holder is lost: the other one has it, and the lost one is launched again later", async () => {
    const lost = await instanceOf("blue");
    const happened = await during(() => emulator().zoneDown(ZONES[0]!));
    expect(changing(happened.calls)).toEqual(["AssociateAddress"]);
    expect(await holder()).toBe(await instanceOf("green"));
    const healed = await during(async () => {
      await emulator().zoneUp(ZONES[0]!);
      await emulator().tick();
    });
    expect(changing(healed.calls)).toEqual([]);
    expect(await instanceOf("blue")).not.toBe(lost);
    await drilled.expectNothingToDo();
  });

  test("the new instance is found by its group, whatever its id", async () => {
    const { state_machine_arn: machine } = await drilled.outputs();
    await during(() => start(emulator(), machine as string, { target: "blue" }));
    expect(await holder()).toBe(await instanceOf("blue"));
    await drilled.expectNothingToDo();
  });

  test("both are lost: it fails loudly, and the first one that is launched again gets it, by itself", async () => {
    const lost = [await instanceOf("blue"), await instanceOf("green")];
    await during(() => change(emulator(), "Terminate", ...lost));
    await during(() => emulator().tick());
    expect(lost).not.toContain(await holder());
    expect([await instanceOf("blue"), await instanceOf("green")]).toContain(await holder());
    await drilled.expectNothingToDo();
  });

  test("its role allows every call that it has made, and nothing beside", async () => {
    const { controller_role_name: role, allocation_ids: allocations } = await drilled.outputs();
    const policy = await policyOf(emulator(), role as string, "move");
    const member = { "aws:ResourceTag/aws:autoscaling:groupName": "proxy-floating-ip-blue" };
    const inSubnet = (id: string) => ({ "ec2:Subnet": ec2Arn(`subnet/${id}`) });
    const associate = "ec2:AssociateAddress";
    const wishes = wishesOf(calls, ({ action, params }) => [
      { action: `ec2:${action}`, resource: ec2Arn(`elastic-ip/${params.AllocationId as string}`) },
      {
        action: `ec2:${action}`,
        resource: ec2Arn(`network-interface/${params.NetworkInterfaceId as string}`),
        context: inSubnet(subnetIds[0]!),
      },
    ]);
    expect(wishes.length).toBeGreaterThan(6);
    expect(wishes.filter((wish) => !allows(policy, wish))).toEqual([]);
    const instance = ec2Arn("instance/i-00000001");
    expect(allows(policy, { action: associate, resource: instance, context: member })).toBe(true);
    const own = ec2Arn(`elastic-ip/${(allocations as Record<string, string>)["ours"]!}`);
    const refused: Wish[] = [
      {
        action: associate,
        resource: instance,
        context: { "aws:ResourceTag/aws:autoscaling:groupName": "web" },
      },
      { action: associate, resource: instance },
      { action: associate, resource: ec2Arn("elastic-ip/eipalloc-00000001") },
      {
        action: associate,
        resource: ec2Arn("network-interface/eni-00000001"),
        context: inSubnet("subnet-00000001"),
      },
      { action: "ec2:DisassociateAddress", resource: own },
      { action: "ec2:ReleaseAddress", resource: own },
      { action: "ec2:TerminateInstances", resource: instance, context: member },
      { action: "ec2:DescribeInstances", resource: "*", context: { "aws:RequestedRegion": "eu-west-1" } },
    ];
    expect(refused.filter((wish) => allows(policy, wish))).toEqual([]);
  });

  test("destroy leaves nothing", async () => {
    await drilled.destroy();
    expect(await emulator().state()).toMatchObject({ addresses: [], groups: {}, alarms: {} });
  });
});
