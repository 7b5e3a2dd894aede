import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { hcl, text } from "../definition";

/** Whose launches are watched. */
export interface LaunchingFleet {
  readonly name: string;
  readonly tags: Record<string, string>;
  readonly group: AutoscalingGroup;
}

/** An event, not a metric: Auto Scaling tells of a failed launch and tries again, for ever and silently. */
export function failedLaunches(scope: Construct, { name, tags, group }: LaunchingFleet, topicArn: string) {
  const pattern = hcl`jsonencode({
      source = ["aws.autoscaling"], "detail-type" = ["EC2 Instance Launch Unsuccessful"],
      detail = { AutoScalingGroupName = [${group.name}] }
    })`;
  const rule = new CloudwatchEventRule(scope, "failed_launch", {
    name: text`${name}-failed-launch`,
    description: text`Auto Scaling cannot start an instance of ${name}.`,
    eventPattern: Token.asString(pattern),
    tags,
  });
  new CloudwatchEventTarget(scope, "failed_launch_topic", { rule: rule.name, arn: topicArn });
}
