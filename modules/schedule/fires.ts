import { Cron, firesOn } from "./cron";
import { WallClock } from "./wall-clock";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** A stretch of time, its end excluded, in milliseconds since 1970. */
export interface Range {
  readonly from: number;
  readonly until: number;
}

/**
 * When a cron expression fires on the wall clock of a time zone, in order. "When you specify a time zone that observes
 * Daylight Saving Time, the action automatically adjusts" (docs.aws.amazon.com, EC2 Auto Scaling User Guide, "Scheduled
 * scaling"); how it does in the hour that is skipped or comes twice AWS does not say. Here, as in most crons: a
 * skipped 02:30 fires at 03:30, one that comes twice fires the first time, and `*` in the place of the hour fires in
 * every hour that there is.
 */
export function firesIn(cron: Cron, timeZone: string, { from, until }: Range): number[] {
  const clock = WallClock.of(timeZone);
  const fires = new Set<number>();
  // A skipped time may fall on the day after its own.
  const first = Math.floor(clock.localAt(from) / DAY) - 1;
  const last = Math.floor(clock.localAt(until) / DAY);
  for (let day = first; day <= last; day++) {
    if (!firesOn(cron, new Date(day * DAY))) continue;
    for (const instant of instantsOfDay(cron, clock, day * DAY))
      if (instant >= from && instant < until) fires.add(instant);
  }
  return [...fires].sort((a, b) => a - b);
}

function instantsOfDay(cron: Cron, clock: WallClock, midnight: number): number[] {
  return cron.hours.flatMap((hour) =>
    cron.minutes.flatMap((minute) => {
      const { instants, skipped } = clock.instantsOf(midnight + (hour * 60 + minute) * MINUTE);
      if (cron.everyHour) return skipped ? [] : instants;
      return instants.slice(0, 1);
    }),
  );
}
