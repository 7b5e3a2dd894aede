import { Cron, parseCron } from "./cron";
import { firesIn, Range } from "./fires";

/** A time in which more is needed; recurring (`from`, `to`) or once (`at`, `until`). */
export interface ScheduleWindow {
  /** Cron expression of its start. */
  readonly from?: string;
  /** Cron expression of its end. */
  readonly to?: string;
  /** IANA time zone of both; UTC unless given. */
  readonly timeZone?: string;
  /** Start of one that comes once, `2027-11-26T08:00:00Z`. */
  readonly at?: string;
  /** Its end. */
  readonly until?: string;
  /** The floor while it is open. */
  readonly min: number;
}

/** A single edge. */
export interface ScheduleAction {
  /** Cron expression. */
  readonly recurrence?: string;
  /** IANA time zone; UTC unless given. */
  readonly timeZone?: string;
  /** The time of one that comes once, `2027-11-26T08:00:00Z`. */
  readonly at?: string;
  /** The floor from then on. */
  readonly min?: number;
}

/** What the simulator is given; a config of `ScheduledScaleOut` is one. */
export interface Schedule {
  /** The baseline. */
  readonly capacity: { readonly min: number };
  readonly windows?: Readonly<Record<string, ScheduleWindow>>;
  readonly actions?: Readonly<Record<string, ScheduleAction>>;
}

/** One scheduled action, as Auto Scaling will have it. */
export interface Edge {
  /** Where it stands in the config: `windows["office"].from`. */
  readonly path: string;
  /** The floor that it sets; undefined for none. */
  readonly min: number | undefined;
  /** The zone in which people think of its times. */
  readonly timeZone: string;
  /** The instant of one that comes once. */
  readonly at: number | undefined;
  /** When it fires in a stretch of time. */
  firesIn(range: Range): number[];
}

/** Both edges of a window. */
export interface WindowEdges {
  readonly name: string;
  readonly min: number;
  readonly opens: Edge;
  readonly closes: Edge;
}

/** The edges of every window, by name, so that the order in which they are written changes nothing. */
export function windowEdges({ windows = {}, capacity }: Schedule): WindowEdges[] {
  return sorted(windows).map(([name, window]) => {
    const { from, to, timeZone = "UTC", at, until, min } = window;
    const path = `windows[${JSON.stringify(name)}]`;
    const [opens, closes] =
      at === undefined
        ? [
            recurring(`${path}.from`, from!, timeZone, min),
            recurring(`${path}.to`, to!, timeZone, capacity.min),
          ]
        : [once(`${path}.at`, at, min), once(`${path}.until`, until!, capacity.min)];
    return { name, min, opens, closes };
  });
}

/** The single edges, by name. */
export function actionEdges({ actions = {} }: Schedule): Edge[] {
  return sorted(actions).map(([name, { recurrence, timeZone = "UTC", at, min }]) => {
    const path = `actions[${JSON.stringify(name)}]`;
    return at === undefined
      ? recurring(`${path}.recurrence`, recurrence!, timeZone, min)
      : once(`${path}.at`, at, min);
  });
}

function recurring(path: string, expression: string, timeZone: string, min: number | undefined): Edge {
  const cron: Cron = parseCron(expression);
  return { path, min, timeZone, at: undefined, firesIn: (range) => firesIn(cron, timeZone, range) };
}

function once(path: string, at: string, min: number | undefined): Edge {
  const instant = Date.parse(at);
  const fires = ({ from, until }: Range) => (instant >= from && instant < until ? [instant] : []);
  return { path, min, timeZone: "UTC", at: instant, firesIn: fires };
}

const DAY = 86_400_000;

/** Days to look back, until one is found: by far most edges fire within a week, a leap day's within eight years. */
const LOOK_BACK_DAYS = [8, 370, 8 * 366];

/** When an edge fired the last time at or before an instant. */
export function lastFire(edge: Edge, instant: number): number | undefined {
  for (const days of LOOK_BACK_DAYS) {
    const last = edge.firesIn({ from: instant - days * DAY, until: instant + 1 }).at(-1);
    if (last !== undefined) return last;
  }
  return edge.at !== undefined && edge.at <= instant ? edge.at : undefined;
}

function sorted<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
