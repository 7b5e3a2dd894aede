import { actionEdges, Edge, lastFire, Schedule, windowEdges } from "./edges";

/** A moment at which the floor is set. */
export interface Step {
  readonly at: Date;
  /** The floor from then on. */
  readonly floor: number;
  /** What sets it: `windows["office"].from`; undefined for the first step of a timeline. */
  readonly by: string | undefined;
}

/** What the floor of a group is, over a stretch of time. */
export class Timeline {
  constructor(
    readonly from: Date,
    readonly until: Date,
    /** What sets the floor, in order; the first one stands at `from`. */
    readonly steps: readonly Step[],
  ) {}

  /** @throws RangeError outside of the timeline. */
  floorAt(instant: Date): number {
    if (instant < this.from || instant >= this.until)
      throw new RangeError(
        `${instant.toISOString()} is not from ${this.from.toISOString()} to ${this.until.toISOString()}.`,
      );
    return this.steps[this.lastStepAt(instant)]!.floor;
  }

  /** The highest floor. */
  get highest(): number {
    return this.steps.reduce((highest, { floor }) => Math.max(highest, floor), 0);
  }

  private lastStepAt(instant: Date): number {
    let [low, high] = [0, this.steps.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.steps[middle]!.at <= instant) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/**
 * What the floor (the minimum of the group) is at every moment of a stretch of time, its end excluded, when nothing
 * but the schedule sets it and no edge is missed. Daylight saving is that of the time zones.
 *
 * @throws Error for a cron expression that cannot be read.
 */
export function simulate(schedule: Schedule, range: { readonly from: Date; readonly until: Date }): Timeline {
  const [from, until] = [range.from.getTime(), range.until.getTime()];
  const edges = [
    ...windowEdges(schedule).flatMap(({ opens, closes }) => [opens, closes]),
    ...actionEdges(schedule),
  ].filter(({ min }) => min !== undefined);
  const steps = edges.flatMap((edge) =>
    edge.firesIn({ from: from + 1, until }).map((at) => stepOf(edge, at)),
  );
  const first: Step = {
    at: range.from,
    floor: floorBefore(edges, from) ?? schedule.capacity.min,
    by: undefined,
  };
  return new Timeline(range.from, range.until, [
    first,
    ...steps.sort((a, b) => a.at.getTime() - b.at.getTime()),
  ]);
}

function stepOf({ min, path }: Edge, at: number): Step {
  return { at: new Date(at), floor: min!, by: path };
}

/** What the last edge at or before an instant has set. */
function floorBefore(edges: readonly Edge[], instant: number): number | undefined {
  const fired = edges.map((edge) => ({ edge, at: lastFire(edge, instant) ?? -Infinity }));
  const last = fired.reduce((latest, one) => (one.at > latest.at ? one : latest), {
    edge: undefined as Edge | undefined,
    at: -Infinity,
  });
  return last.edge?.min;
}
