import "cdktf/lib/testing/adapters/jest";
import { JobObserver } from "../../modules";
import { Query, returnedValue } from "../../scripts/simulate/metric-math";
import { emittedOf } from "../../scripts/simulate/emitted";
import { synthesizer } from "../support/synthesized";
import { smallest } from "./configs";

const emitted = emittedOf(smallest); // 60 jobs for each worker
const made = synthesizer(JobObserver, "thumbs", smallest).resources();

/* eslint-disable @typescript-eslint/no-explicit-any -- blocks of Terraform's JSON */
const tracked: any[] = made.only("aws_autoscaling_policy", "backlog").target_tracking_configuration
  .customized_metric_specification.metrics;
const alarmed: any[] = made.only("aws_cloudwatch_metric_alarm", "burst").metric_query;

describe("one series is returned, over the real queue and group", () => {
  const [queueAddress] = made.addressed("aws_sqs_queue").find(([name]) => !name.includes("dead"))!;
  const queue = `\${${queueAddress}.name}`;
  const group = `\${${made.address("aws_autoscaling_group")}.name}`;
  const watched = [
    ["visible", "AWS/SQS", "ApproximateNumberOfMessagesVisible", { QueueName: queue }],
    ["inflight", "AWS/SQS", "ApproximateNumberOfMessagesNotVisible", { QueueName: queue }],
    ["workers", "AWS/AutoScaling", "GroupDesiredCapacity", { AutoScalingGroupName: group }],
  ];

  test("by the policy", () => {
    expect(tracked.filter(({ return_data }) => return_data).map(({ id }) => id)).toEqual(["backlog"]);
    const metrics = tracked.filter(({ metric_stat }) => metric_stat);
    expect(
      metrics.map(({ id, metric_stat: { metric, stat } }) => {
        expect(stat).toBe("Maximum");
        const dimensions = Object.fromEntries(metric.dimensions.map((one: any) => [one.name, one.value]));
        return [id, metric.namespace, metric.metric_name, dimensions];
      }),
    ).toEqual(watched);
  });

  test("by the alarm", () => {
    expect(alarmed.filter(({ return_data }) => return_data).map(({ id }) => id)).toEqual(["missing"]);
    const metrics = alarmed.filter(({ metric }) => metric);
    expect(
      metrics.map(({ id, metric }) => {
        expect(metric).toMatchObject({ stat: "Maximum", period: 60 });
        return [id, metric.namespace, metric.metric_name, metric.dimensions];
      }),
    ).toEqual(watched);
  });

  test("and the group publishes what they look at", () => {
    expect(made.only("aws_autoscaling_group").enabled_metrics).toContain("GroupDesiredCapacity");
  });
});

const none = undefined;

describe("what the policy makes of the numbers", () => {
  test.each([
    // waiting, in flight, workers: jobs for each worker
    [0, 0, 0, 0],
    [1, 0, 0, 1],
    [10_000, 0, 0, 10_000],
    [0, 7, 0, 7],
    [120, 0, 2, 60],
    [119, 1, 2, 60],
    [0, 2, 2, 1],
    [0, none, 2, 0], // SQS reports messages in flight only when there are some
    [120, none, 2, 60],
    [none, 5, 2, none], // nothing is decided on what is not known
    [120, 5, none, none],
    [none, none, none, none],
  ])("%p waiting, %p in flight, %p workers: %p", (visible, inflight, workers, value) => {
    expect(returnedValue(emitted.backlog, { visible, inflight, workers })).toBe(value);
  });
});

describe("what the alarm makes of the numbers, and the policy of that", () => {
  const added = (excess: number) => emitted.steps.find(({ from, to }) => from <= excess && excess < to)!.add;

  test.each([
    // waiting, in flight, workers: missing workers, and how many are added
    [0, 0, 0, 0, none],
    [1, 0, 0, 1 / 60, 1],
    [60, 0, 0, 1, 2], // a whole number is the lower end of the next step
    [59, 0, 0, 59 / 60, 1],
    [601, 0, 0, 601 / 60, 12],
    [10_000, 0, 0, 10_000 / 60, 192],
    [600_000, 0, 0, 10_000, 5000],
    [0, 30, 0, 0.5, 1], // of a fleet that has died
    [120, 0, 1, 0, none], // twice as many are needed, not more
    [121, 0, 1, 121 / 60 - 1, 2],
    [6000, 0, 10, 90, 96],
    [none, 0, 0, none, none],
    [100, 0, none, none, none],
    [100, none, 0, 100 / 60, 2],
  ])("%p waiting, %p in flight, %p workers: %p, %p added", (visible, inflight, workers, missing, more) => {
    const value = returnedValue(emitted.burst, { visible, inflight, workers });
    if (missing === none) expect(value).toBe(none);
    else expect(value).toBeCloseTo(missing, 10);
    const breaches = value !== undefined && value > emitted.burstThreshold;
    expect(breaches ? added(value) : none).toBe(more);
  });

  test("from any number on there is one step, at most half too much up to 512", () => {
    expect(emitted.steps).toHaveLength(20); // AWS takes no more
    expect(emitted.steps[0]!.from).toBe(0);
    for (const [index, { to, add }] of emitted.steps.slice(0, -1).entries()) {
      expect(emitted.steps[index + 1]!.from).toBe(to);
      expect(add).toBe(to);
      if (index > 1 && to <= 512) expect(to / emitted.steps[index]!.from).toBeLessThanOrEqual(1.5);
    }
  });
});

describe("the evaluator itself", () => {
  const value = (expression: string, metrics = {}) =>
    returnedValue([{ id: "e", expression, returned: true }, ...ids], metrics);
  const ids: Query[] = ["a", "b"].map((id) => ({ id, returned: false }));

  test.each([
    ["1 + 2 * 3 - 4 / 2", 5],
    ["(1 + 2) * 3", 9],
    ["8 / 2 / 2", 2],
    ["IF(a > 1, b, 0)", 5],
    ["IF(a < 1, b, 7)", 7],
    ["1 / (a - 2)", undefined],
    ["FILL(1 / (a - 2), 3)", 3],
  ])("%s is %p", (expression, expected) => {
    expect(value(expression, { a: 2, b: 5 })).toBe(expected);
  });

  test("refuses what is no part of it, and more than one returned line", () => {
    expect(() => value("SEARCH(a)")).toThrow("SEARCH(a) is not understood here");
    expect(() => value("1 +")).toThrow("is not understood here");
    expect(() => value("c")).toThrow("There is no line c");
    const twice = ["x", "y"].map((id) => ({ id, expression: "1", returned: true }));
    expect(() => returnedValue(twice, {})).toThrow("2 lines are returned, not one.");
  });
});
