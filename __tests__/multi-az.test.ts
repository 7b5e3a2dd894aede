import "cdktf/lib/testing/adapters/jest";
import { everything } from "./multi-az/configs";
import { Resources, resources, synth } from "./multi-az/synth";

describe("the whole of it", () => {
  test("defaults", () => {
    const made = synth();
    expect(new Resources(made).counts).toEqual({
      aws_autoscaling_group: 1,
      aws_iam_instance_profile: 1,
      aws_iam_role: 1,
      aws_iam_role_policy_attachment: 2,
      aws_launch_template: 1,
      aws_lb: 1,
      aws_lb_listener: 2,
      aws_lb_target_group: 1,
      aws_security_group: 2,
      aws_vpc_security_group_egress_rule: 3,
      aws_vpc_security_group_ingress_rule: 2,
      terraform_data: 1,
    });
    expect(made).toMatchSnapshot();
  });

  test("everything on", () => {
    const made = synth(everything);
    expect(new Resources(made).counts).toEqual({
      aws_autoscaling_group: 1,
      aws_autoscaling_policy: 2,
      aws_cloudwatch_event_rule: 1,
      aws_cloudwatch_event_target: 1,
      aws_cloudwatch_metric_alarm: 2,
      aws_fis_experiment_template: 1,
      aws_iam_instance_profile: 1,
      aws_iam_role: 2,
      aws_iam_role_policy: 1,
      aws_iam_role_policy_attachment: 2,
      aws_launch_template: 1,
      aws_lb: 1,
      aws_lb_listener: 3,
      aws_lb_target_group: 1,
      aws_security_group: 2,
      aws_vpc_security_group_egress_rule: 2,
      aws_vpc_security_group_ingress_rule: 3,
      aws_wafv2_web_acl_association: 1,
      terraform_data: 1,
    });
    expect(made).toMatchSnapshot();
  });

  test("every name starts with the pattern's name", () => {
    const named = resources({ ...everything, name: "orders" })
      .all.map(([address, block]) => [address, block.name ?? block.name_prefix ?? block.alarm_name])
      .filter(([, name]) => name !== undefined);
    const others = named.filter(([, name]) => !/^orders(-|$)/.test(name));
    expect(named).toHaveLength(15);
    // The policy's name lives inside of its role; the prefix of a target group has six characters at most.
    expect(others.map(([address, name]) => [address.split(".")[0], name])).toEqual([
      ["aws_iam_role_policy", "terminate"],
      ["aws_lb_target_group", '${"${trimsuffix(substr("orders", 0, 5), "-")}-"}'],
    ]);
  });

  test("nothing of it is made before the guard has passed", () => {
    const made = resources(everything);
    const guard = made.address("terraform_data");
    const free = made.notWaitingFor(guard);
    expect(free).toEqual([guard]);
  });

  test("tags are on everything that takes tags", () => {
    const untagged = resources(everything)
      .all.filter(([, block]) => !JSON.stringify(block.tags ?? "").includes("orders"))
      .map(([address]) => address.split(".")[0]);
    // These have no tags in AWS; the group's are blocks, see the test of the fleet.
    expect([...new Set(untagged)].sort()).toEqual([
      "aws_autoscaling_group",
      "aws_autoscaling_policy",
      "aws_cloudwatch_event_target",
      "aws_iam_role_policy",
      "aws_iam_role_policy_attachment",
      "aws_wafv2_web_acl_association",
      "terraform_data",
    ]);
  });
});

describe("permissions", () => {
  /** Every action of every policy, in JSON or in Terraform's `jsonencode`. */
  const actions = (made: string) =>
    [...made.matchAll(/\\"Action\\":\\"([^"\\]*)\\"|\bAction = \\"([^"\\]*)\\"/g)].map(
      ([, json, hcl]) => json ?? hcl,
    );

  test("no policy has a wildcard in its actions", () => {
    const made = synth(everything);
    expect(actions(made).sort()).toEqual([
      "ec2:DescribeInstances",
      "ec2:TerminateInstances",
      "sts:AssumeRole",
      "sts:AssumeRole",
    ]);
    // As many as the word stands there, so that none is written in a form that the search above does not know.
    expect(made.match(/\bAction\b/g)).toHaveLength(4);
  });

  test("Session Manager's policy and the user's own are attached to the instances' role", () => {
    const policyArns = { queue: "arn:aws:iam::123456789012:policy/queue" };
    const made = resources({ policyArns });
    const role = `\${${made.address("aws_iam_role")}.name}`;
    expect(made.only("aws_iam_role_policy_attachment", "session_manager")).toMatchObject({
      role,
      policy_arn: expect.stringMatching(/:iam::aws:policy\/AmazonSSMManagedInstanceCore$/),
    });
    expect(made.only("aws_iam_role_policy_attachment", "fleet_role_policy")).toMatchObject({
      role,
      policy_arn: "${each.value}",
      for_each: policyArns,
    });
  });

  test("the permissions boundary bounds every role", () => {
    const boundaries = resources(everything)
      .of("aws_iam_role")
      .map((role) => role.permissions_boundary);
    expect(boundaries).toEqual(Array(2).fill("arn:aws:iam::123456789012:policy/boundary"));
    expect(resources().only("aws_iam_role").permissions_boundary).toBeUndefined();
  });
});
