import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Maybe } from "../definition";
import { BootstrapInput } from "./inputs";
import { bootstrapPolicy } from "./policy";

/** What the bootstrap's resources belong to. */
export interface BootstrapSubjects {
  /** Name of the fleet. */
  readonly name: string;
  /** Role of its instances. */
  readonly role: IamRole;
  /** The steps, as functions of bash. */
  readonly plan: string;
  /** Key of the plan in the bucket. */
  readonly planKey: string;
  /** Name of the log group. */
  readonly logGroupName: string;
  readonly tags: Record<string, string>;
  /** What they wait for: the guard over the lookups' rules. */
  readonly passed: ITerraformDependable[];
}

/** What a bootstrap needs outside of its instances: what they may do, a place for the log, one for a long plan. */
export class Bootstrap extends Construct {
  /** What has to be there when the first instance starts. */
  readonly ready: ITerraformDependable;
  /** Name of the log group; absent without logs. */
  readonly logGroupName: Maybe<string>;

  constructor(scope: Construct, id: string, input: BootstrapInput, subjects: BootstrapSubjects) {
    super(scope, id);
    const { tags, passed } = subjects;
    const logGroup = input.logs.build(
      this,
      "log",
      (inner, { retentionDays }) =>
        new CloudwatchLogGroup(inner, "Resource", {
          name: subjects.logGroupName,
          retentionInDays: retentionDays,
          tags,
          dependsOn: passed,
        }),
    );
    const plan = input.overflow.build(
      this,
      "plan",
      (inner, { bucket }) =>
        new S3Object(inner, "Resource", {
          bucket,
          key: subjects.planKey,
          content: subjects.plan,
          contentType: "text/x-shellscript",
          tags,
          // The old plan goes when no launch asks for it any more.
          lifecycle: { createBeforeDestroy: true },
          dependsOn: passed,
        }),
    );
    const policy = bootstrapPolicy(this, "policy", input, {
      ...subjects,
      logGroupArn: logGroup.read(({ arn }) => arn).or(""),
      planArn: plan.read(({ arn }) => arn).or(""),
      // The group waits for the policy, and with it for the plan.
      dependsOn: plan.dependency((object) => object),
    });
    this.ready = policy;
    this.logGroupName = logGroup.read(({ name }) => name);
  }
}
