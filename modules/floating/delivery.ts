import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { hcl, text } from "../definition";
import { trust } from "../fleet/instance-role";
import { allow, policyJson } from "../policy";
import { FloatingInput } from "./inputs";
import { Place } from "./permissions";

/** EventBridge may start this machine, and nothing else. */
export function eventsRole(
  scope: Construct,
  input: FloatingInput,
  machine: SfnStateMachine,
  dependsOn: ITerraformDependable[],
): IamRole {
  const role = new IamRole(scope, "events_role", {
    namePrefix: text`${input.name}-`,
    description: text`Wakes the controller of ${input.name}`,
    assumeRolePolicy: trust("events.amazonaws.com"),
    permissionsBoundary: input.permissionsBoundaryArn.orNull,
    tags: input.tags,
    dependsOn,
  });
  new IamRolePolicy(scope, "events_policy", {
    role: role.name,
    name: "start",
    policy: policyJson([allow(["states:StartExecution"], [machine.arn])]),
  });
  return role;
}

/** Events that could not start the machine, kept for two weeks. */
export function deadLetterQueue(
  scope: Construct,
  input: FloatingInput,
  prefix: string,
  place: Place,
  dependsOn: ITerraformDependable[],
): SqsQueue {
  const queue = new SqsQueue(scope, "dead_letters", {
    name: text`${prefix}-undelivered`,
    messageRetentionSeconds: 1209600,
    sqsManagedSseEnabled: true,
    tags: input.tags,
    dependsOn,
  });
  const policy = hcl`jsonencode({
      Version = "2012-10-17",
      Statement = [{
        Effect = "Allow", Principal = { Service = "events.amazonaws.com" },
        Action = "sqs:SendMessage", Resource = ${queue.arn},
        Condition = { ArnLike = { "aws:SourceArn" = ${place.arn("events", text`rule/${prefix}-*`)} } }
      }]
    })`;
  new SqsQueuePolicy(scope, "dead_letters_policy", { queueUrl: queue.id, policy: Token.asString(policy) });
  return queue;
}
