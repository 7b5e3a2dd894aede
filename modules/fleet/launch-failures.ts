import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { hcl, text } from "../definition";

/** Whose failed launches, and who hears of them. */
export interface LaunchFailureOptions {
  /** Name of the fleet. */
  readonly name: string;
  readonly group: AutoscalingGroup;
  /** ARN of the SNS topic. */
  readonly topicArn: string;
  readonly tags: Record<string, string>;
}

/**
 * Tells a topic of every launch that failed: Auto Scaling tries again, for ever and silently. An event, not a metric:
 * there is none of it. That an abandoned bootstrap gives this event AWS does not document.
 */
export function launchFailures(scope: Construct, id: string, options: LaunchFailureOptions): void {
  const { name, group, topicArn, tags } = options;
  const pattern = hcl`jsonencode({
      source = ["aws.autoscaling"], "detail-type" = ["EC2 Instance Launch Unsuccessful"],
      detail = { AutoScalingGroupName = [${group.name}] }
    })`;
  const rule = new CloudwatchEventRule(scope, id, {
    // Fleets of several patterns may have one name, and EventBridge would take the rule of the second for the first one's.
    namePrefix: text`${name}-failed-launch-`,
    description: text`Auto Scaling cannot start an instance of ${name}.`,
    eventPattern: Token.asString(pattern),
    tags,
  });
  new CloudwatchEventTarget(scope, `${id}_topic`, { rule: rule.name, arn: topicArn });
}
