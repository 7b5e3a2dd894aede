import { Controller, metricsIn } from "./control";
import { arrivalsOf, Curve } from "./curves";
import { Leaving, SimulatedFleet, Surroundings } from "./fleet";

/** What a run is made of. */
export interface Setup {
  readonly curve: Curve;
  readonly surroundings: Surroundings;
  readonly secondsPerJob: number;
  readonly bounds: { readonly min: number; readonly max: number };
  readonly controller: Controller;
  readonly leaving?: Leaving;
}

/** How a run went. */
export interface Result {
  readonly jobs: number;
  /** Seconds that the job waited that waited longest. */
  readonly longestWait: number;
  /** Share of jobs that waited for longer than is acceptable. */
  lateShare(acceptableLatencySeconds: number): number;
  readonly hours: number;
  readonly peak: number;
  /** Jobs that were begun and lost with a worker that scaling in took away. */
  readonly killed: number;
  /** Workers and waiting jobs, minute by minute. */
  readonly minutes: readonly { readonly workers: number; readonly waiting: number }[];
}

/** Runs a curve to its end, and on until every job is done. */
export function run(setup: Setup): Result {
  const { curve, surroundings, secondsPerJob, bounds, controller, leaving } = setup;
  const arrivals = arrivalsOf(curve);
  const fleet = new SimulatedFleet(surroundings, secondsPerJob, bounds, leaving);
  const metrics = metricsIn(surroundings);
  const minutes: { workers: number; waiting: number }[] = [];
  for (let now = 0; now < arrivals.length || fleet.waiting + fleet.inFlight > 0; now++) {
    fleet.second(now, arrivals[now] ?? 0);
    if (now % 60 !== 59) continue;
    metrics.publish(now, fleet);
    controller(metrics, fleet, now);
    minutes.push({ workers: fleet.running, waiting: fleet.waiting });
  }
  const { waits, workerSeconds, killed } = fleet;
  return {
    jobs: arrivals.reduce((sum, count) => sum + count, 0),
    longestWait: waits.reduce((longest, wait) => Math.max(longest, wait), 0),
    lateShare: (acceptable) => waits.filter((wait) => wait > acceptable).length / waits.length,
    hours: workerSeconds / 3600,
    peak: Math.max(...minutes.map(({ workers }) => workers)),
    killed,
    minutes,
  };
}

/**
 * Instance-hours below which no fleet can stay that knows every job in advance, and begins each one within the latency:
 * the work itself, and one boot for each worker that has to be there at once. A bound, which need not be reachable.
 */
export function leastHours(setup: Setup, acceptableLatencySeconds: number): number {
  const { curve, secondsPerJob, surroundings } = setup;
  const arrivals = arrivalsOf(curve);
  const minutes = Array.from({ length: Math.ceil(arrivals.length / 60) }, (_, minute) =>
    arrivals.slice(minute * 60, minute * 60 + 60).reduce((sum, count) => sum + count, 0),
  );
  let needed = 0;
  for (let from = 0; from < minutes.length; from++) {
    let jobs = 0;
    for (let to = from; to < minutes.length; to++) {
      jobs += minutes[to]!;
      // All of them are begun between the first one's arrival and the last one's deadline.
      const seconds = (to - from + 1) * 60 + acceptableLatencySeconds + secondsPerJob;
      needed = Math.max(needed, (jobs * secondsPerJob) / seconds);
    }
  }
  const jobs = minutes.reduce((sum, count) => sum + count, 0);
  return (jobs * secondsPerJob + Math.ceil(needed) * surroundings.bootSeconds) / 3600;
}
