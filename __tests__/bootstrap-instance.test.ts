import "cdktf/lib/testing/adapters/jest";
import { AutoscalingLifecycleHook } from "@cdktf/provider-aws/lib/autoscaling-lifecycle-hook";
import { App, TerraformStack } from "cdktf";
import { BootstrapInstance, MultiAz } from "../modules";
import { BootstrapInstanceConfig } from "../modules/bootstrap-instance/inputs";
import { everything, smallest } from "./bootstrap-instance/configs";
import { tokens } from "./definition/resolved";
import { Resources, synthesizer } from "./support/synthesized";

const { resources, synth } = synthesizer(BootstrapInstance, "docs", smallest);

/** The snapshots show what surrounds it; the program has tests of its own. */
const withoutProgram = (stack: string) =>
  stack.replace(/("docs_fleet_lookup_bootstrap_program_\w+": ")(?:[^"\\]|\\.)*"/g, '$1…"');

describe("the whole of it", () => {
  test("defaults", () => {
    expect(resources().counts).toEqual({
      aws_autoscaling_group: 1,
      aws_autoscaling_lifecycle_hook: 1,
      aws_iam_instance_profile: 1,
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
      aws_iam_role_policy_attachment: 2,
      aws_launch_template: 1,
      aws_security_group: 1,
      aws_vpc_security_group_egress_rule: 2,
      terraform_data: 2,
    });
    expect(withoutProgram(synth())).toMatchSnapshot();
  });

  test("everything on", () => {
    expect(resources(everything).counts).toEqual({
      aws_autoscaling_group: 1,
      aws_autoscaling_lifecycle_hook: 1,
      aws_cloudwatch_event_rule: 1,
      aws_cloudwatch_event_target: 1,
      aws_cloudwatch_log_group: 1,
      aws_cloudwatch_metric_alarm: 1,
      aws_iam_instance_profile: 1,
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
      aws_iam_role_policy_attachment: 2,
      aws_launch_template: 1,
      aws_lb: 1,
      aws_lb_listener: 3,
      aws_lb_target_group: 1,
      aws_s3_object: 1,
      aws_security_group: 2,
      aws_vpc_security_group_egress_rule: 2,
      aws_vpc_security_group_ingress_rule: 3,
      aws_wafv2_web_acl_association: 1,
      terraform_data: 2,
    });
    expect(withoutProgram(synth(everything))).toMatchSnapshot();
  });
});

describe("the launch hook", () => {
  test("is there when the first instance starts, and can be changed later", () => {
    const hook = {
      name: "bootstrap",
      default_result: "ABANDON",
      heartbeat_timeout: 600,
      lifecycle_transition: "autoscaling:EC2_INSTANCE_LAUNCHING",
    };
    const made = resources({ bootstrap: { timeoutSeconds: 600 } });
    expect(made.only("aws_autoscaling_group").initial_lifecycle_hook).toEqual(hook);
    expect(synth({ bootstrap: { timeoutSeconds: 600 } })).toHaveResourceWithProperties(
      AutoscalingLifecycleHook,
      hook,
    );
  });

  test.each([
    [60, 1, "4m"],
    [900, 10, "18m"],
    [901, 10, "19m"],
    [900, 60, "60m"],
  ])(
    "of %i s: apply waits longer, and at least the %i minutes of the rollout",
    (timeoutSeconds, waitMinutes, waits) => {
      const made = resources({ bootstrap: { timeoutSeconds }, rollout: { waitMinutes } });
      expect(made.only("aws_autoscaling_group").wait_for_capacity_timeout).toBe(waits);
    },
  );

  test("may be completed before the group is done: the policy comes first", () => {
    const made = resources(everything);
    expect(made.only("aws_autoscaling_group").depends_on).toContain(made.address("aws_iam_role_policy"));
    expect(made.only("aws_iam_role_policy").depends_on).toEqual([made.address("aws_s3_object")]);
  });

  test("of another group is none of this role's business", () => {
    const made = resources();
    const { policy } = made.only("aws_iam_role_policy");
    expect(policy).toContain('Action = ["autoscaling:CompleteLifecycleAction"]');
    expect(policy).toContain(`"aws:ResourceTag/bootstrap-role" = ${made.address("aws_iam_role")}.name`);
    const { for_each: tags, content } = made.only("aws_autoscaling_group").dynamic.tag;
    expect(tags).toContain(`{ "bootstrap-role" = ${made.address("aws_iam_role")}.name }`);
    expect(content.propagate_at_launch).toBe('${tag.key != "bootstrap-role"}');
  });
});

test("no statement of the policy allows more than what it names", () => {
  const { policy } = resources(everything).only("aws_iam_role_policy");
  const actions = [...policy.matchAll(/Action = \[([^\]]*)\]/g)].map(([, list]) => list);
  expect(actions).toEqual([
    '"autoscaling:CompleteLifecycleAction"',
    '"secretsmanager:GetSecretValue"',
    '"ssm:GetParameter"',
    '"s3:GetObject"',
    '"logs:CreateLogStream", "logs:PutLogEvents"',
  ]);
  expect(policy).not.toMatch(/Resource = \[?"\*"/);
});

describe("the load balancer", () => {
  test("decides about health where there is one, and EC2 where there is none", () => {
    const group = (config: Partial<BootstrapInstanceConfig>) =>
      resources(config).only("aws_autoscaling_group");
    expect(group({})).toMatchObject({ health_check_type: "EC2", target_group_arns: [] });
    expect(group({})).not.toHaveProperty("min_elb_capacity");
    const balanced = { capacity: { min: 2 }, loadBalancer: {} };
    expect(group(balanced)).toMatchObject({ health_check_type: "ELB", min_elb_capacity: 2, max_size: 2 });
  });

  test("gets a new group together with a new target group", () => {
    const made = resources({ loadBalancer: {} });
    const targets = made.address("terraform_data", "targets");
    expect(made.only("aws_autoscaling_group").lifecycle.replace_triggered_by).toEqual([`${targets}.id`]);
    expect(made.only("terraform_data", "targets").triggers_replace).toBe(
      `\${${made.address("aws_lb_target_group")}.arn}`,
    );
  });
});

test("the alarm on too few waits as long as a bootstrap may take, and its launch", () => {
  const made = resources({ ...everything, capacity: { min: 2 } });
  expect(made.only("aws_cloudwatch_metric_alarm")).toMatchObject({
    metric_name: "GroupInServiceInstances",
    threshold: 2,
    period: 60,
    evaluation_periods: 35,
    treat_missing_data: "breaching",
  });
});

test("what only Terraform will know goes into files, commands and secrets", () => {
  const bootstrap = {
    files: { "/etc/app": { content: `host=${tokens.string} at ${"${HOME}"}\n` } },
    secrets: { "/etc/password": { arn: tokens.string } },
    run: [`ping ${tokens.string}`],
  };
  const { locals } = JSON.parse(synth({ bootstrap })) as { locals: Record<string, string> };
  const [, plan] = Object.entries(locals).find(([name]) => name.includes("bootstrap_plan"))!;
  expect(plan).toContain('base64encode("host=${var.string} at $${HOME}\\n")');
  expect(plan).toContain("replace(var.string, ");
  expect(plan).toContain('[for text in ["ping ${var.string}"] : base64encode(text)]');
});

test("a multi-AZ tier takes the same bootstrap", () => {
  const stack = new TerraformStack(new App({ skipValidation: true }), "stack");
  const { bootstrap, ...place } = smallest;
  new MultiAz(stack, "web", {
    ...place,
    capacity: { needed: 2 },
    bootstrap: { ...bootstrap, packages: ["nginx"] },
  });
  const made = new Resources(JSON.stringify(stack.toTerraform()));
  expect(made.only("aws_autoscaling_lifecycle_hook").heartbeat_timeout).toBe(900);
  expect(made.only("aws_autoscaling_group")).toMatchObject({
    wait_for_capacity_timeout: "18m",
    initial_lifecycle_hook: { name: "bootstrap" },
  });
  expect(made.only("aws_iam_role_policy").name).toBe("bootstrap");
});

test("a user's own user data and a bootstrap do not go together", () => {
  const { bootstrap, ...place } = smallest;
  const stack = new TerraformStack(new App({ skipValidation: true }), "stack");
  const both = { ...place, capacity: { needed: 2 }, bootstrap, userData: "#!/bin/sh" };
  expect(() => new MultiAz(stack, "web", both)).toThrow("bootstrap and userData must not be given together");
});
