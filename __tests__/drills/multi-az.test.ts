import { awsQuery, awsRest } from "../../harness/aws-request";
import { EmulatorState } from "../../harness/emulator-types";
import { useEmulator } from "../../harness/jest";
import { ModuleUnderDrill } from "./support/module-under-drill";
import { tierIn } from "./support/tier";

const ZONES = ["us-east-1a", "us-east-1b", "us-east-1c"];

/** One long life of the published module: every start of the provider costs seconds, so the steps share one state. */
describe("multi-az, applied, changed, drilled and destroyed", () => {
  const emulator = useEmulator();
  let tier: ModuleUnderDrill;

  beforeAll(async () => {
    const certificate = { tier: { domain_name: "example.com", validation_method: "DNS" } };
    tier = await ModuleUnderDrill.of(
      emulator(),
      "multi-az",
      {
        ...(await tierIn(emulator(), ZONES)),
        capacity: { needed: 4 },
        scaling: { cpu: { target_percent: 50 }, requests: { per_target: 1000 } },
        load_balancer: {
          deletion_protection: false,
          // Made in the same apply: whether there is HTTPS must be known at plan although the ARN is not.
          https: { certificate_arn: "${aws_acm_certificate.tier.arn}" },
        },
        alarms: { topic_arn: "arn:aws:sns:us-east-1:123456789012:alarms" },
        drill: { stop_alarm_arn: "arn:aws:cloudwatch:us-east-1:123456789012:alarm:stop" },
        user_data: "#!/bin/bash\necho first",
        tags: { Team: "web" },
      },
      { aws_acm_certificate: certificate },
    );
    await tier.apply();
  });

  async function expectServing(templateVersion: string): Promise<EmulatorState> {
    const state = await emulator().state();
    const [group] = Object.values(state.groups);
    const inService = group!.instances.filter(({ lifecycleState }) => lifecycleState === "InService");
    expect(group!.desired).toBe(6);
    expect(inService.map(({ zone }) => zone).sort()).toEqual([...ZONES, ...ZONES].sort());
    expect(new Set(inService.map((instance) => instance.templateVersion))).toEqual(
      new Set([templateVersion]),
    );
    const [targets] = Object.values(state.targetGroups);
    expect(targets!.map(({ health }) => health)).toEqual(Array(6).fill("healthy"));
    expect(targets!.map(({ id }) => id).sort()).toEqual(inService.map(({ id }) => id).sort());
    return state;
  }

  test("apply ends with the minimum in service, two in each zone, and nothing left to do", async () => {
    await expectServing("1");
    await tier.expectNothingToDo();
    const { capacity_after_zone_loss: left } = await tier.outputs();
    expect(left).toBe(4);
  });

  test("a changed user data rolls over all instances, and a second apply changes nothing", async () => {
    await tier.apply({ user_data: "#!/bin/bash\necho second" });
    await expectServing("2");
    await tier.expectNothingToDo();
  });

  test("all instances of a zone are terminated by the module's own drill: the tier is back at its count", async () => {
    const before = await emulator().state();
    const { drill_template_ids: templates } = await tier.outputs();
    const experimentTemplateId = (templates as Record<string, string>)["us-east-1b"];
    await awsRest(emulator(), "fis", "POST", "/experiments", { experimentTemplateId, clientToken: "t" });
    await emulator().tick();
    const after = await expectServing("2");
    const ids = (state: EmulatorState, zone: string) =>
      Object.values(state.groups)[0]!
        .instances.filter((one) => one.zone === zone)
        .map(({ id }) => id);
    expect(ids(after, "us-east-1b")).not.toEqual(
      expect.arrayContaining(ids(before, "us-east-1b").slice(0, 1)),
    );
    expect(ids(after, "us-east-1a").sort()).toEqual(ids(before, "us-east-1a").sort());
    await tier.expectNothingToDo();
  });

  test("a zone that is gone leaves the capacity that the load needs, and its return fills it again", async () => {
    await emulator().zoneDown("us-east-1c");
    const state = await emulator().state();
    const [targets] = Object.values(state.targetGroups);
    expect(targets!.filter(({ health }) => health === "healthy").length).toBeGreaterThanOrEqual(4);
    await tier.expectNothingToDo();
    await emulator().zoneUp("us-east-1c");
    await emulator().tick();
    await expectServing("2");
    await tier.expectNothingToDo();
  });

  test("the same subnets in another order are no change", async () => {
    const { subnet_ids: before } = await tierIn(emulator(), ZONES);
    const { n: since } = (await emulator().requests()).at(-1)!;
    await tier.apply({ subnet_ids: [...(before as string[])].reverse() });
    const calls = (await emulator().requests({ since })).map(({ action }) => action);
    expect(calls.filter((call) => !/^(Describe|Get|List)/.test(call))).toEqual([]);
  });

  test("HTTPS goes and comes, and port 80 leads to it only while it is there; what came meanwhile goes again", async () => {
    const https = { certificate_arn: "${aws_acm_certificate.tier.arn}" };
    const balancer = { deletion_protection: false };
    const going = await listenerCalls(() =>
      tier.apply({
        load_balancer: { ...balancer, stickiness: {} },
        mixed_instances: { other_types: ["t3.medium"] },
      }),
    );
    expect(going).toEqual(["ModifyListener", "DeleteListener", "RevokeSecurityGroupIngress"]);
    expect(await stickiness()).toBe("true");
    expect(await group()).toContain("<MixedInstancesPolicy>");
    const coming = await listenerCalls(() =>
      tier.apply({ load_balancer: { ...balancer, https }, mixed_instances: null }),
    );
    expect(coming).toEqual(["AuthorizeSecurityGroupIngress", "CreateListener", "ModifyListener"]);
    expect(await stickiness()).toBe("false");
    expect(await group()).not.toContain("<MixedInstancesPolicy>");
    await tier.expectNothingToDo();
  });

  async function listenerCalls(change: () => Promise<void>): Promise<string[]> {
    const { n: since } = (await emulator().requests()).at(-1)!;
    await change();
    const calls = (await emulator().requests({ since })).map(({ action }) => action);
    return calls.filter((call) => /^(Create|Modify|Delete)Listener$|SecurityGroupIngress$/.test(call));
  }

  const group = () =>
    awsQuery(emulator(), "autoscaling", "2011-01-01", { Action: "DescribeAutoScalingGroups" });

  async function stickiness(): Promise<string | undefined> {
    const { target_group_arn: arn } = await tier.outputs();
    const answer = await awsQuery(emulator(), "elasticloadbalancing", "2015-12-01", {
      Action: "DescribeTargetGroupAttributes",
      TargetGroupArn: arn as string,
    });
    return /<Key>stickiness\.enabled<\/Key>\s*<Value>(\w+)</.exec(answer)?.[1];
  }

  test("a changed port makes new targets, and the old ones go last", async () => {
    const { n: since } = (await emulator().requests()).at(-1)!;
    await tier.apply({ port: 8081 });
    const calls = (await emulator().requests({ since })).map(({ action }) => action);
    const inOrder = [
      "CreateTargetGroup",
      "CreateAutoScalingGroup",
      "PutScalingPolicy",
      "DeletePolicy",
      "DeleteAutoScalingGroup",
      "DeleteTargetGroup",
    ];
    const firsts = calls.filter((call, index) => inOrder.includes(call) && calls.indexOf(call) === index);
    expect(firsts).toEqual(inOrder);
    expect(calls).not.toContain("DeleteLoadBalancer");
    await tier.expectNothingToDo();
  });

  test("what scaling has set is never set back", async () => {
    const [group] = Object.keys((await emulator().state()).groups);
    await awsQuery(emulator(), "autoscaling", "2011-01-01", {
      Action: "SetDesiredCapacity",
      AutoScalingGroupName: group!,
      DesiredCapacity: "9",
    });
    await tier.expectNothingToDo();
    await tier.apply({ tags: { Team: "shop" } });
    expect(Object.values((await emulator().state()).groups)[0]!.desired).toBe(9);
    await tier.expectNothingToDo();
  });

  test("destroy leaves nothing", async () => {
    await tier.destroy();
    const state = await emulator().state();
    expect(state.groups).toEqual({});
    expect(state.targetGroups).toEqual({});
    expect(state.alarms).toEqual({});
  });
});
