import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { DbEventSubscription } from "@cdktf/provider-aws/lib/db-event-subscription";
import { Construct } from "constructs";
import { EACH_KEY, EACH_VALUE, Expression, multiply, repeat, text } from "../definition";
import { DatabaseInput } from "./inputs";

/** What is watched. */
export interface Watched {
  readonly sourceType: "db-instance" | "db-cluster";
  /** What the names of alarms and subscription begin with. */
  readonly prefix: string;
  /** Identifiers of what tells of itself. */
  readonly sourceIds: string[];
  /** Kinds of events that somebody should hear of: "Amazon RDS event categories", RDS user guide. */
  readonly categories: string[];
  /** HCL map of the instances' identifiers, by keys that are known at plan. */
  readonly instances: Expression;
}

/** What RDS has to tell, and storage that runs out. */
export class DatabaseAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { tags }: DatabaseInput,
    { prefix, sourceType, sourceIds, categories, instances }: Watched,
    { topicArn, freeStorageGib }: { topicArn: string; freeStorageGib: number },
  ) {
    super(scope, id);
    new DbEventSubscription(this, "events", {
      name: text`${prefix}-events`,
      snsTopic: topicArn,
      sourceType,
      sourceIds,
      eventCategories: categories,
      tags,
    });
    const storage = new CloudwatchMetricAlarm(this, "storage", {
      alarmName: text`${prefix}-${EACH_KEY}-storage`,
      alarmDescription: text`${EACH_VALUE} has under ${freeStorageGib} GiB of free storage: it does not grow, or not fast enough.`,
      namespace: "AWS/RDS",
      metricName: "FreeStorageSpace",
      dimensions: { DBInstanceIdentifier: EACH_VALUE },
      statistic: "Minimum",
      period: 300,
      evaluationPeriods: 1,
      threshold: multiply(freeStorageGib, 1024 ** 3),
      comparisonOperator: "LessThanThreshold",
      alarmActions: [topicArn],
      okActions: [topicArn],
      tags,
    });
    repeat(storage, instances);
  }
}
