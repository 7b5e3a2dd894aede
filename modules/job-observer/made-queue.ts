import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { SqsQueueRedriveAllowPolicy } from "@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy";
import { ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { choose, hcl, multiply, text, unless } from "../definition";
import type { JobObserverInput } from "./inputs";
import { timeoutSeconds } from "./job-times";

/** 14 days, the longest that there is. */
const DEAD_LETTER_SECONDS = 1209600;

/** Name of the queue: known before there is one, since user data tells it to the worker. */
export function queueName({ name, queue }: JobObserverInput): string {
  const made = choose(queue.fifo.isGiven, text`${name}-jobs.fifo`, text`${name}-jobs`);
  return queue.existing.get((existing) => existing.name).or(made);
}

/** A queue with its dead-letter queue: both encrypted, and reached by TLS only. */
export class MadeQueue extends Construct {
  readonly queue: SqsQueue;
  readonly deadLetters: SqsQueue;

  constructor(scope: Construct, id: string, input: JobObserverInput, dependsOn: ITerraformDependable[]) {
    super(scope, id);
    const { name, job, queue, tags } = input;
    const both = {
      fifoQueue: queue.fifo.isGiven,
      kmsMasterKeyId: queue.kmsKeyArn.orNull,
      sqsManagedSseEnabled: unless(queue.kmsKeyArn.isGiven, true),
      tags,
    };
    this.deadLetters = new SqsQueue(this, "dead_letters", {
      ...both,
      name: choose(queue.fifo.isGiven, text`${name}-dead-letters.fifo`, text`${name}-dead-letters`),
      // It counts from when a message was sent to the first queue (Amazon SQS Developer Guide, "Using dead-letter queues").
      messageRetentionSeconds: DEAD_LETTER_SECONDS,
      dependsOn,
    });
    this.queue = new SqsQueue(this, "Resource", {
      ...both,
      name: queueName(input),
      ...fifoSettings(input),
      messageRetentionSeconds: multiply(queue.retentionDays, 86400),
      // For agents that renew nothing: nobody else gets a job before it counts as failed. The worker's leases are shorter.
      visibilityTimeoutSeconds: timeoutSeconds(input),
      receiveWaitTimeSeconds: 20,
      redrivePolicy: json({ deadLetterTargetArn: this.deadLetters.arn, maxReceiveCount: job.maxAttempts }),
    });
    new SqsQueueRedriveAllowPolicy(this, "redrive_allow", {
      queueUrl: this.deadLetters.url,
      redriveAllowPolicy: json({ redrivePermission: "byQueue", sourceQueueArns: [this.queue.arn] }),
    });
    tlsOnly(this, "tls_only", this.queue);
    tlsOnly(this, "dead_letters_tls_only", this.deadLetters);
  }
}

function fifoSettings({ queue }: JobObserverInput) {
  const scope = (group: string, all: string) =>
    queue.fifo.get(({ highThroughput }) => choose(highThroughput, group, all)).orNull;
  return {
    contentBasedDeduplication: queue.fifo.get((fifo) => fifo.contentBasedDeduplication).orNull,
    deduplicationScope: scope("messageGroup", "queue"),
    fifoThroughputLimit: scope("perMessageGroupId", "perQueue"),
  };
}

/** A refusal has to be of everything: a list of actions would let the next new one through. */
function tlsOnly(scope: Construct, id: string, queue: SqsQueue): void {
  const refusal = {
    Effect: "Deny",
    Principal: "*",
    Action: "sqs:*",
    Resource: queue.arn,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  new SqsQueuePolicy(scope, id, {
    queueUrl: queue.url,
    policy: json({ Version: "2012-10-17", Statement: [refusal] }),
  });
}

function json(value: object): string {
  return Token.asString(hcl`jsonencode(${value})`);
}
