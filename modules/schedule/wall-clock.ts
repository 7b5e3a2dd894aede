const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * The clocks of a time zone. JavaScript tells the wall clock of an instant; what is needed here is the other way
 * round, and for many instants, so the offsets are looked up once for each week and kept.
 */
export class WallClock {
  private static readonly known = new Map<string, WallClock>();
  private readonly format: Intl.DateTimeFormat;
  private readonly weeks = new Map<number, number | undefined>();

  private constructor(timeZone: string) {
    this.format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  }

  /** The clocks of a zone of `timeZones`. */
  static of(timeZone: string): WallClock {
    const clock = WallClock.known.get(timeZone) ?? new WallClock(timeZone);
    WallClock.known.set(timeZone, clock);
    return clock;
  }

  /** The wall clock at an instant, as milliseconds that UTC would show so. */
  localAt(instant: number): number {
    return instant + this.offsetAt(instant);
  }

  /**
   * The instants at which the wall clock shows a time: one, or two where clocks are set back. A time that clocks skip
   * is not shown at all; then it is the instant at which the old offset would show it.
   */
  instantsOf(local: number): { readonly instants: readonly number[]; readonly skipped: boolean } {
    const offsets = [this.offsetAt(local - DAY), this.offsetAt(local + DAY)];
    const before = local - offsets[0]!;
    if (offsets[0] === offsets[1]) return { instants: [before], skipped: false };
    const shown = [...new Set(offsets.map((offset) => local - offset))]
      .filter((instant) => this.localAt(instant) === local)
      .sort((a, b) => a - b);
    return shown.length > 0 ? { instants: shown, skipped: false } : { instants: [before], skipped: true };
  }

  private offsetAt(instant: number): number {
    const week = Math.floor(instant / (7 * DAY));
    if (!this.weeks.has(week)) this.weeks.set(week, this.offsetOfWeek(week));
    return this.weeks.get(week) ?? this.ask(instant);
  }

  /** The offset of a whole week, absent where it changes in it. */
  private offsetOfWeek(week: number): number | undefined {
    const [start, end] = [week, week + 1].map((one) => this.ask(one * 7 * DAY));
    return start === end ? start : undefined;
  }

  private ask(instant: number): number {
    const name = this.format.formatToParts(instant).find(({ type }) => type === "timeZoneName")!.value;
    const [, sign, hours, minutes] = /^GMT([+-])(\d+):(\d+)$/.exec(name) ?? ["", "+", "0", "0"];
    return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
  }
}
