import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { EACH_VALUE, repeat, text } from "../definition";
import { FleetInput } from "./inputs";

/** The role of the instances: Session Manager, which replaces SSH keys, and the policies that the user names. */
export class InstanceRole extends Construct {
  readonly role: IamRole;
  readonly profile: IamInstanceProfile;
  /** What an instance needs at its boot; the group waits for it. */
  readonly attachments: IamRolePolicyAttachment[];

  constructor(scope: Construct, id: string, input: FleetInput, dependsOn: ITerraformDependable[]) {
    super(scope, id);
    const { partition } = new DataAwsPartition(this, "partition");
    this.role = new IamRole(this, "Resource", {
      namePrefix: text`${input.name}-`,
      description: text`Instances of ${input.name}`,
      assumeRolePolicy: trust("ec2.amazonaws.com"),
      permissionsBoundary: input.permissionsBoundaryArn.orNull,
      tags: input.tags,
      dependsOn,
    });
    const sessionManager = new IamRolePolicyAttachment(this, "session_manager", {
      role: this.role.name,
      policyArn: text`arn:${partition}:iam::aws:policy/AmazonSSMManagedInstanceCore`,
    });
    const policies = new IamRolePolicyAttachment(this, "policy", {
      role: this.role.name,
      policyArn: EACH_VALUE,
    });
    repeat(policies, input.policyArns);
    this.attachments = [sessionManager, policies];
    this.profile = new IamInstanceProfile(this, "profile", {
      namePrefix: text`${input.name}-`,
      role: this.role.name,
      tags: input.tags,
    });
  }
}

/** Trust policy that lets one AWS service take a role. */
export function trust(service: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
  });
}
