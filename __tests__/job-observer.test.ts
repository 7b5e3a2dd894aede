import "cdktf/lib/testing/adapters/jest";
import { App, TerraformStack } from "cdktf";
import { JobObserver } from "../modules";
import { JobObserverConfig } from "../modules/job-observer/inputs";
import { workerProgram } from "../modules/job-observer/worker";
import { everything, smallest } from "./job-observer/configs";
import { Resources, synthesizer } from "./support/synthesized";

const { resources, synth } = synthesizer(JobObserver, "thumbs", smallest);

describe("the whole of it", () => {
  test("defaults", () => {
    const made = synth();
    expect(new Resources(made).counts).toEqual({
      aws_autoscaling_group: 1,
      aws_autoscaling_lifecycle_hook: 2,
      aws_autoscaling_policy: 2,
      aws_cloudwatch_metric_alarm: 1,
      aws_iam_instance_profile: 1,
      aws_iam_role: 1,
      aws_iam_role_policy: 2,
      aws_iam_role_policy_attachment: 2,
      aws_launch_template: 1,
      aws_security_group: 1,
      aws_sqs_queue: 2,
      aws_sqs_queue_policy: 2,
      aws_sqs_queue_redrive_allow_policy: 1,
      aws_vpc_security_group_egress_rule: 2,
      terraform_data: 1,
    });
    expect(ownPart(made)).toMatchSnapshot();
  });

  test("everything on", () => {
    const made = synth(everything);
    expect(new Resources(made).counts).toMatchObject({
      aws_cloudwatch_event_rule: 1,
      aws_cloudwatch_event_target: 1,
      aws_cloudwatch_metric_alarm: 3,
      aws_sqs_queue: 2,
    });
    expect(ownPart(made)).toMatchSnapshot();
  });

  test("nothing of it is made before the guard has passed", () => {
    const made = resources(everything);
    const guard = made.address("terraform_data", "guard");
    expect(made.notBehind(guard)).toEqual([guard]);
  });
});

/** What fleet and bootstrap are made of is in the snapshots of other patterns. */
function ownPart(made: string): object {
  const { resource } = JSON.parse(made) as { resource: Record<string, Record<string, object>> };
  const own = Object.entries(resource).map(([type, blocks]) => {
    const entries = Object.entries(blocks).filter(([name]) => !/_(fleet|guard)_?/.test(name));
    return [type, Object.fromEntries(entries)] as const;
  });
  return Object.fromEntries(own.filter(([, blocks]) => Object.keys(blocks).length > 0));
}

describe("the target", () => {
  const targetOf = (job: Partial<JobObserverConfig["job"]>, startSeconds = 300) =>
    resources({ job: { ...smallest.job, ...job }, workers: { startSeconds } }).only(
      "aws_autoscaling_policy",
      "backlog",
    ).target_tracking_configuration.target_value;

  test.each([
    [{}, 300, 60], // 600 s are left for jobs of 10 s
    [{ perWorker: 4 }, 300, 240],
    [{}, 890, 1],
    [{}, 901, 1], // nothing is left: as many workers as jobs
    [{ perWorker: 4 }, 901, 4],
    [{ secondsPerJob: 0.7 }, 300, 857],
    [{ secondsPerJob: 3600 }, 300, 1],
  ])("of %j with a start of %i s is %i jobs for each worker", (job, startSeconds, target) => {
    expect(targetOf(job, startSeconds)).toBe(target);
  });
});

describe("the times of the queue come from the job", () => {
  const queue = (config: Partial<JobObserverConfig>) =>
    resources(config)
      .addressed("aws_sqs_queue")
      .find(([address]) => !address.includes("dead"))![1];

  test.each([
    [{ secondsPerJob: 10 }, 60],
    [{ secondsPerJob: 0.1 }, 30],
    [{ secondsPerJob: 7.25 }, 44],
    [{ secondsPerJob: 10000 }, 43200],
    [{ secondsPerJob: 10, timeoutSeconds: 11 }, 11],
  ])("a job of %j is nobody else's for %i s", (job, seconds) => {
    const config = { job: { acceptableLatencySeconds: 900, ...job } };
    expect(queue(config).visibility_timeout_seconds).toBe(seconds);
  });

  test("its dead letters wait for longer than it does, whatever is said", () => {
    const made = resources({ queue: { retentionDays: 13 } });
    const [own, dead] = made.of("aws_sqs_queue").map((block) => block.message_retention_seconds);
    expect([own, dead]).toEqual([13 * 86400, 14 * 86400]);
  });
});

describe("the workers' settings", () => {
  const settings = (config: Partial<JobObserverConfig>) =>
    /jsonencode\(\{ queue = .*?noticeSeconds[^}]*\}/.exec(JSON.parse(JSON.stringify(synth(config))))?.[0] ??
    "";

  test("are those of the inputs", () => {
    const found = settings(everything);
    expect(found).toContain("slots = 4, timeoutSeconds = 1800, retrySeconds = 60, leaseSeconds = 60");
    expect(found).toContain("idleSeconds = 900, keepShare = 60 / 100, drainSeconds = 900");
  });

  test("drain for as long as a job may take, unless told otherwise", () => {
    expect(settings({})).toContain("timeoutSeconds = 60,");
    expect(settings({})).toContain("drainSeconds = 60,");
  });

  test("and program are not there for an agent of the user's own", () => {
    const { worker: _, ...own } = smallest;
    const json = JSON.stringify(synthesizer(JobObserver, "thumbs", own as JobObserverConfig).synth());
    expect(json).not.toContain("job-worker");
    expect(JSON.stringify(synth())).toContain("job-worker.service");
  });

  test("the program that ships has no comments, which would cost bytes of the user data", () => {
    expect(workerProgram()).toMatch(/^#!\/usr\/bin\/python3\nimport /);
    expect(workerProgram()).not.toMatch(/^\s*# /m);
  });
});

describe("what takes no busy worker away", () => {
  test("no policy shrinks the group, zones are not made even, and a refresh takes protected ones, which drain", () => {
    const made = resources();
    expect(
      made.only("aws_autoscaling_policy", "backlog").target_tracking_configuration.disable_scale_in,
    ).toBe(true);
    const steps = made.only("aws_autoscaling_policy", "burst").step_adjustment;
    expect(steps.filter((step: { scaling_adjustment: number }) => step.scaling_adjustment <= 0)).toEqual([]);
    const group = made.only("aws_autoscaling_group");
    expect(group.suspended_processes).toEqual(["AZRebalance"]);
    expect(group.instance_refresh.preferences.scale_in_protected_instances).toBe("Refresh");
  });

  test("the hook waits for ten minutes without a word, a hundred times at most: more than 12 hours", () => {
    const hook = resources().only("aws_autoscaling_lifecycle_hook", "drain");
    expect(hook).toMatchObject({ default_result: "CONTINUE", heartbeat_timeout: 600 });
    expect(hook.heartbeat_timeout * 100).toBeGreaterThan(43200);
  });
});

describe("who may do what", () => {
  const actionsOf = (policy: string) =>
    [...policy.matchAll(/Action = \[([^\]]*)\]/g)].map(([, list]) => list!.replaceAll('"', "").split(", "));

  test("a worker: take jobs of this queue, and look after itself in its own group", () => {
    const made = resources(everything);
    const { policy } = made.only("aws_iam_role_policy", "worker");
    expect(actionsOf(policy)).toEqual([
      ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
      [
        "autoscaling:CompleteLifecycleAction",
        "autoscaling:RecordLifecycleActionHeartbeat",
        "autoscaling:SetInstanceProtection",
        "autoscaling:TerminateInstanceInAutoScalingGroup",
      ],
      ["kms:Decrypt"],
    ]);
    expect(policy).toContain('"aws:ResourceTag/bootstrap-role"');
    expect(policy).not.toMatch(/\["\*"\]|Resource = "\*"/);
    expect(made.only("aws_autoscaling_group").depends_on).toContain(
      made.address("aws_iam_role_policy", "worker"),
    );
  });

  test("everybody: nothing without TLS", () => {
    for (const { policy } of resources().of("aws_sqs_queue_policy"))
      expect(policy).toContain('Condition = { Bool = { "aws:SecureTransport" = "false" } }');
  });
});

describe("a queue of the user's own", () => {
  const alarms = { topicArn: "arn:aws:sns:us-east-1:123456789012:alarms" };
  const made = (existing: { name: string; deadLetterQueue?: { name: string } }) =>
    resources({ queue: { existing }, alarms });

  test("is looked up, and nothing is made of it", () => {
    expect(made({ name: "orders" }).counts).not.toHaveProperty("aws_sqs_queue");
    const { data } = JSON.parse(synth({ queue: { existing: { name: "orders" } } }));
    expect(Object.values(data.aws_sqs_queue)).toEqual([{ name: "orders" }]);
  });

  test("has an alarm on its dead letters where they are named", () => {
    expect(made({ name: "orders" }).counts["aws_cloudwatch_metric_alarm"]).toBe(2);
    const watched = made({ name: "orders", deadLetterQueue: { name: "dead" } });
    const { dimensions } = watched.only("aws_cloudwatch_metric_alarm", "existing_dead_letters");
    expect(dimensions.QueueName).toMatch(
      /^\$\{data\.aws_sqs_queue\.thumbs_queue_existing_dead_letters_\w+\.name\}$/,
    );
  });
});

test.each([
  [309, 0, true],
  [310, 0, false],
  [309, 1, false],
])("a latency of %i s with %i workers at least: warned of is %p", (acceptableLatencySeconds, min, warns) => {
  const stack = new TerraformStack(new App({ skipValidation: true }), "stack");
  new JobObserver(stack, "thumbs", {
    ...smallest,
    job: { secondsPerJob: 10, acceptableLatencySeconds },
    workers: { min },
  });
  const warnings = stack.node.findAll().flatMap(({ node }) => node.metadata.map(({ data }) => String(data)));
  const said = "job.acceptableLatencySeconds should be at least workers.startSeconds and job.secondsPerJob";
  expect(warnings.some((warning) => warning.startsWith(said))).toBe(warns);
});
