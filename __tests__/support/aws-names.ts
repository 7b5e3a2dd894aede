/** A name that AWS gives a resource, or a text that it keeps with it. */
interface Kept {
  /** Characters that AWS takes, the suffix of a prefix included. */
  readonly most: number;
  /** What it has to differ from: those of its type in the account and region, or in its parent; a text from nothing. */
  readonly unique?: "account" | "parent";
}

const SUFFIX = 26; // "id.UniqueIDSuffixLength", Terraform's plugin SDK: what is put behind a `name_prefix`

const account = (most: number): Kept => ({ most, unique: "account" });
const parent = (most: number): Kept => ({ most, unique: "parent" });
const text = (most: number): Kept => ({ most });

/**
 * What is made of a pattern's `name`, and how long AWS lets it be: the API reference of each service, of the call that
 * makes it; where the provider is stricter, the provider.
 */
export const KEPT: Readonly<Record<string, Kept>> = {
  "aws_ami_from_instance.name": account(128), // EC2, CreateImage
  "aws_autoscaling_group.name": account(255), // EC2 Auto Scaling, CreateAutoScalingGroup
  "aws_autoscaling_group.name_prefix": account(255),
  "aws_autoscaling_policy.name": parent(255), // PutScalingPolicy
  "aws_autoscaling_schedule.scheduled_action_name": parent(255), // PutScheduledUpdateGroupAction
  "aws_cloudwatch_event_rule.name": account(64), // EventBridge, PutRule
  "aws_cloudwatch_event_rule.name_prefix": account(64),
  "aws_cloudwatch_event_rule.description": text(512),
  "aws_cloudwatch_log_group.name": account(512), // CloudWatch Logs, CreateLogGroup
  "aws_cloudwatch_metric_alarm.alarm_name": account(255), // CloudWatch, PutMetricAlarm
  "aws_cloudwatch_metric_alarm.alarm_description": text(1024),
  "aws_db_event_subscription.name": account(254), // RDS, CreateEventSubscription: less than 255
  "aws_db_instance.identifier": account(63), // RDS, CreateDBInstance
  "aws_db_instance.final_snapshot_identifier": account(255),
  "aws_db_parameter_group.name_prefix": account(255), // CreateDBParameterGroup
  "aws_db_parameter_group.description": text(255),
  "aws_db_proxy.name": account(62), // the provider; CreateDBProxy takes 63
  "aws_db_subnet_group.name_prefix": account(255), // CreateDBSubnetGroup
  "aws_db_subnet_group.description": text(255),
  "aws_dynamodb_table.name": account(255), // DynamoDB, CreateTable
  "aws_elasticache_parameter_group.name": account(255), // ElastiCache, CreateCacheParameterGroup
  "aws_elasticache_parameter_group.description": text(255),
  "aws_elasticache_replication_group.replication_group_id": account(40), // CreateReplicationGroup
  "aws_elasticache_replication_group.description": text(255),
  "aws_elasticache_subnet_group.name": account(255), // CreateCacheSubnetGroup
  "aws_elasticache_subnet_group.description": text(255),
  "aws_elasticache_user.user_id": account(40), // "Setting up RBAC", ElastiCache user guide
  "aws_elasticache_user.user_name": text(120), // CreateUser; it is unique in a user group only
  "aws_elasticache_user_group.user_group_id": account(40),
  "aws_fis_experiment_template.description": text(512), // FIS, CreateExperimentTemplate
  "aws_iam_instance_profile.name_prefix": account(128), // IAM, CreateInstanceProfile
  "aws_iam_policy.name_prefix": account(128), // CreatePolicy
  "aws_iam_policy.description": text(1000),
  "aws_iam_role.name_prefix": account(64), // CreateRole
  "aws_iam_role.description": text(1000),
  "aws_launch_template.name_prefix": account(128), // EC2, CreateLaunchTemplate
  "aws_launch_template.description": text(255),
  "aws_lb.name": account(32), // Elastic Load Balancing, CreateLoadBalancer
  "aws_lb_target_group.name_prefix": account(32), // CreateTargetGroup
  "aws_network_interface.description": text(255), // EC2, CreateNetworkInterface
  "aws_rds_cluster.cluster_identifier": account(52), // RDS, CreateDBCluster, of a Multi-AZ DB cluster
  "aws_rds_cluster.final_snapshot_identifier": account(255),
  "aws_rds_cluster_parameter_group.name_prefix": account(255), // CreateDBClusterParameterGroup
  "aws_rds_cluster_parameter_group.description": text(255),
  "aws_route53_record.name": parent(255), // Route 53 developer guide, "DNS domain name format"
  "aws_route53_zone.name": text(255), // several private zones may have one name, for several VPCs
  "aws_route53_zone.comment": text(256),
  "aws_s3_object.key": account(1024), // S3 user guide, "Naming Amazon S3 objects"
  "aws_secretsmanager_secret.name_prefix": account(512), // Secrets Manager, CreateSecret
  "aws_secretsmanager_secret.description": text(2048),
  "aws_security_group.name_prefix": account(255), // EC2, CreateSecurityGroup
  "aws_security_group.description": text(255),
  "aws_sfn_state_machine.name": account(80), // Step Functions, CreateStateMachine
  "aws_sqs_queue.name": account(80), // SQS, CreateQueue
  "aws_ssm_parameter.name": account(1011), // Systems Manager, PutParameter
  "aws_ssm_parameter.description": text(1024),
};

/** One name, or one text, of a planned resource. */
export interface Named {
  /** `aws_iam_role.name_prefix`: see `KEPT`. */
  readonly argument: string;
  readonly value: string;
  /** Length of what AWS gets. */
  readonly length: number;
  readonly address: string;
}

/** A planned or a synthesized resource. */
interface Resource {
  readonly type: string;
  readonly address: string;
  readonly values: object;
}

/** Documents, which have limits of their own. */
const DOCUMENTS = /policy|pattern|definition|user_data|content|value/;

/** What names another resource. */
const REFERENCES = /^rule$|_group_name$|_source_db$|^db_proxy_name$|^db_instance_identifier$|_alarm_name$/;

/** Whether AWS takes no second one of this name: no prefix, behind which Terraform puts what makes it the only one. */
export function isOneOfAKind({ argument }: Named): boolean {
  return KEPT[argument]?.unique === "account" && !argument.endsWith("_prefix");
}

/** What a resource has of a pattern's name: its own names and texts. */
export function namesIn({ type, address, values }: Resource, name: string): Named[] {
  return Object.entries(values).flatMap(([key, value]) => {
    if (typeof value !== "string" || !value.includes(name)) return [];
    if (DOCUMENTS.test(key) || REFERENCES.test(key)) return [];
    const length = [...value].length + (key.endsWith("_prefix") ? SUFFIX : 0);
    return [{ argument: `${type}.${key}`, value, length, address }];
  });
}
