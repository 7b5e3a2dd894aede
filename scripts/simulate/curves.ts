import { Random } from "./random";

/** Jobs that are sent, second by second. */
export interface Curve {
  readonly name: string;
  readonly what: string;
  readonly seconds: number;
  /** Seconds that a job takes, where it is not what the config says. */
  readonly secondsPerJob?: number;
  /** Jobs a second, at a second of it. */
  rate(second: number): number;
}

const HOUR = 3600;

/** The curves of the page. */
export const CURVES: readonly Curve[] = [
  {
    name: "steady",
    what: "10 jobs a second for four hours, from none",
    seconds: 5 * HOUR,
    rate: (second) => (second < 4 * HOUR ? 10 : 0),
  },
  {
    name: "burst",
    what: "10,000 jobs in one minute, then nothing",
    seconds: 2 * HOUR,
    rate: (second) => (second < 60 ? 10_000 / 60 : 0),
  },
  {
    name: "long",
    what: "10,000 jobs of a minute each in one minute, then nothing",
    seconds: 2 * HOUR,
    secondsPerJob: 60,
    rate: (second) => (second < 60 ? 10_000 / 60 : 0),
  },
  {
    name: "ramp",
    what: "up to 30 jobs a second within an hour, an hour of it, and down again",
    seconds: 4 * HOUR,
    rate: (second) => 30 * Math.max(0, Math.min(1, second / HOUR, 3 - second / HOUR)),
  },
  {
    name: "night",
    what: "2 jobs a second for an hour, nothing for ten hours, and the same again",
    seconds: 13 * HOUR,
    rate: (second) => (second < HOUR || (second >= 11 * HOUR && second < 12 * HOUR) ? 2 : 0),
  },
];

/** How many jobs come in each second; the same at each run. */
export function arrivalsOf(curve: Curve): number[] {
  const random = new Random(1);
  return Array.from({ length: curve.seconds }, (_, second) => Math.floor(curve.rate(second) + random.next()));
}
