import { simulate, Timeline } from "../../modules/schedule/simulate";
import { WallClock } from "../../modules/schedule/wall-clock";
import { ScheduleConfig } from "./config-file";

const DAY = 86_400_000;
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** One week of a schedule on the wall clock of one time zone. */
export class Week {
  readonly timeline: Timeline;
  private readonly clock: WallClock;

  /**
   * @param date A day of the week, `2026-03-25`; the week begins on its Monday.
   */
  constructor(
    readonly config: ScheduleConfig,
    date: string,
    /** The zone on whose clock it is drawn. */
    readonly timeZone: string,
  ) {
    this.clock = WallClock.of(timeZone);
    const day = Date.parse(`${date}T00:00:00Z`);
    this.monday = day - ((new Date(day).getUTCDay() + 6) % 7) * DAY;
    this.timeline = simulate(config, { from: this.instant(0, 0), until: this.instant(7, 0) });
  }

  private readonly monday: number;

  /** `Mon 23 Mar`, of the days 0 to 6. */
  dayName(day: number): string {
    const date = new Date(this.monday + day * DAY);
    const month = date.toLocaleString("en-US", { month: "short", timeZone: "UTC" });
    return `${WEEKDAYS[date.getUTCDay()]} ${String(date.getUTCDate()).padStart(2)} ${month}`;
  }

  /** The first day, `2026-03-23`. */
  get date(): string {
    return new Date(this.monday).toISOString().slice(0, 10);
  }

  /** The floor at a time of the wall clock; undefined where clocks skip it. */
  floorAt(day: number, minute: number): number | undefined {
    const { skipped } = this.clock.instantsOf(this.monday + day * DAY + minute * 60_000);
    return skipped ? undefined : this.timeline.floorAt(this.instant(day, minute));
  }

  /** How far into the week an instant is on the wall clock, in days. */
  dayOf(instant: Date): number {
    return (this.clock.localAt(instant.getTime()) - this.monday) / DAY;
  }

  /** `Mon 23 Mar 08:00` */
  timeOf(instant: Date): string {
    const local = new Date(this.clock.localAt(instant.getTime())).toISOString();
    return `${this.dayName(Math.floor(this.dayOf(instant)))} ${local.slice(11, 16)}`;
  }

  private instant(day: number, minute: number): Date {
    return new Date(this.clock.instantsOf(this.monday + day * DAY + minute * 60_000).instants[0]!);
  }
}

/** The zone in which most of a schedule is written. */
export function zoneOf({ windows = {}, actions = {} }: ScheduleConfig): string {
  const zones = [...Object.values(windows), ...Object.values(actions)]
    .filter(({ at }) => at === undefined)
    .map(({ timeZone }) => timeZone ?? "UTC");
  const count = (zone: string) => zones.filter((other) => other === zone).length;
  return zones.reduce((most, zone) => (count(zone) > count(most) ? zone : most), zones[0] ?? "UTC");
}
