import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { EACH_KEY, EACH_VALUE, repeat, text } from "../definition";
import { StateCache } from "./cache";
import { StateSharingInput } from "./inputs";
import { StateTable } from "./table";

/** What is told, and from where on. */
export interface AlarmSettings {
  readonly topicArn: string;
  readonly memoryPercent: number;
  readonly maxLagSeconds: number;
}

/** A table that refuses requests: "DynamoDB metrics and dimensions", DynamoDB developer guide. */
export function tableAlarms(
  scope: Construct,
  { name, tags }: StateSharingInput,
  { table }: StateTable,
  { topicArn }: AlarmSettings,
): void {
  const throttled = new CloudwatchMetricAlarm(scope, "throttled", {
    alarmName: text`${name}-throttled-${EACH_KEY}`,
    alarmDescription: text`The table ${name} refuses ${EACH_KEY}: there are more than it takes, or than its ceiling lets through.`,
    namespace: "AWS/DynamoDB",
    metricName: EACH_VALUE,
    dimensions: { TableName: table.name },
    statistic: "Sum",
    period: 60,
    evaluationPeriods: 1,
    threshold: 0,
    comparisonOperator: "GreaterThanThreshold",
    // Nothing is reported while nothing is refused.
    treatMissingData: "notBreaching",
    alarmActions: [topicArn],
    okActions: [topicArn],
    tags,
  });
  repeat(throttled, { reads: "ReadThrottleEvents", writes: "WriteThrottleEvents" });
}

/** A node that is full, busy or behind: "Metrics for Valkey and Redis OSS", ElastiCache user guide. */
export function cacheAlarms(
  scope: Construct,
  { name, tags }: StateSharingInput,
  cache: StateCache,
  { topicArn, memoryPercent, maxLagSeconds }: AlarmSettings,
): void {
  const watch = (id: string, metricName: string, threshold: number, description: string) => {
    const alarm = new CloudwatchMetricAlarm(scope, id, {
      // A database of this name has alarms on its replicas, by the same zones.
      alarmName: text`${name}-cache-${EACH_KEY}-${id}`,
      alarmDescription: text`${EACH_VALUE} ${description}`,
      namespace: "AWS/ElastiCache",
      metricName,
      dimensions: { CacheClusterId: EACH_VALUE, CacheNodeId: "0001" },
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: 5,
      threshold,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      alarmActions: [topicArn],
      okActions: [topicArn],
      tags,
    });
    repeat(alarm, cache.nodes);
  };
  watch("memory", "DatabaseMemoryUsagePercentage", memoryPercent, "is nearly full.");
  watch(
    "lag",
    "ReplicationLag",
    maxLagSeconds,
    "is behind: a failover to it would lose what it does not have.",
  );
  watch("cpu", "EngineCPUUtilization", 90, "is busy: the engine has one thread, and it has no time left.");
}
