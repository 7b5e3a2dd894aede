import { actionEdges, Edge, lastFire, Schedule, WindowEdges, windowEdges } from "./edges";
import { Range } from "./fires";
import { isWeekly } from "./cron";
import { WallClock } from "./wall-clock";

const DAY = 86_400_000;
const WEEK = 7 * DAY;

/** What is wrong with the times of a schedule, as the ends of sentences that begin with the rule. */
export interface Conflicts {
  /** Edges at one minute: `windows["a"].to and windows["b"].from at Mon 18:00 Europe/Berlin`. */
  readonly sameMinute: readonly string[];
  /** Edges that lower the floor of a window that is open. */
  readonly lowered: readonly string[];
}

/**
 * Looks for edges at one minute ("a scheduled action must have a unique time value", docs.aws.amazon.com, EC2 Auto
 * Scaling User Guide, "Scheduled scaling"), and for windows one of which lowers the floor of another. Single actions
 * do as they say and lower whatever they want. What has passed at `now` is nobody's business any more.
 */
export function conflictsOf(schedule: Schedule, now: Date): Conflicts {
  const found = new Search(schedule, now.getTime());
  for (const range of rangesOf(schedule, now.getTime())) found.within(range);
  return { sameMinute: [...found.sameMinute.values()], lowered: [...found.lowered.values()] };
}

/** A year of days of the week; 28 years bring every date on every day of the week; and what comes once in its time. */
function rangesOf({ windows = {}, actions = {} }: Schedule, now: number): Range[] {
  const all = [...Object.values(windows), ...Object.values(actions)];
  const crons = [
    ...Object.values(windows).flatMap(({ from, to }) => [from, to]),
    ...Object.values(actions).map(({ recurrence }) => recurrence),
  ].filter((cron) => cron !== undefined);
  const years = crons.length === 0 ? 0 : crons.every(isWeekly) ? 1 : 28;
  const end = now + Math.ceil(years * 365.25 + 7) * DAY;
  const instants = all
    .flatMap((one) => [one.at, "until" in one ? one.until : undefined])
    .filter((instant): instant is string => instant !== undefined)
    .map((instant) => Date.parse(instant));
  const start = Math.floor((now + 4 * DAY) / WEEK) * WEEK - 4 * DAY; // a Sunday; 1970 began on a Thursday
  const later = Object.values(windows)
    .filter(({ at, until }) => at !== undefined && Date.parse(until!) >= end)
    .map(({ at, until }) => ({ from: Math.max(Date.parse(at!), now), until: Date.parse(until!) + 1 }));
  const single = instants.filter((at) => at >= end).map((at) => ({ from: at, until: at + 1 }));
  return [{ from: start, until: end }, ...later, ...single];
}

interface Fire {
  readonly at: number;
  readonly edge: Edge;
  /** The window whose edge it is. */
  readonly window?: WindowEdges;
}

/** One pass over the edges of a schedule, in the order in which they fire. */
class Search {
  readonly sameMinute = new Map<string, string>();
  readonly lowered = new Map<string, string>();
  private readonly windows: WindowEdges[];
  private readonly actions: Edge[];

  constructor(
    schedule: Schedule,
    private readonly now: number,
  ) {
    // What is over does no harm, and nobody shall have to clean it up before the next apply.
    this.windows = windowEdges(schedule).filter(({ closes: { at } }) => at === undefined || at > now);
    this.actions = actionEdges(schedule);
  }

  within(range: Range): void {
    const open = new Set(this.windows.filter((window) => isOpen(window, range.from - 1)));
    let together: Fire[] = [];
    for (const fire of this.fires(range)) {
      together = together[0]?.at === fire.at ? [...together, fire] : [fire];
      for (const other of together.slice(0, -1)) this.collide(other, fire);
      const { window, edge } = fire;
      if (window !== undefined) {
        if (edge === window.opens) open.add(window);
        else open.delete(window);
        this.compare(fire, open);
      }
    }
  }

  private fires(range: Range): Fire[] {
    const of = (edge: Edge, window?: WindowEdges): Fire[] =>
      edge.firesIn(range).map((at) => ({ at, edge, window }));
    const all = [
      ...this.windows.flatMap((window) => [...of(window.opens, window), ...of(window.closes, window)]),
      ...this.actions.flatMap((edge) => of(edge)),
    ];
    return all.sort((a, b) => a.at - b.at);
  }

  /** What recurs is the same on the days of this week that have passed; what comes once is not. */
  private isPast(at: number, ...edges: Edge[]): boolean {
    return at <= this.now && edges.some((edge) => edge.at !== undefined);
  }

  private collide(one: Fire, other: Fire): void {
    const key = [one.edge.path, other.edge.path].sort().join(" and ");
    if (this.sameMinute.has(key) || this.isPast(other.at, one.edge, other.edge)) return;
    this.sameMinute.set(key, `${key} at ${timeOf(other)}`);
  }

  private compare(fire: Fire, open: ReadonlySet<WindowEdges>): void {
    for (const window of open) {
      const key = `${fire.edge.path} ${window.name}`;
      if (window === fire.window || fire.edge.min! >= window.min || this.lowered.has(key)) continue;
      if (this.isPast(fire.at, fire.edge, window.opens)) continue;
      this.lowered.set(
        key,
        `${fire.edge.path}, which sets ${fire.edge.min} at ${timeOf(fire)} while windows[${JSON.stringify(window.name)}] keeps ${window.min}`,
      );
    }
  }
}

function isOpen({ opens, closes }: WindowEdges, instant: number): boolean {
  const opened = lastFire(opens, instant);
  return opened !== undefined && opened > (lastFire(closes, instant) ?? -Infinity);
}

/** `Mon 18:00 Europe/Berlin`, or the instant of what comes once. */
function timeOf({ at, edge }: Fire): string {
  if (edge.at !== undefined) return new Date(at).toISOString().replace(".000Z", "Z");
  const local = new Date(WallClock.of(edge.timeZone).localAt(at));
  return `${WEEKDAYS[local.getUTCDay()]} ${local.toISOString().slice(11, 16)} ${edge.timeZone}`;
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
