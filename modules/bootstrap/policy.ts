import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { concat, Expression, hcl, text, valuesOf } from "../definition";
import { allow, policyJson, Statement } from "../policy";
import { BootstrapInput } from "./inputs";

/**
 * Tag of the Auto Scaling group that says which role may complete its lifecycle hook. The policy cannot name the group:
 * the group waits for its first instances, which need the policy.
 */
export const ROLE_TAG = "bootstrap-role";

/** What the policy is about. */
export interface PolicySubjects {
  /** Name of the fleet. */
  readonly name: string;
  /** Role of its instances. */
  readonly role: IamRole;
  /** ARN of the log group; empty without logs. */
  readonly logGroupArn: string;
  /** ARN of the object with the plan; empty without a bucket. */
  readonly planArn: string;
  /** What has to be there before the policy. */
  readonly dependsOn: ITerraformDependable[];
}

/** What an instance may do for its bootstrap: answer its own group's hook, and read just what the bootstrap names. */
export function bootstrapPolicy(
  scope: Construct,
  id: string,
  input: BootstrapInput,
  subjects: PolicySubjects,
): IamRolePolicy {
  const { partition } = new DataAwsPartition(scope, "partition");
  const { name, role, logGroupArn, planArn, dependsOn } = subjects;
  const secrets = secretArns(input);
  const objects = hcl`compact([${sourceArn(input, partition)}, ${planArn}])`;
  const streams = hcl`[for arn in compact([${logGroupArn}]) : "\${arn}:*"]`;
  const statements = [
    onOwnGroup(["autoscaling:CompleteLifecycleAction"], { partition, name, role }),
    allow(["secretsmanager:GetSecretValue"], ofService(secrets, "secretsmanager")),
    allow(["ssm:GetParameter"], ofService(secrets, "ssm")),
    allow(["s3:GetObject"], objects),
    allow(["logs:CreateLogStream", "logs:PutLogEvents"], streams),
  ];
  return new IamRolePolicy(scope, id, {
    role: role.name,
    name: "bootstrap",
    policy: policyJson(statements),
    dependsOn,
  });
}

/** The instances of a fleet, and where they run. */
export interface GroupOwner {
  /** AWS's partition. */
  readonly partition: string;
  /** Name of the fleet. */
  readonly name: string;
  /** Role of its instances. */
  readonly role: IamRole;
}

/** A statement that allows instances these actions on their own group, of which the tag says that it is theirs. */
export function onOwnGroup(actions: string[], { partition, name, role }: GroupOwner): Statement {
  const groups = text`arn:${partition}:autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/${name}-*`;
  return allow(actions, [groups], { StringEquals: { [`aws:ResourceTag/${ROLE_TAG}`]: role.name } });
}

/** Of all secrets, that of the source too, each once. */
function secretArns(input: BootstrapInput): string[] {
  const files = valuesOf(input.secrets.map((_, { arn }) => arn));
  const token = input.source.get(({ git }) => git.get((given) => given.token.get(({ arn }) => arn)));
  return concat(files, [token.or("")]);
}

function ofService(arns: string[], service: string): Expression {
  return hcl`distinct([for arn in ${arns} : arn if can(regex(${`^arn:[a-z-]+:${service}:`}, arn))])`;
}

function sourceArn(input: BootstrapInput, partition: string): string {
  const arn = input.source.get(({ s3 }) =>
    s3.get(({ bucket, key }) => text`arn:${partition}:s3:::${bucket}/${key}`),
  );
  return arn.or("");
}
