import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { onOwnGroup } from "../bootstrap/policy";
import { Expression, hcl } from "../definition";
import { allow, policyJson } from "../policy";
import type { JobObserverInput } from "./inputs";

/** What a worker may do, the one that ships and an agent of the user's alike: take jobs, and look after itself in its group. */
export function workerPolicy(
  scope: Construct,
  id: string,
  input: JobObserverInput,
  { role, queueArn }: { role: IamRole; queueArn: string },
): IamRolePolicy {
  const { partition } = new DataAwsPartition(scope, "partition");
  const group = [
    "autoscaling:CompleteLifecycleAction",
    "autoscaling:RecordLifecycleActionHeartbeat",
    "autoscaling:SetInstanceProtection",
    "autoscaling:TerminateInstanceInAutoScalingGroup",
  ];
  const queue = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"];
  return new IamRolePolicy(scope, id, {
    role: role.name,
    name: "worker",
    policy: policyJson([
      allow(queue, [queueArn]),
      onOwnGroup(group, { partition, name: input.name, role }),
      allow(["kms:Decrypt"], keyOf(input)),
    ]),
  });
}

/** Policy document for those who send jobs; SendMessage is for SendMessageBatch, too. */
export function producerPolicy(input: JobObserverInput, queueArn: string): string {
  return policyJson([
    allow(["sqs:GetQueueUrl", "sqs:SendMessage"], [queueArn]),
    // Both, as SQS asks for ("Key management", Amazon SQS Developer Guide).
    allow(["kms:Decrypt", "kms:GenerateDataKey"], keyOf(input)),
  ]);
}

function keyOf({ queue }: JobObserverInput): Expression {
  return hcl`compact([${queue.kmsKeyArn.orNull}])`;
}
