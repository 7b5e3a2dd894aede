import "cdktf/lib/testing/adapters/jest";
import { AutoscalingPolicy } from "@cdktf/provider-aws/lib/autoscaling-policy";
import { everything } from "./configs";
import { resources, synth } from "./synth";

const topicArn = "arn:aws:sns:us-east-1:123456789012:alarms";
const eachSubnet =
  '${{ for index, member in ["subnet-0000000a", "subnet-0000000b", "subnet-0000000c"] : index => member }}';
// Among the sorted zones: the order of the subnets in the list must not change any of them.
const zoneOfEach = /^\$\{element\(local\.\w+_zones_\w+, \(each\.key\)\)\}$/;

describe("scaling", () => {
  test("by CPU", () => {
    expect(synth({ scaling: { cpu: { targetPercent: 45 } } })).toHaveResourceWithProperties(
      AutoscalingPolicy,
      {
        name: "web-cpu",
        policy_type: "TargetTrackingScaling",
        target_tracking_configuration: {
          predefined_metric_specification: { predefined_metric_type: "ASGAverageCPUUtilization" },
          target_value: 45,
        },
      },
    );
  });

  test("by requests, with the label made of the load balancer and its target group", () => {
    const made = resources({ scaling: { requests: { perTarget: 500 } } });
    const [balancer, target] = [made.address("aws_lb"), made.address("aws_lb_target_group")];
    expect(made.only("aws_autoscaling_policy").target_tracking_configuration).toEqual({
      predefined_metric_specification: {
        predefined_metric_type: "ALBRequestCountPerTarget",
        resource_label: `\${${balancer}.arn_suffix}/\${${target}.arn_suffix}`,
      },
      target_value: 500,
    });
  });

  test("not at all unless asked for", () => {
    expect(resources().of("aws_autoscaling_policy")).toEqual([]);
  });
});

describe("alarms", () => {
  test("one for each zone, which also hears silence", () => {
    const made = resources({ alarms: { topicArn } });
    const alarm = made.only("aws_cloudwatch_metric_alarm", "zone");
    expect(alarm).toMatchObject({
      for_each: eachSubnet,
      metric_name: "HealthyHostCount",
      comparison_operator: "LessThanThreshold",
      threshold: 1,
      treat_missing_data: "breaching",
      alarm_actions: [topicArn],
      ok_actions: [topicArn],
    });
    expect(alarm.dimensions).toEqual({
      AvailabilityZone: expect.stringMatching(zoneOfEach),
      LoadBalancer: `\${${made.address("aws_lb")}.arn_suffix}`,
      TargetGroup: `\${${made.address("aws_lb_target_group")}.arn_suffix}`,
    });
  });

  test("none calls for a zone that was drained on purpose", () => {
    const drained = resources({ alarms: { topicArn }, drainZones: ["us-east-1c"] });
    expect(drained.only("aws_cloudwatch_metric_alarm", "zone").actions_enabled).toMatch(
      /^\$\{!contains\(\["us-east-1c"\], element\(local\.\w+_zones_\w+, \(each\.key\)\)\)\}$/,
    );
  });

  test("one on errors, which counts those that no target was there to answer", () => {
    const alarm = resources({ alarms: { topicArn, errorPercent: 2 } }).only(
      "aws_cloudwatch_metric_alarm",
      "errors",
    );
    expect(alarm).toMatchObject({ threshold: 2, comparison_operator: "GreaterThanThreshold" });
    const [percent, ...counts] = alarm.metric_query;
    expect(percent.expression).toBe(
      "100 * (FILL(targets, 0) + FILL(balancer, 0)) / (FILL(requests, 0) + FILL(balancer, 0))",
    );
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a block of Terraform's JSON
    expect(counts.map((count: any) => [count.id, count.metric.metric_name, count.metric.stat])).toEqual([
      ["requests", "RequestCount", "Sum"],
      ["targets", "HTTPCode_Target_5XX_Count", "Sum"],
      ["balancer", "HTTPCode_ELB_5XX_Count", "Sum"],
    ]);
  });

  test("failed launches of this group, and of no other, reach the topic", () => {
    const made = resources({ alarms: { topicArn } });
    const { event_pattern: pattern } = made.only("aws_cloudwatch_event_rule");
    expect(pattern).toContain('"detail-type" = ["EC2 Instance Launch Unsuccessful"]');
    expect(pattern).toContain(`AutoScalingGroupName = [${made.address("aws_autoscaling_group")}.name]`);
    expect(made.only("aws_cloudwatch_event_target").arn).toBe(topicArn);
  });

  test("none unless asked for", () => {
    expect(resources().of("aws_cloudwatch_metric_alarm")).toEqual([]);
    expect(resources().of("aws_cloudwatch_event_rule")).toEqual([]);
  });
});

describe("drill", () => {
  const made = resources({ drill: everything.drill });
  const group = `${made.address("aws_autoscaling_group")}.name`;

  test("one experiment for each zone terminates this group's instances there", () => {
    const template = made.only("aws_fis_experiment_template");
    expect(template.for_each).toBe(eachSubnet);
    expect(template.action).toEqual([
      {
        name: "terminate",
        action_id: "aws:ec2:terminate-instances",
        target: { key: "Instances", value: "zone" },
      },
    ]);
    expect(template.target).toEqual([
      {
        name: "zone",
        resource_type: "aws:ec2:instance",
        selection_mode: "ALL",
        resource_tag: [{ key: "aws:autoscaling:groupName", value: `\${${group}}` }],
        filter: [
          { path: "Placement.AvailabilityZone", values: [expect.stringMatching(zoneOfEach)] },
          { path: "State.Name", values: ["running"] },
        ],
      },
    ]);
  });

  test("the user's alarm stops it", () => {
    expect(made.only("aws_fis_experiment_template").stop_condition).toEqual([
      {
        source: "aws:cloudwatch:alarm",
        value: "arn:aws:cloudwatch:us-east-1:123456789012:alarm:web-errors",
      },
    ]);
  });

  test("its role may terminate the group's instances and no others", () => {
    const { policy } = made.only("aws_iam_role_policy");
    const [, terminate] = policy.split('Action = "ec2:TerminateInstances"');
    expect(terminate.replace(/\s+/g, " ")).toMatch(
      `Condition = { StringEquals = { "aws:ResourceTag/aws:autoscaling:groupName" = ${group} } }`,
    );
    expect(JSON.parse(made.only("aws_iam_role", "drill").assume_role_policy).Statement[0].Principal).toEqual({
      Service: "fis.amazonaws.com",
    });
  });

  test("none unless asked for", () => {
    expect(resources().of("aws_fis_experiment_template")).toEqual([]);
    expect(resources().of("aws_iam_role")).toHaveLength(1);
  });
});
