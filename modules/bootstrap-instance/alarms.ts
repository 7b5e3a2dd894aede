import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { add, divideUp, text } from "../definition";
import { launchFailures } from "../fleet/launch-failures";
import { BootstrapInstanceInput } from "./inputs";

/** The alarms: launches that fail, and instances that stay away for longer than a bootstrap may take. */
export class InstanceAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    input: BootstrapInstanceInput,
    group: AutoscalingGroup,
    topicArn: string,
  ) {
    super(scope, id);
    const { name, tags, bootstrap, capacity } = input;
    launchFailures(this, "failed_launch", { name, tags, topicArn, group });
    // AWS documents no event for a launch that its hook has cancelled, so what it leaves behind is watched: too few.
    new CloudwatchMetricAlarm(this, "too_few", {
      alarmName: text`${name}-too-few-in-service`,
      alarmDescription: text`${name} has had fewer than ${capacity.min} instances in service for longer than a bootstrap may take.`,
      namespace: "AWS/AutoScaling",
      metricName: "GroupInServiceInstances",
      dimensions: { AutoScalingGroupName: group.name },
      statistic: "Maximum",
      period: 60,
      // A replacement takes that long when all goes well; five minutes for its launch.
      evaluationPeriods: add(divideUp(bootstrap.timeoutSeconds, 60), 5),
      threshold: capacity.min,
      comparisonOperator: "LessThanThreshold",
      treatMissingData: "breaching",
      alarmActions: [topicArn],
      okActions: [topicArn],
      tags,
    });
  }
}
