import { SQS } from "@aws-sdk/client-sqs";

/** Sends a job; done when the queue has it. */
export type Send = (job: object) => Promise<void>;

/** A sender that gives up in a few seconds. */
export function jobQueue(QueueUrl: string): Send {
  const requestHandler = { connectionTimeout: 1000, requestTimeout: 3000 };
  // The queue's region is in its URL: https://sqs.REGION.amazonaws.com/…
  const region = /^https:\/\/sqs\.([^.]+)\./.exec(QueueUrl)?.[1];
  const client = new SQS({ ...(region === undefined ? {} : { region }), maxAttempts: 3, requestHandler });
  return async (job) => {
    await client.sendMessage({ QueueUrl, MessageBody: JSON.stringify(job) });
  };
}
