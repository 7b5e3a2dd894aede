import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { text } from "../definition";
import { LoadBalancer } from "./load-balancer";

/** Whose errors are counted, and who hears of them. */
export interface ErrorAlarmOptions {
  readonly name: string;
  readonly balancer: LoadBalancer;
  /** Percent of requests that end in an error (5xx) in five minutes. */
  readonly errorPercent: number;
  readonly topicArn: string;
  readonly tags: Record<string, string>;
}

/**
 * An alarm on errors that clients see. `RequestCount` has only the requests for which there was a target to choose.
 * When all targets are gone it has nothing, so the errors of the load balancer itself count on both sides.
 */
export function errorAlarm(scope: Construct, id: string, options: ErrorAlarmOptions): CloudwatchMetricAlarm {
  const { name, balancer, errorPercent, topicArn, tags } = options;
  const sum = (query: string, metricName: string) => sumOf(balancer, query, metricName);
  return new CloudwatchMetricAlarm(scope, id, {
    alarmName: text`${name}-errors`,
    alarmDescription: text`Over ${errorPercent} % of the requests to ${name} fail.`,
    metricQuery: [
      {
        id: "percent",
        expression: "100 * (FILL(targets, 0) + FILL(balancer, 0)) / (FILL(requests, 0) + FILL(balancer, 0))",
        label: "Errors, percent",
        returnData: true,
      },
      sum("requests", "RequestCount"),
      sum("targets", "HTTPCode_Target_5XX_Count"),
      sum("balancer", "HTTPCode_ELB_5XX_Count"),
    ],
    evaluationPeriods: 1,
    threshold: errorPercent,
    comparisonOperator: "GreaterThanThreshold",
    treatMissingData: "notBreaching",
    tags,
    alarmActions: [topicArn],
    okActions: [topicArn],
  });
}

function sumOf({ balancer }: LoadBalancer, id: string, metricName: string) {
  const dimensions = { LoadBalancer: balancer.arnSuffix };
  return {
    id,
    metric: { namespace: "AWS/ApplicationELB", metricName, dimensions, stat: "Sum", period: 300 },
  };
}
