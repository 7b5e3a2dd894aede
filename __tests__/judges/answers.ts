/** Why a finding of checkov at the defaults stays as it is. */
export interface Answer {
  readonly check: string;
  /** Where it is found: type and name. */
  readonly resources: readonly string[];
  readonly reason: string;
}

const HTTP_ONLY_INSIDE =
  "Without `loadBalancer.https` the load balancer is internal; one that faces the internet is refused without a certificate.";
const COSTS = "It costs extra and is an input; what it is good for depends on the load.";

/** Every finding at the defaults, with its answer; a test fails when one is no longer found. */
export const answers: readonly Answer[] = [
  {
    check: "CKV_AWS_2",
    resources: ["aws_lb_listener.load_balancer_listener", "aws_lb_listener.load_balancer_listener_probe"],
    reason: `${HTTP_ONLY_INSIDE} The probe is a listener that the security group lets nobody reach.`,
  },
  {
    check: "CKV_AWS_103",
    resources: ["aws_lb_listener.load_balancer_listener", "aws_lb_listener.load_balancer_listener_probe"],
    reason: HTTP_ONLY_INSIDE,
  },
  { check: "CKV2_AWS_20", resources: ["aws_lb.load_balancer"], reason: HTTP_ONLY_INSIDE },
  {
    check: "CKV_AWS_378",
    resources: ["aws_lb_target_group.load_balancer_target_group"],
    reason: "TLS ends at the load balancer; instances are reached from its security group only.",
  },
  {
    check: "CKV_AWS_91",
    resources: ["aws_lb.load_balancer"],
    reason: "Access logs need a bucket of the user's: `loadBalancer.accessLogs`.",
  },
  {
    check: "CKV_AWS_157",
    resources: ["aws_db_instance.replica"],
    reason:
      "The master is Multi-AZ; replicas are several, one in each zone, behind names that leave out a lost one.",
  },
  {
    check: "CKV_AWS_353",
    resources: ["aws_db_instance.master", "aws_db_instance.replica"],
    reason: `\`databaseInsights\`. ${COSTS}`,
  },
  {
    check: "CKV_AWS_118",
    resources: ["aws_db_instance.master", "aws_db_instance.replica"],
    reason: `\`monitoring\`. ${COSTS}`,
  },
  {
    check: "CKV_AWS_129",
    resources: ["aws_db_instance.master", "aws_db_instance.replica"],
    reason: `\`logExports\`. ${COSTS}`,
  },
  { check: "CKV_AWS_324", resources: ["aws_rds_cluster.cluster"], reason: `\`logExports\`. ${COSTS}` },
  {
    check: "CKV2_AWS_27",
    resources: ["aws_rds_cluster.cluster"],
    reason: "Logged queries hold users' data and cost throughput: `parameters` turns them on.",
  },
  {
    check: "CKV_AWS_149",
    resources: ["aws_secretsmanager_secret.password_secret"],
    reason: "Encrypted with the account's key of Secrets Manager; `kmsKeyArn` gives another one.",
  },
  {
    check: "CKV_AWS_327",
    resources: ["aws_rds_cluster.cluster"],
    reason: "Encrypted with the account's key of RDS; `kmsKeyArn` gives another one.",
  },
  {
    check: "CKV2_AWS_57",
    resources: ["aws_secretsmanager_secret.password_secret"],
    reason: "The password is rotated by one number, `passwordVersion`, with the database in the same apply.",
  },
  {
    check: "CKV_AWS_162",
    resources: ["aws_rds_cluster.cluster"],
    reason: "Not modelled by the emulator, so not offered for the cluster; the HA database has it on.",
  },
  {
    check: "CKV2_AWS_8",
    resources: ["aws_rds_cluster.cluster"],
    reason: "RDS makes its own backups (`backup.retentionDays`); a plan of AWS Backup is the account's.",
  },
  {
    check: "CKV_AWS_158",
    resources: ["aws_cloudwatch_log_group.controller_log"],
    reason: "CloudWatch Logs encrypts it with a key of its own; it holds ids and states, no data of users.",
  },
  {
    check: "CKV_AWS_338",
    resources: ["aws_cloudwatch_log_group.controller_log"],
    reason: "Who moved what is of use for weeks: `logs.retentionDays`, 30 unless you say more.",
  },
  {
    check: "CKV_AWS_284",
    resources: ["aws_sfn_state_machine.controller"],
    reason:
      "Its log has every state of every execution; traces of X-Ray would add rights and cost, and nothing to see.",
  },
  {
    check: "CKV2_AWS_34",
    resources: ["aws_ssm_parameter.controller_intent"],
    reason: "It is the name of a member, and no secret: a plan shall show it.",
  },
  {
    check: "CKV2_AWS_19",
    resources: ["aws_eip.address"],
    reason: "The controller attaches it; Terraform must not, or it would take it back after a failover.",
  },
  {
    check: "CKV_AWS_119",
    resources: ["aws_dynamodb_table.table"],
    reason: "Encrypted with the account's key of DynamoDB; `table.kmsKeyArn` gives another one.",
  },
];

/** The same of shellcheck in the scripts that instances get. */
export const scriptAnswers: readonly Omit<Answer, "resources">[] = [
  {
    check: "SC2016",
    reason: "A user's `$` stands in single quotes so that the bootstrap's shell leaves it as it is.",
  },
];
