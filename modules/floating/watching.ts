import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import { text } from "../definition";
import { FloatingInput } from "./inputs";

/** How an execution ends that did not succeed, and what is said of it. */
const ENDINGS = {
  failed: { metricName: "ExecutionsFailed", says: "has failed" },
  timed_out: { metricName: "ExecutionsTimedOut", says: "has taken too long" },
} as const;

/**
 * Tells of a controller that did not succeed: the address may be in bad hands then, and nobody else would say so. An
 * alarm for each ending: a sum of metrics of which one has never had a value may have none either.
 */
export function endingAlarm(
  scope: Construct,
  ending: keyof typeof ENDINGS,
  input: FloatingInput,
  prefix: string,
  machine: SfnStateMachine,
): CloudwatchMetricAlarm {
  const { metricName, says } = ENDINGS[ending];
  return new CloudwatchMetricAlarm(scope, ending, {
    alarmName: text`${prefix}-controller-${ending.replace("_", "-")}`,
    alarmDescription: text`The controller of ${input.name} ${says}: look at its last execution.`,
    namespace: "AWS/States",
    metricName,
    dimensions: { StateMachineArn: machine.arn },
    statistic: "Sum",
    period: 60,
    ...common(input),
  });
}

/** Tells of an event that could not start the controller. */
export function undeliveredAlarm(
  scope: Construct,
  id: string,
  input: FloatingInput,
  prefix: string,
  deadLetters: SqsQueue,
): CloudwatchMetricAlarm {
  return new CloudwatchMetricAlarm(scope, id, {
    alarmName: text`${prefix}-events-undelivered`,
    alarmDescription: text`Events did not reach the controller of ${input.name}; they are in ${deadLetters.name}.`,
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: deadLetters.name },
    statistic: "Maximum",
    period: 60,
    ...common(input),
  });
}

function common({ alarms, tags }: FloatingInput) {
  const actions = alarms.get(({ topicArn }) => [topicArn]).orNull;
  return {
    evaluationPeriods: 1,
    threshold: 1,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    treatMissingData: "notBreaching",
    alarmActions: actions,
    okActions: actions,
    tags,
  };
}
