import "cdktf/lib/testing/adapters/jest";
import { FloatingIp } from "../modules";
import { everything, smallest } from "./floating-ip/configs";
import { synthesizer } from "./support/synthesized";

const { resources, synth } = synthesizer(FloatingIp, "proxy", smallest);

/** The snapshots show what surrounds the machine; it has tests of its own. */
const withoutMachine = (stack: string) => stack.replace(/("definition": ")(?:[^"\\]|\\.)*"/g, '$1…"');

const COUNTS = {
  aws_autoscaling_group: 1,
  aws_cloudwatch_event_rule: 6,
  aws_cloudwatch_event_target: 6,
  aws_cloudwatch_log_group: 1,
  aws_cloudwatch_metric_alarm: 4,
  aws_eip: 1,
  aws_iam_role: 2,
  aws_iam_role_policy: 2,
  aws_sfn_state_machine: 1,
  aws_sqs_queue: 1,
  aws_sqs_queue_policy: 1,
  aws_ssm_parameter: 1,
  terraform_data: 1,
};

test("defaults", () => {
  expect(resources().counts).toEqual(COUNTS);
  expect(withoutMachine(synth())).toMatchSnapshot();
});

test("everything on: the same resources", () => {
  expect(resources(everything).counts).toEqual(COUNTS);
  expect(withoutMachine(synth(everything))).toMatchSnapshot();
});

test("nothing is made before the rules are passed", () => {
  const made = resources(everything);
  const guard = made.address("terraform_data", "guard");
  expect(made.notBehind(guard)).toEqual([guard]);
});

test("Terraform never says who holds the address", () => {
  const { instance, network_interface, associate_with_private_ip } = resources().only("aws_eip");
  expect([instance, network_interface, associate_with_private_ip]).toEqual([undefined, undefined, undefined]);
  expect(resources().counts.aws_eip_association).toBeUndefined();
});

test("the intent is written last, so that its creation is heard", () => {
  const made = resources();
  const rule = made.address("aws_cloudwatch_event_target", "intent");
  expect(made.only("aws_ssm_parameter").depends_on).toContain(rule);
});

test("every event is tried again, and kept when it cannot be delivered", () => {
  for (const target of resources().of("aws_cloudwatch_event_target")) {
    expect(target.retry_policy).toEqual({ maximum_event_age_in_seconds: 3600, maximum_retry_attempts: 60 });
    expect(target.dead_letter_config.arn).toMatch(/aws_sqs_queue/);
    expect(target.role_arn).toMatch(/events_role/);
  }
});

test("no action of a policy has a wildcard", () => {
  const policies = [smallest, everything].flatMap((config) => resources(config).of("aws_iam_role_policy"));
  const actions = policies.flatMap(({ policy }) => [...policy.matchAll(/Action = \[([^\]]*)\]/g)]);
  expect(actions.length).toBeGreaterThan(8);
  for (const [, list] of actions) expect(list).not.toContain("*");
});
