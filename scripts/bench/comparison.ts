import { Cost } from "./measure";
import { Side } from "./one-side";

/** The rounds of each process. */
export type Runs = readonly (readonly Cost[])[];

/** What both sides cost with so many instances. */
export interface Comparison extends Readonly<Record<Side, Runs>> {
  readonly instances: number;
}

/**
 * The least of all rounds: after a while V8 takes twice the time for the very same, in cdktf's own loops, from one round
 * to the next and by no rule that one sees from outside.
 */
export function leastRound(runs: Runs): Required<Cost> {
  const least = (key: keyof Cost) => Math.min(...runs.flat().map((cost) => cost[key] ?? Infinity));
  return { milliseconds: least("milliseconds"), megabytes: least("megabytes") };
}

/** How much longer many at once take than as many in smaller stacks, without what cdktf's own work grows by, where it does. */
export function ownGrowth(atOnce: Comparison, inTurn: Comparison): number {
  const growth = (side: Side) => leastProcess(atOnce[side]) / leastProcess(inTurn[side]);
  return growth("pattern") / Math.max(1, growth("byHand"));
}

/** Milliseconds of the quickest process, all its rounds together: compiled as far, and as much on the heap, whatever a round has. */
function leastProcess(runs: Runs): number {
  return Math.min(...runs.map((rounds) => rounds.reduce((sum, { milliseconds }) => sum + milliseconds, 0)));
}
