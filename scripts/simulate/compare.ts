import { JobObserverConfig } from "../../modules";
import { Controller, patternController, plainController } from "./control";
import { Curve } from "./curves";
import { emittedOf } from "./emitted";
import { Surroundings } from "./fleet";
import { leastHours, Result, run } from "./run";

/** What of a config the simulation is about. */
export interface Case {
  readonly secondsPerJob: number;
  readonly acceptableLatencySeconds: number;
  readonly workers: { readonly min?: number; readonly max: number; readonly startSeconds?: number };
}

/** The pattern beside plain step scaling, in the same surroundings. */
export interface Comparison {
  readonly curve: Curve;
  readonly surroundings: Surroundings;
  /** Jobs for each worker that the pattern keeps. */
  readonly target: number;
  readonly pattern: Result;
  readonly plain: Result;
  readonly leastHours: number;
}

/** A minute of delay and two of boot, two and three and a half, three and five. */
export const SURROUNDINGS: readonly Surroundings[] = [
  { name: "quick", metricDelayMinutes: 1, bootSeconds: 120 },
  { name: "usual", metricDelayMinutes: 2, bootSeconds: 210 },
  { name: "slow", metricDelayMinutes: 3, bootSeconds: 300 },
];

/** Runs both on one curve. */
export function compare(
  { secondsPerJob: usual, acceptableLatencySeconds, workers }: Case,
  curve: Curve,
  surroundings: Surroundings,
): Comparison {
  const secondsPerJob = curve.secondsPerJob ?? usual;
  const emitted = emittedOf(configOf({ secondsPerJob, acceptableLatencySeconds }, workers));
  const setup = (controller: Controller) => ({
    ...{ curve, surroundings, secondsPerJob, controller },
    bounds: { min: emitted.min, max: emitted.max },
  });
  const pattern = setup(patternController(emitted));
  return {
    curve,
    surroundings,
    target: emitted.target,
    pattern: run({ ...pattern, leaving: emitted }),
    plain: run(setup(plainController(emitted.warmupSeconds))),
    leastHours: leastHours(pattern, acceptableLatencySeconds),
  };
}

/** A config around it; where the fleet runs plays no part. */
function configOf(job: JobObserverConfig["job"], workers: JobObserverConfig["workers"]): JobObserverConfig {
  return {
    name: "jobs",
    vpcId: "vpc-00000000",
    subnetIds: ["subnet-00000000"],
    image: { id: "ami-00000000" },
    job,
    workers,
    worker: { command: "true" },
  };
}
