import {
  add,
  atMost,
  choose,
  every,
  intersection,
  joined,
  lessThan,
  multiply,
  not,
  Rule,
  sizeOf,
  some,
  text,
} from "../definition";
import type { JobObserverInput } from "./inputs";
import { timeoutSeconds } from "./job-times";
import { WORKER_FILES } from "./worker-files";

/** Rules across the inputs. */
export function jobRules(input: JobObserverInput): Rule[] {
  const { job, queue, worker, workers, bootstrap } = input;
  const timeout = timeoutSeconds(input);
  const kept = multiply(queue.retentionDays, 86400);
  const taken = intersection(bootstrap.files.keys, WORKER_FILES);
  return [
    {
      input: "workers.max",
      holds: atMost(workers.min, workers.max),
      message: text`workers.max must be at least workers.min (${workers.min}), got ${workers.max}.`,
    },
    {
      input: "job.timeoutSeconds",
      holds: atMost(job.secondsPerJob, timeout),
      message: text`job.timeoutSeconds must be at least job.secondsPerJob (${job.secondsPerJob}), got ${timeout}.`,
    },
    {
      input: "job.acceptableLatencySeconds",
      holds: some(queue.existing.isGiven, lessThan(job.acceptableLatencySeconds, kept)),
      message: text`job.acceptableLatencySeconds must be under queue.retentionDays (${kept} s), when SQS drops a job that still waits, got ${job.acceptableLatencySeconds}.`,
    },
    {
      input: "queue.fifo",
      holds: not(every(queue.existing.isGiven, queue.fifo.isGiven)),
      message: "queue.fifo and queue.existing must not be given together: a queue of yours is what it is.",
    },
    {
      input: "bootstrap.files",
      holds: some(not(worker.isGiven), atMost(sizeOf(taken), 0)),
      message: text`bootstrap.files must leave the files of worker alone, got ${joined(taken)}.`,
    },
  ];
}

/** What people should hear of, but may want: a latency that no worker can keep that has to be started first. */
export function slowStart({ job, workers }: JobObserverInput): Rule {
  const needed = add(workers.startSeconds, job.secondsPerJob);
  const kept = atMost(needed, job.acceptableLatencySeconds);
  return {
    input: "job.acceptableLatencySeconds",
    holds: some(lessThan(0, workers.min), kept),
    message: text`job.acceptableLatencySeconds should be at least workers.startSeconds and job.secondsPerJob together (${needed}) where workers.min is ${choose(lessThan(0, workers.min), workers.min, 0)}: a job for which a worker is started first waits longer, got ${job.acceptableLatencySeconds}.`,
  };
}
