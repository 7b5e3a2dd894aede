import { z } from "zod";
import { kmsKeyArn, topicArn } from "../aws-values";
import { bootstrap } from "../bootstrap/inputs";
import { Bound, defineInputs, flag, given, noValue, Rule } from "../definition";
import { FleetInput, fleetRules, instanceFields } from "../fleet/inputs";
import { jobRules } from "./rules";

/** The longest that a message can be in flight (Amazon SQS Developer Guide, "Amazon SQS visibility timeout"). */
const MAX_IN_FLIGHT_SECONDS = 43200;

function queueName() {
  return z
    .string()
    .regex(
      /^[A-Za-z0-9_-]{1,80}(\.fifo)?$/,
      "must be the name of a queue: up to 80 characters of A-Z, a-z, 0-9, - and _, with or without .fifo",
    );
}

/** What a job is, in the words of who sends it. */
const job = z.strictObject({
  /** Seconds that a job takes on average, from the start of its command to the end. */
  secondsPerJob: z.number().min(0.1).max(MAX_IN_FLIGHT_SECONDS),
  /** Seconds that a job may wait until a worker takes it. */
  acceptableLatencySeconds: z.number().int().min(1).max(1209600),
  /** Jobs that a worker does at once. */
  perWorker: z.number().int().min(1).max(100).default(1),
  /** Seconds after which a job counts as failed and is ended; six times `secondsPerJob`, and 30 at least, when left out. At most 12 hours, the longest that SQS keeps a message in flight. */
  timeoutSeconds: z.number().int().min(1).max(MAX_IN_FLIGHT_SECONDS).optional(),
  /** Times that a job is tried before it goes to the dead-letter queue. One that is given back, by a Spot interruption for instance, was tried, too. */
  maxAttempts: z.number().int().min(1).max(1000).default(5),
  /** Seconds until a failed job is tried again; twice as many each time, at most an hour. */
  retrySeconds: z.number().int().min(0).max(3600).default(10),
});

/** The queue that the jobs wait in. */
const queue = z.strictObject({
  /** A queue of yours, of this account and region, in place of one that is made here. Its policies stay yours. */
  existing: z
    .strictObject({
      /** Its name. */
      name: queueName(),
      /** Its dead-letter queue, for the alarm and the command that moves jobs back. */
      deadLetterQueue: z
        .strictObject({
          /** Its name. */
          name: queueName(),
        })
        .optional(),
    })
    .optional(),
  /** A FIFO queue: jobs of one message group are done one after the other, so that there is work for as many workers as there are groups. */
  fifo: z
    .strictObject({
      /** Take two messages with the same body within five minutes for one. */
      contentBasedDeduplication: flag().default(false),
      /** Count limits for each message group and not for the queue. */
      highThroughput: flag().default(true),
    })
    .optional(),
  /** ARN of the KMS key that messages are encrypted with; SQS's own key when left out. Its policy must let the workers decrypt. */
  kmsKeyArn: kmsKeyArn().optional(),
  /** Days that a job waits at most before SQS drops it. The dead-letter queue keeps jobs for 14 days from when they were sent, so that this is at most 13. */
  retentionDays: z.number().int().min(1).max(13).default(4),
});

/** The program that takes jobs and runs a command for each. */
const worker = z.strictObject({
  /** Command of bash for one job: the message is its standard input, status 0 means that it is done. `JOB_ID` and `JOB_ATTEMPT` are in its environment. */
  command: z.string().min(1),
  /** User that it runs as; made when there is none of that name. */
  user: z
    .string()
    .regex(/^[a-z_][a-z0-9_-]{0,31}$/, "must be a user's name")
    .default("job-worker"),
  /** Variables of the command's environment. Not for secrets: `bootstrap.secrets` fetches them at boot. */
  environment: z
    .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "must be the name of a variable"), z.string())
    .default({}),
  /** Seconds after which a job is free again when its worker has died in the middle. The worker renews it three times as often. */
  leaseSeconds: z.number().int().min(30).max(MAX_IN_FLIGHT_SECONDS).default(120),
});

/** Inputs of the job observer pattern. */
export const schema = z.strictObject({
  ...instanceFields,
  /** What sets a worker up before it takes its first job: packages, code, secrets. The program of `worker` is installed by it, too. */
  bootstrap: bootstrap.prefault({}),
  /** What a job is. From it come the number of workers and all times of the queue. */
  job,
  /** The queue. */
  queue: queue.prefault({}),
  /** Run this command for each job. Left out: an agent of yours, which the image or `bootstrap` brings, does what the worker would do. */
  worker: worker.optional(),
  /** How many workers there are. */
  workers: z
    .strictObject({
      /** Workers at least; none, when there is nothing to do. */
      min: z.number().int().min(0).max(1000).default(0),
      /** Workers at most. */
      max: z.number().int().min(1).max(5000).default(10),
      /** Seconds from a job that is sent to a worker that was started for it: two or three minutes until metric and alarm have seen it, and the boot. They are taken off `job.acceptableLatencySeconds`. */
      startSeconds: z.number().int().min(60).max(7200).default(300),
    })
    .prefault({}),
  /** When a worker leaves: no policy takes instances away. */
  scaleIn: z
    .strictObject({
      /** Seconds over which a worker looks at how busy it was. Without a job in them it leaves. */
      idleSeconds: z.number().int().min(60).max(86400).default(300),
      /** Percent of their time that workers shall be busy: one that is busy less leaves with a chance that makes it so. */
      busyPercent: z.number().int().min(1).max(100).default(80),
    })
    .prefault({}),
  /** Seconds that a worker which has to go may finish its jobs in; then they go back to the queue. `job.timeoutSeconds` when left out. A Spot interruption leaves two minutes. */
  drainSeconds: z.number().int().min(0).max(MAX_IN_FLIGHT_SECONDS).optional(),
  /** Alarms on jobs in the dead-letter queue, on a job that waits for too long, and on failed launches. */
  alarms: z
    .strictObject({
      /** ARN of the SNS topic that hears of them. */
      topicArn: topicArn(),
    })
    .optional(),
});

/** Config of `JobObserver`. */
export type JobObserverConfig = z.input<typeof schema>;

/** The inputs as the construct sees them. */
export type JobObserverInput = Bound<typeof schema>;

export const inputs = defineInputs("JobObserver", schema, (input): Rule[] => [
  ...fleetRules(fleetInput(input)),
  ...jobRules(input),
]);

/** The inputs of the fleet in it: what its instances run comes by the bootstrap. */
export function fleetInput(input: JobObserverInput): FleetInput {
  return { ...input, bootstrap: given(input.bootstrap), userData: noValue() };
}
