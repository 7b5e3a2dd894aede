import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../harness/project";
import { patterns } from "../publisher/patterns";
import { Pattern } from "../publisher/pattern";
import { casesOf, NO_ACCOUNT } from "./support/pattern-cases";
import { synthesizer } from "./support/synthesized";

/** What AWS charges for as long as it exists, and the word by which a README calls it (the pricing page of each service). */
const CHARGED: Readonly<Record<string, string>> = {
  aws_autoscaling_group: "EC2 instances",
  aws_cloudwatch_metric_alarm: "Alarms",
  aws_db_instance: "DB instances",
  aws_dynamodb_table: "Table",
  aws_eip: "Public IPv4 address",
  aws_lb: "Load balancer",
  aws_rds_cluster: "DB instances",
  aws_route53_health_check: "health check",
  aws_route53_zone: "hosted zone",
  aws_secretsmanager_secret: "Secret",
};

/** What costs nothing, or nothing until it is used. */
const FREE = new Set([
  "aws_autoscaling_lifecycle_hook",
  "aws_autoscaling_policy",
  "aws_autoscaling_schedule",
  "aws_cloudwatch_event_rule",
  "aws_cloudwatch_event_target",
  "aws_cloudwatch_log_group",
  "aws_db_parameter_group",
  "aws_db_subnet_group",
  "aws_eip_association",
  "aws_iam_instance_profile",
  "aws_iam_policy",
  "aws_iam_role",
  "aws_iam_role_policy",
  "aws_iam_role_policy_attachment",
  "aws_launch_template",
  "aws_lb_listener",
  "aws_lb_target_group",
  "aws_network_interface",
  "aws_rds_cluster_parameter_group",
  "aws_route53_record",
  "aws_secretsmanager_secret_version",
  "aws_security_group",
  "aws_sfn_state_machine",
  "aws_sqs_queue",
  "aws_sqs_queue_policy",
  "aws_sqs_queue_redrive_allow_policy",
  "aws_ssm_parameter",
  "aws_vpc_security_group_egress_rule",
  "aws_vpc_security_group_ingress_rule",
  "terraform_data",
]);

describe.each(patterns)("what $name costs while nothing happens", (pattern) => {
  const types = typesOf(pattern);

  test("of every resource in it is known whether it is charged", () => {
    expect(types.filter((type) => CHARGED[type] === undefined && !FREE.has(type))).toEqual([]);
  });

  test("is what its README says, and nothing else", () => {
    const charged = new Set(types.flatMap((type) => CHARGED[type] ?? []));
    const rows = rowsOf(pattern);
    const said = new Set(Object.values(CHARGED).filter((word) => rows.some((row) => row.includes(word))));
    expect([...said].sort()).toEqual([...charged].sort());
  });
});

/** The types of the resources that the smallest config makes. */
function typesOf(pattern: Pattern): string[] {
  const { smallest } = casesOf(pattern).parity(NO_ACCOUNT);
  return Object.keys(synthesizer(pattern.construct, pattern.name, smallest as never).resources().counts);
}

/** The rows of the table in the README's section on cost. */
function rowsOf({ name }: Pattern): string[] {
  const readme = readFileSync(join(projectRoot, "modules", name, "README.md"), "utf8");
  const [, section = ""] = readme.split("## Cost while idle\n");
  return section
    .split("\n## ")[0]!
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.includes("---"))
    .slice(1)
    .map((line) => line.split(" | ")[0]!);
}
