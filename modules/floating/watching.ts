import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import { text } from "../definition";
import { FloatingInput } from "./inputs";

/** Tells of a controller that has failed: the address may be in bad hands then, and nobody else would say so. */
export function failedAlarm(
  scope: Construct,
  id: string,
  input: FloatingInput,
  machine: SfnStateMachine,
): CloudwatchMetricAlarm {
  const metric = (name: string, metricName: string) => ({
    id: name,
    metric: {
      namespace: "AWS/States",
      metricName,
      dimensions: { StateMachineArn: machine.arn },
      stat: "Sum",
      period: 60,
    },
  });
  return new CloudwatchMetricAlarm(scope, id, {
    alarmName: text`${input.name}-controller-failed`,
    alarmDescription: text`The controller of ${input.name} has failed: look at the output of its last execution.`,
    metricQuery: [
      metric("failed", "ExecutionsFailed"),
      metric("late", "ExecutionsTimedOut"),
      metric("ended", "ExecutionsAborted"),
      {
        id: "all",
        expression: "FILL(failed, 0) + FILL(late, 0) + FILL(ended, 0)",
        label: "executions that did not succeed",
        returnData: true,
      },
    ],
    ...common(input),
  });
}

/** Tells of an event that could not start the controller. */
export function undeliveredAlarm(
  scope: Construct,
  id: string,
  input: FloatingInput,
  deadLetters: SqsQueue,
): CloudwatchMetricAlarm {
  return new CloudwatchMetricAlarm(scope, id, {
    alarmName: text`${input.name}-events-undelivered`,
    alarmDescription: text`Events did not reach the controller of ${input.name}; they are in ${deadLetters.name}.`,
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: deadLetters.name },
    statistic: "Maximum",
    period: 60,
    ...common(input),
  });
}

function common({ notifications, tags }: FloatingInput) {
  const actions = notifications.get(({ topicArn }) => [topicArn]).orNull;
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
