import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { text } from "../definition";
import { launchFailures } from "../fleet/launch-failures";
import { errorAlarm } from "../load-balancer/error-alarm";
import { LoadBalancer } from "../load-balancer/load-balancer";
import type { ScheduledScaleOutInput } from "./inputs";

/** What the alarms look at. */
export interface AlarmSubjects {
  readonly group: AutoscalingGroup;
  readonly balancer: LoadBalancer;
}

/** The alarms: fewer instances than the floor, errors that clients see, launches that fail. */
export class ScheduleAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { name, tags }: ScheduledScaleOutInput,
    { group, balancer }: AlarmSubjects,
    {
      topicArn,
      errorPercent,
      belowFloorMinutes,
    }: { topicArn: string; errorPercent: number; belowFloorMinutes: number },
  ) {
    super(scope, id);
    // The floor moves with the schedule, so it is compared with what the group itself says that it is.
    new CloudwatchMetricAlarm(this, "below_floor", {
      alarmName: text`${name}-below-floor`,
      alarmDescription: text`${name} has fewer instances in service than its floor.`,
      metricQuery: [
        { id: "missing", expression: "floor - running", label: "Instances missing", returnData: true },
        metricOf(group, "floor", "GroupMinSize"),
        metricOf(group, "running", "GroupInServiceInstances"),
      ],
      evaluationPeriods: belowFloorMinutes,
      threshold: 0,
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
      tags,
      alarmActions: [topicArn],
      okActions: [topicArn],
    });
    errorAlarm(this, "errors", { name, balancer, errorPercent, topicArn, tags });
    launchFailures(this, "failed_launch", { name, tags, group, topicArn });
  }
}

function metricOf(group: AutoscalingGroup, id: string, metricName: string) {
  const dimensions = { AutoScalingGroupName: group.name };
  return {
    id,
    metric: { namespace: "AWS/AutoScaling", metricName, dimensions, stat: "Average", period: 60 },
  };
}
