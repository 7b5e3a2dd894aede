import "cdktf/lib/testing/adapters/jest";
import { everything } from "./scheduled-scale-out/configs";
import { Resources, resources, synth } from "./scheduled-scale-out/synth";

describe("the whole of it", () => {
  test("defaults", () => {
    const made = synth();
    expect(new Resources(made).counts).toEqual({
      aws_autoscaling_group: 1,
      aws_autoscaling_schedule: 1,
      aws_iam_instance_profile: 1,
      aws_iam_role: 1,
      aws_iam_role_policy_attachment: 2,
      aws_launch_template: 1,
      aws_lb: 1,
      aws_lb_listener: 2,
      aws_lb_target_group: 1,
      aws_security_group: 2,
      aws_vpc_security_group_egress_rule: 3,
      aws_vpc_security_group_ingress_rule: 2,
      terraform_data: 2,
    });
    expect(ownPart(made)).toMatchSnapshot();
  });

  test("everything on", () => {
    const made = synth(everything);
    expect(new Resources(made).counts).toMatchObject({
      aws_autoscaling_policy: 5,
      aws_autoscaling_schedule: 1,
      aws_cloudwatch_event_rule: 1,
      aws_cloudwatch_event_target: 1,
      aws_cloudwatch_metric_alarm: 3,
    });
    expect(ownPart(made)).toMatchSnapshot();
  });

  test("nothing of it is made before the guard has passed", () => {
    const made = resources(everything);
    const guard = made.address("terraform_data", "guard");
    expect(made.notBehind(guard)).toEqual([guard]);
  });
});

/** What the fleet and the load balancer are made of is in the snapshots of multi-AZ. */
function ownPart(made: string): object {
  const { resource, locals, check } = JSON.parse(made);
  const own = (record: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(record).filter(([name]) => /_schedule_|_scaling_|_alarm_/.test(name)));
  const types = Object.entries(resource as Record<string, Record<string, unknown>>).map(
    ([type, blocks]) => [type, own(blocks)] as const,
  );
  return {
    locals: own(locals),
    check,
    resource: Object.fromEntries(types.filter(([, blocks]) => Object.keys(blocks).length > 0)),
  };
}

describe("the scheduled actions", () => {
  /** A local, with those that it reads put in. */
  const localOf = (name: string, locals = JSON.parse(synth(everything)).locals): string =>
    JSON.stringify(locals[name]).replace(/local\.(\w+)/g, (_, other: string) => localOf(other, locals));

  test("are made after all that are removed, and their passing is no change", () => {
    const made = resources(everything);
    const order = made.address("terraform_data", "removed_first");
    const { triggers_replace: trigger } = made.only("terraform_data", "removed_first");
    const action = made.only("aws_autoscaling_schedule");
    expect(action.depends_on).toEqual([order]);
    const [, names] = /^\$\{values\(local\.(\w+)\)\}$/.exec(trigger)!;
    expect(localOf(names!)).toContain("sha256");
    expect(localOf(names!)).not.toContain("plantimestamp");
    expect(localOf(/local\.(\w+)/.exec(action.for_each)![1]!)).toContain("plantimestamp");
  });

  test("send minus one for what they leave alone, which the provider does not pass on", () => {
    expect(resources().only("aws_autoscaling_schedule")).toMatchObject({
      min_size: "${each.value.min == null ? -1 : each.value.min}",
      desired_capacity: "${each.value.desired == null ? -1 : each.value.desired}",
      max_size: -1,
    });
  });
});

describe("the group", () => {
  const group = (config = {}) => resources(config).only("aws_autoscaling_group");

  test("is made with the floor of the moment, and keeps what the schedule has set later", () => {
    expect(group().lifecycle.ignore_changes).toEqual(["min_size", "min_elb_capacity"]);
    expect(group().min_size).toMatch(/^\$\{local\.\w*schedule_initial\w*\}$/);
    expect(group().min_elb_capacity).toBe(group().min_size);
    expect(group().desired_capacity).toBeUndefined();
  });

  test("has a maximum that no schedule moves", () => {
    expect(group().max_size).toBe(12);
    expect(resources(everything).only("aws_autoscaling_schedule").max_size).toBe(-1);
  });

  test("fills up the other zones when one has no capacity", () => {
    expect(group().availability_zone_distribution).toEqual({
      capacity_distribution_strategy: "balanced-best-effort",
    });
  });
});

describe("policies", () => {
  test("target tracking on any metric, with its dimensions", () => {
    const policy = resources(everything).only("aws_autoscaling_policy", "metric_queue");
    expect(policy).toMatchObject({ name: "web-metric-queue", policy_type: "TargetTrackingScaling" });
    expect(policy.target_tracking_configuration).toEqual({
      target_value: 20,
      customized_metric_specification: {
        namespace: "AWS/SQS",
        metric_name: "ApproximateNumberOfMessagesVisible",
        statistic: "Maximum",
        dynamic: {
          metric_dimension: {
            for_each: { QueueName: "orders" },
            content: { name: "${metric_dimension.key}", value: "${metric_dimension.value}" },
          },
        },
      },
    });
  });

  test("steps, which an alarm of their own sets off", () => {
    const made = resources(everything);
    const policy = made.only("aws_autoscaling_policy", "step_latency");
    expect(policy.step_adjustment).toEqual([
      { metric_interval_lower_bound: "0", metric_interval_upper_bound: "1", scaling_adjustment: 10 },
      { metric_interval_lower_bound: "1", scaling_adjustment: 50 },
    ]);
    expect(made.only("aws_cloudwatch_metric_alarm", "step_latency")).toMatchObject({
      alarm_name: "web-step-latency",
      alarm_actions: [`\${${made.address("aws_autoscaling_policy", "step_latency")}.arn}`],
      comparison_operator: "GreaterThanThreshold",
      evaluation_periods: 2,
      period: 120,
    });
  });

  test("a forecast that is only looked at, unless told to act", () => {
    const modeOf = (predictive: { targetPercent: number; mode?: "ForecastAndScale" }) =>
      resources({ scaling: { predictive } }).only("aws_autoscaling_policy").predictive_scaling_configuration
        .mode;
    expect(modeOf({ targetPercent: 50 })).toBe("ForecastOnly");
    expect(modeOf({ targetPercent: 50, mode: "ForecastAndScale" })).toBe("ForecastAndScale");
  });
});

test("the alarm on missing instances compares with the floor that the group has then", () => {
  const alarm = resources(everything).only("aws_cloudwatch_metric_alarm", "below_floor");
  expect(alarm).toMatchObject({
    evaluation_periods: 20,
    threshold: 0,
    comparison_operator: "GreaterThanThreshold",
  });
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a block of Terraform's JSON
  expect(alarm.metric_query.map((query: any) => query.expression ?? query.metric.metric_name)).toEqual([
    "floor - running",
    "GroupMinSize",
    "GroupInServiceInstances",
  ]);
});
