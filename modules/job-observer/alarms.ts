import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { add, text } from "../definition";
import { launchFailures } from "../fleet/launch-failures";
import type { JobObserverInput } from "./inputs";
import { timeoutSeconds } from "./job-times";
import { JobQueue } from "./queue";

/** What the alarms look at, and who hears of them. */
export interface AlarmSubjects {
  readonly queue: JobQueue;
  readonly group: AutoscalingGroup;
  /** ARN of the SNS topic. */
  readonly topicArn: string;
}

/** The alarms: jobs that nobody could do, a job that waits for too long, launches that fail. */
export class JobAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly input: JobObserverInput,
    private readonly subjects: AlarmSubjects,
  ) {
    super(scope, id);
    const { name, tags, job, queue } = input;
    const { group, topicArn } = subjects;
    queue.existing.buildInstead(this, "dead_letters", (inner) => this.deadLetters(inner));
    queue.existing.build(this, "existing", (inner, { deadLetterQueue }) => {
      deadLetterQueue.build(inner, "dead_letters", (innermost) => this.deadLetters(innermost));
    });
    // The age of a job that is being done counts, too, so that its time is on top.
    const seconds = add(job.acceptableLatencySeconds, timeoutSeconds(input));
    this.queueAlarm(this, "oldest", {
      alarmName: text`${name}-oldest-job`,
      alarmDescription: text`A job of ${name} is older than ${seconds} s: it waits for longer than is acceptable, or is tried again and again.`,
      metricName: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: subjects.queue.name },
      threshold: seconds,
    });
    launchFailures(this, "failed_launch", { name, tags, topicArn, group });
  }

  private deadLetters(scope: Construct): void {
    const { name } = this.input;
    this.queueAlarm(scope, "Resource", {
      alarmName: text`${name}-dead-letters`,
      alarmDescription: text`Jobs of ${name} have failed for good, and wait in the dead-letter queue.`,
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: this.subjects.queue.deadLetters((queue) => queue.name)! },
      threshold: 0,
    });
  }

  /** A queue without a message for hours reports nothing, which is well. */
  private queueAlarm(
    scope: Construct,
    id: string,
    about: {
      alarmName: string;
      alarmDescription: string;
      metricName: string;
      dimensions: Record<string, string>;
      threshold: number;
    },
  ): void {
    const { topicArn } = this.subjects;
    new CloudwatchMetricAlarm(scope, id, {
      ...about,
      namespace: "AWS/SQS",
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
      alarmActions: [topicArn],
      okActions: [topicArn],
      tags: this.input.tags,
    });
  }
}
