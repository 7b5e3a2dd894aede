import { AutoscalingPolicy } from "@cdktf/provider-aws/lib/autoscaling-policy";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { text } from "../definition";
import { policyOf, ScaledGroup } from "../scaling/load-scaling";

/** What the policies look at. */
export interface Observed extends ScaledGroup {
  /** Name of the queue. */
  readonly queueName: string;
  /** Jobs for each worker that there may be. */
  readonly target: number;
  readonly tags: Record<string, string>;
}

/**
 * Jobs that are not done, waiting or at work: what is taken from the queue is still work. SQS reports messages in flight
 * only when there are some (Amazon SQS Developer Guide, "Available CloudWatch metrics"). Nothing else is filled in: a
 * number that is late would count as none, and nothing is decided on what is not known.
 */
const JOBS = "visible + FILL(inflight, 0)";

/**
 * Both policies look at the desired capacity: workers that still boot are not asked for again, and those that are on
 * their way out are not counted on.
 */
const WORKERS = "workers";

/** A step from each of these numbers of missing workers on, which adds the next one: at most half too many up to 512. AWS takes 20 steps. */
const STEPS = [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 1024];

/** What the last step adds: more than any group may have. */
const ALL = 5000;

/**
 * Out, and never in: workers leave by themselves. One policy keeps the jobs for each worker at the target. The other one
 * does not wait for it: when twice as many workers are needed as there are, from none at all too, it adds what is missing.
 */
export class JobScaling extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly observed: Observed,
  ) {
    super(scope, id);
    this.backlog();
    this.burst();
  }

  private backlog(): void {
    const expression = `(${JOBS}) / IF(${WORKERS} > 0, ${WORKERS}, 1)`;
    new AutoscalingPolicy(this, "backlog", {
      ...policyOf(this.observed, "backlog"),
      policyType: "TargetTrackingScaling",
      targetTrackingConfiguration: {
        targetValue: this.observed.target,
        disableScaleIn: true,
        customizedMetricSpecification: {
          metrics: [
            { id: "backlog", label: "Jobs for each worker", expression, returnData: true },
            ...this.metrics().map(({ id, namespace, metricName, dimensions }) => ({
              id,
              returnData: false,
              metricStat: {
                metric: {
                  namespace,
                  metricName,
                  dimensions: Object.entries(dimensions).map(([name, value]) => ({ name, value })),
                },
                stat: "Maximum",
              },
            })),
          ],
        },
      },
    });
  }

  private burst(): void {
    const { name, tags, target } = this.observed;
    const policy = new AutoscalingPolicy(this, "burst", {
      ...policyOf(this.observed, "burst"),
      policyType: "StepScaling",
      // Not an exact size: the alarm may see the group as it was a minute ago, and must not make it smaller.
      adjustmentType: "ChangeInCapacity",
      metricAggregationType: "Maximum",
      stepAdjustment: STEPS.map((from, index) => stepOf(from, STEPS[index + 1])),
    });
    new CloudwatchMetricAlarm(this, "burst_alarm", {
      alarmName: text`${name}-burst`,
      alarmDescription: text`${name} needs more than twice as many workers as it has; this is no failure, it adds them.`,
      metricQuery: [
        {
          id: "missing",
          label: "Missing workers",
          expression: `IF(needed > 2 * ${WORKERS}, needed - ${WORKERS}, 0)`,
          returnData: true,
        },
        { id: "needed", expression: text`(${JOBS}) / ${target}`, returnData: false },
        ...this.metrics().map(({ id, ...metric }) => ({
          id,
          returnData: false,
          metric: { ...metric, stat: "Maximum", period: 60 },
        })),
      ],
      evaluationPeriods: 1,
      threshold: 0,
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
      alarmActions: [policy.arn],
      tags,
    });
  }

  private metrics() {
    const queue = { namespace: "AWS/SQS", dimensions: { QueueName: this.observed.queueName } };
    const group = {
      namespace: "AWS/AutoScaling",
      dimensions: { AutoScalingGroupName: this.observed.group.name },
    };
    return [
      { id: "visible", ...queue, metricName: "ApproximateNumberOfMessagesVisible" },
      { id: "inflight", ...queue, metricName: "ApproximateNumberOfMessagesNotVisible" },
      { id: WORKERS, ...group, metricName: "GroupDesiredCapacity" },
    ];
  }
}

function stepOf(from: number, next: number | undefined) {
  return {
    metricIntervalLowerBound: String(from),
    ...(next === undefined ? {} : { metricIntervalUpperBound: String(next) }),
    scalingAdjustment: next ?? ALL,
  };
}
