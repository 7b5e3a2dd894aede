import { awsQuery } from "../../harness/aws-request";
import { useEmulator } from "../../harness/jest";
import { scalingActivities } from "../../scripts/try/activities";
import { answer, nextHeldBack } from "./support/instance-agents";
import { ModuleUnderDrill } from "./support/module-under-drill";
import { tierIn } from "./support/tier";
import { incompressibleBase64 } from "../support/incompressible";

const ZONES = ["us-east-1a", "us-east-1b", "us-east-1c"];
const TOPIC = "arn:aws:sns:us-east-1:123456789012:alarms";

/** What a drill of this pattern starts from. */
async function instanceIn(emulator: ReturnType<ReturnType<typeof useEmulator>>) {
  const { load_balancer: _, ...rest } = await tierIn(emulator, ZONES);
  return {
    ...rest,
    name: "docs",
    bootstrap: { packages: ["nginx"], services: ["nginx"], timeout_seconds: 60 },
  };
}

describe("bootstrap-instance, applied, changed, broken and destroyed", () => {
  const emulator = useEmulator();
  let drilled: ModuleUnderDrill;

  beforeAll(async () => {
    drilled = await ModuleUnderDrill.of(
      emulator(),
      "bootstrap-instance",
      { ...(await instanceIn(emulator())), alarms: { topic_arn: TOPIC } },
      { aws_s3_bucket: { artifacts: { bucket: "artifacts-of-docs", force_destroy: true } } },
    );
  });

  const groups = async () => Object.values((await emulator().state()).groups);
  const callsSince = async (n: number) =>
    (await emulator().requests({ since: n })).map(({ action }) => action);
  const lastCall = async () => (await emulator().requests()).at(-1)!.n;

  test("apply ends when the instance says CONTINUE, and not before", async () => {
    let isDone = false;
    const applied = drilled.apply().then(() => (isDone = true));
    const instance = await nextHeldBack(emulator(), { during: applied });
    // The provider asks every few seconds; it has asked, and waits.
    const since = await lastCall();
    while ((await callsSince(since)).filter((call) => call === "DescribeAutoScalingGroups").length < 3)
      await new Promise((resolve) => setTimeout(resolve, 500));
    expect(isDone).toBe(false);
    await answer(emulator(), instance, "CONTINUE");
    await applied;
    const [group] = await groups();
    expect(group!.instances).toMatchObject([{ id: instance, lifecycleState: "InService" }]);
    await drilled.expectNothingToDo();
  });

  test("its role may complete the hook of its own group only", async () => {
    const { instance_role_name: role, auto_scaling_group_name: name } = await drilled.outputs();
    const tags = await awsQuery(emulator(), "autoscaling", "2011-01-01", {
      Action: "DescribeTags",
      "Filters.member.1.Name": "auto-scaling-group",
      "Filters.member.1.Values.member.1": name as string,
    });
    expect(tags).toMatch(new RegExp(`<Key>bootstrap-role</Key>[^]*?<Value>${role as string}</Value>`));
    const policy = await awsQuery(emulator(), "iam", "2010-05-08", {
      Action: "GetRolePolicy",
      RoleName: role as string,
      PolicyName: "bootstrap",
    });
    const document = /<PolicyDocument>([^<]*)</.exec(policy)![1]!;
    const { Statement } = JSON.parse(decodeURIComponent(document)) as { Statement: object[] };
    expect(Statement).toEqual([
      {
        Effect: "Allow",
        Action: ["autoscaling:CompleteLifecycleAction"],
        Resource: ["arn:aws:autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/docs-*"],
        Condition: { StringEquals: { "aws:ResourceTag/bootstrap-role": role } },
      },
    ]);
  });

  test("a lost instance is set up again, in its place", async () => {
    const [before] = (await groups())[0]!.instances;
    await awsQuery(emulator(), "ec2", "2016-11-15", {
      Action: "TerminateInstances",
      "InstanceId.1": before!.id,
    });
    await emulator().tick();
    const after = await nextHeldBack(emulator());
    expect(after).not.toBe(before!.id);
    await answer(emulator(), after, "CONTINUE");
    expect((await groups())[0]!.instances).toMatchObject([{ id: after, lifecycleState: "InService" }]);
    await drilled.expectNothingToDo();
  });

  test("another bootstrap rolls out; the same one again does not", async () => {
    const bootstrap = { packages: ["nginx", "git"], services: ["nginx"], timeout_seconds: 60 };
    const [before] = (await groups())[0]!.instances;
    await drilled.apply({ bootstrap });
    const replacement = await nextHeldBack(emulator());
    expect((await groups())[0]!.instances.map(({ id }) => id)).toContain(before!.id);
    await answer(emulator(), replacement, "CONTINUE");
    await emulator().tick();
    expect((await groups())[0]!.instances).toMatchObject([{ id: replacement, templateVersion: "2" }]);
    const since = await lastCall();
    await drilled.apply({ bootstrap: { ...bootstrap, packages: [...bootstrap.packages] } });
    expect((await callsSince(since)).filter((call) => !/^(Describe|Get|List|Head)/.test(call))).toEqual([]);
  });

  test("a changed timeout reaches the hook of the group that exists", async () => {
    await emulator().answerHooks({ launching: true });
    const bootstrap = { packages: ["nginx", "git"], services: ["nginx"], timeout_seconds: 90 };
    await drilled.apply({ bootstrap });
    const hooks = await awsQuery(emulator(), "autoscaling", "2011-01-01", {
      Action: "DescribeLifecycleHooks",
      AutoScalingGroupName: Object.keys((await emulator().state()).groups)[0]!,
    });
    expect(hooks).toContain("<HeartbeatTimeout>90</HeartbeatTimeout>");
    await drilled.expectNothingToDo();
  });

  test("a load balancer comes, with a plan that is fetched, and goes again", async () => {
    const bootstrap = {
      packages: ["nginx"],
      files: { "/srv/data": { content_base64: incompressibleBase64(24_000) } },
      logs: {},
      overflow: { bucket: "${aws_s3_bucket.artifacts.bucket}" },
      timeout_seconds: 90,
    };
    await drilled.apply({ load_balancer: { deletion_protection: false }, bootstrap });
    const { targetGroups } = await emulator().state();
    expect(Object.values(targetGroups).flat()).toMatchObject([{ health: "healthy" }]);
    const { url, user_data_bytes: bytes } = await drilled.outputs();
    expect(url).toMatch(/^http:\/\/docs/);
    expect(bytes).toBeGreaterThan(16384);
    await drilled.expectNothingToDo();
    await drilled.apply({ load_balancer: null, bootstrap: { packages: ["nginx"] } });
    expect((await emulator().state()).targetGroups).toEqual({});
    await drilled.expectNothingToDo();
  });

  test("destroy leaves nothing", async () => {
    await drilled.destroy();
    expect(await emulator().state()).toMatchObject({ groups: {}, targetGroups: {}, alarms: {} });
  });
});

describe("a bootstrap that does not succeed", () => {
  const emulator = useEmulator();

  test("makes apply fail: the first instance says ABANDON, the second one nothing", async () => {
    const drilled = await ModuleUnderDrill.of(emulator(), "bootstrap-instance", {
      ...(await instanceIn(emulator())),
      rollout: { wait_minutes: 1 },
    });
    const applied = drilled.apply().then(
      () => "succeeded",
      (error: Error) => error.message,
    );
    const first = await nextHeldBack(emulator());
    await answer(emulator(), first, "ABANDON");
    const second = await nextHeldBack(emulator(), { except: [first] });
    // A minute of silence, and two for good measure.
    for (let minute = 0; minute < 3; minute++) await emulator().tick();
    await nextHeldBack(emulator(), { except: [first, second] });
    expect(await applied).toMatch(/waiting for Auto Scaling Group \(docs-\d+\) capacity satisfied: timeout/);

    const history = await scalingActivities(emulator());
    expect(history.filter((line) => line.includes("CANCELLED"))).toMatchObject([
      expect.stringMatching(`${first}.*ABANDON Result$`),
      expect.stringMatching(`${second}.*Heartbeat Timeout$`),
      ...Array<unknown>(history.filter((line) => line.includes("CANCELLED")).length - 2).fill(
        expect.any(String),
      ),
    ]);

    // The same again, with a bootstrap that works: the group that never served is replaced.
    await emulator().answerHooks({ launching: true });
    await drilled.apply();
    await drilled.expectNothingToDo();
    await drilled.destroy();
  });
});
