import { JobObserverConfig } from "../../modules/job-observer/inputs";
import { Refused, Titled } from "../support/pattern-cases";

type Refusals = Titled<Refused<JobObserverConfig>>;

const job = { secondsPerJob: 10, acceptableLatencySeconds: 900 };
const command = "/opt/app/thumbnail";

/** What can be told from the values alone: refused at synth by the construct, at plan by the published module. */
export const refusedValues: Refusals = {
  "a job that takes no time": {
    config: { job: { ...job, secondsPerJob: 0 } },
    input: "job.secondsPerJob",
    rule: "must be a number from 0.1 to 43200",
    got: "0",
  },
  "a job that takes longer than a message can be in flight": {
    config: { job: { ...job, timeoutSeconds: 43201 } },
    input: "job.timeoutSeconds",
    rule: "must be a whole number from 1 to 43200",
    got: "43201",
  },
  "no latency at all": {
    config: { job: { ...job, acceptableLatencySeconds: 0 } },
    input: "job.acceptableLatencySeconds",
    rule: "must be a whole number from 1 to 1209600",
    got: "0",
  },
  "a worker that does nothing": {
    config: { job: { ...job, perWorker: 0 } },
    input: "job.perWorker",
    rule: "must be a whole number from 1 to 100",
    got: "0",
  },
  "jobs that are never tried": {
    config: { job: { ...job, maxAttempts: 0 } },
    input: "job.maxAttempts",
    rule: "must be a whole number from 1 to 1000",
    got: "0",
  },
  "a second try in two hours": {
    config: { job: { ...job, retrySeconds: 7200 } },
    input: "job.retrySeconds",
    rule: "must be a whole number from 0 to 3600",
    got: "7200",
  },
  "the ARN of a queue in place of its name": {
    config: { queue: { existing: { name: "arn:aws:sqs:us-east-1:123456789012:orders" } } },
    input: "queue.existing.name",
    rule: "must be the name of a queue",
    got: '"arn:aws:sqs:us-east-1:123456789012:orders"',
  },
  "a dead-letter queue by its URL": {
    config: { queue: { existing: { name: "a", deadLetterQueue: { name: "https://sqs/1/b" } } } },
    input: "queue.existing.deadLetterQueue.name",
    rule: "must be the name of a queue",
    got: '"https://sqs/1/b"',
  },
  "an alias in place of the ARN of a key": {
    config: { queue: { kmsKeyArn: "alias/jobs" } },
    input: "queue.kmsKeyArn",
    rule: "must be the ARN of a KMS key",
    got: '"alias/jobs"',
  },
  "a queue that keeps jobs for as long as its dead letters": {
    config: { queue: { retentionDays: 14 } },
    input: "queue.retentionDays",
    rule: "must be a whole number from 1 to 13",
    got: "14",
  },
  "a worker without a command": {
    config: { worker: { command: "" } },
    input: "worker.command",
    rule: "must have at least 1 character",
    got: '""',
  },
  "a user with a blank": {
    config: { worker: { command, user: "job worker" } },
    input: "worker.user",
    rule: "must be a user's name",
    got: '"job worker"',
  },
  "a variable with a hyphen": {
    config: { worker: { command, environment: { "LOG-LEVEL": "debug" } } },
    input: "key of worker.environment",
    rule: "must be the name of a variable",
    got: '"LOG-LEVEL"',
  },
  "a lease of a moment": {
    config: { worker: { command, leaseSeconds: 5 } },
    input: "worker.leaseSeconds",
    rule: "must be a whole number from 30 to 43200",
    got: "5",
  },
  "fewer than no workers": {
    config: { workers: { min: -1 } },
    input: "workers.min",
    rule: "must be a whole number from 0 to 1000",
    got: "-1",
  },
  "no workers ever": {
    config: { workers: { max: 0 } },
    input: "workers.max",
    rule: "must be a whole number from 1 to 5000",
    got: "0",
  },
  "a start in no time": {
    config: { workers: { startSeconds: 10 } },
    input: "workers.startSeconds",
    rule: "must be a whole number from 60 to 7200",
    got: "10",
  },
  "workers that leave at once": {
    config: { scaleIn: { idleSeconds: 10 } },
    input: "scaleIn.idleSeconds",
    rule: "must be a whole number from 60 to 86400",
    got: "10",
  },
  "workers that shall not be busy": {
    config: { scaleIn: { busyPercent: 0 } },
    input: "scaleIn.busyPercent",
    rule: "must be a whole number from 1 to 100",
    got: "0",
  },
  "a day to drain in": {
    config: { drainSeconds: 86400 },
    input: "drainSeconds",
    rule: "must be a whole number from 0 to 43200",
    got: "86400",
  },
  "alarms for a queue": {
    config: { alarms: { topicArn: "arn:aws:sqs:us-east-1:123456789012:alarms" } },
    input: "alarms.topicArn",
    rule: "must be the ARN of an SNS topic",
    got: '"arn:aws:sqs:us-east-1:123456789012:alarms"',
  },
  "a maximum under the minimum": {
    config: { workers: { min: 3, max: 2 } },
    input: "workers.max",
    rule: "must be at least workers.min (3)",
    got: "2",
  },
  "a timeout under the time of a job": {
    config: { job: { ...job, timeoutSeconds: 9 } },
    input: "job.timeoutSeconds",
    rule: "must be at least job.secondsPerJob (10)",
    got: "9",
  },
  "a kind for a queue that is there": {
    config: { queue: { existing: { name: "orders" }, fifo: {} } },
    input: "queue.fifo",
    rule: "queue.fifo and queue.existing must not be given together",
  },
};

/** What two inputs tell together. */
export const refusedPairs: Refusals = {
  "a latency that outlives the job": {
    config: { job: { ...job, acceptableLatencySeconds: 86400 }, queue: { retentionDays: 1 } },
    input: "job.acceptableLatencySeconds",
    rule: "must be under queue.retentionDays (86400 s)",
    got: "86400",
  },
  "a file in the worker's place": {
    config: { bootstrap: { files: { "/etc/job-worker.json": { content: "{}" } } } },
    input: "bootstrap.files",
    rule: "must leave the files of worker alone",
    got: "/etc/job-worker.json",
  },
};
