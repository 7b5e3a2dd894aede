import { divideDown, divideUp, larger, multiply, smaller, subtract } from "../definition";
import type { JobObserverInput } from "./inputs";

/** The longest visibility timeout that SQS takes. */
const MAX_SECONDS = 43200;

/** Seconds after which a job counts as failed. */
export function timeoutSeconds({ job }: JobObserverInput): number {
  const sixTimes = larger(30, divideUp(multiply(job.secondsPerJob, 6), 1));
  return job.timeoutSeconds.or(smaller(sixTimes, MAX_SECONDS));
}

/** Seconds that a worker on its way out may finish its jobs in. */
export function drainSeconds(input: JobObserverInput): number {
  return input.drainSeconds.or(timeoutSeconds(input));
}

/**
 * Jobs, waiting or in flight, that there may be for each worker: as many as it does, one after the other, in the time
 * that is left of the acceptable latency when a worker that was started for them is there. Where none is left, the
 * jobs that it does at once: more workers than jobs help nobody.
 */
export function backlogPerWorker({ job, workers }: JobObserverInput): number {
  const left = larger(subtract(job.acceptableLatencySeconds, workers.startSeconds), 0);
  return multiply(larger(divideDown(left, job.secondsPerJob), 1), job.perWorker);
}
