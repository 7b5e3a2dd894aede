import { Emitted } from "./emitted";
import { SimulatedFleet, Surroundings } from "./fleet";
import { returnedValue, Value } from "./metric-math";

/** The numbers of one minute, as CloudWatch gets them. */
export interface Sample {
  readonly visible: Value;
  readonly inflight: Value;
  readonly workers: Value;
}

const HOUR = 3600;

/** After so long without messages and calls SQS publishes nothing, and needs so long to begin again (Amazon SQS Developer Guide, "Monitoring Amazon SQS queues using CloudWatch"). */
const INACTIVE_SECONDS = 6 * HOUR;
const ACTIVATION_SECONDS = 15 * 60;

/** What CloudWatch knows: each minute's numbers, later. */
export class Metrics {
  private readonly samples: Sample[] = [];
  private lastActivity = 0;
  private activeFrom = 0;

  constructor(private readonly delayMinutes: number) {}

  /** Takes the numbers of a minute that ends now. */
  publish(now: number, fleet: SimulatedFleet): void {
    if (fleet.waiting + fleet.inFlight + fleet.running > 0) {
      if (now - this.lastActivity > INACTIVE_SECONDS) this.activeFrom = now + ACTIVATION_SECONDS;
      this.lastActivity = now;
    }
    const isActive = now - this.lastActivity <= INACTIVE_SECONDS && now >= this.activeFrom;
    this.samples.push({
      visible: isActive ? fleet.waiting : undefined,
      // Only where there is one.
      inflight: isActive && fleet.inFlight > 0 ? fleet.inFlight : undefined,
      workers: fleet.desired,
    });
  }

  /** The newest minutes that can be seen, newest first. */
  seen(count: number): Sample[] {
    const end = Math.max(0, this.samples.length - this.delayMinutes);
    return this.samples.slice(Math.max(0, end - count), end).reverse();
  }
}

/** Looks at the metrics once a minute, and may ask for another size. */
export type Controller = (metrics: Metrics, fleet: SimulatedFleet, now: number) => void;

/** Periods that target tracking has to see above its target; its alarm says so in the console. */
const TRACKING_PERIODS = 3;

/**
 * The pattern's two policies with the values that it emits. AWS does not say which capacity target tracking multiplies:
 * here it is the one that has warmed up, and one at least, which asks for less than the desired one would.
 */
export function patternController(emitted: Emitted): Controller {
  const { backlog, burst, burstThreshold, burstPeriods, steps, target, warmupSeconds } = emitted;
  return (metrics, fleet, now) => {
    const warm = fleet.warm(now, warmupSeconds);
    const missing = metrics.seen(burstPeriods).map((sample) => returnedValue(burst, { ...sample }));
    const excess = missing.map((value) => (value ?? -Infinity) - burstThreshold);
    const wanted = [fleet.desired];
    if (excess.length === burstPeriods && excess.every((over) => over > 0)) {
      const step = steps.find(({ from, to }) => from <= excess[0]! && excess[0]! < to)!;
      // What warms up counts as there.
      wanted.push(warm + step.add);
    }
    const values = metrics.seen(TRACKING_PERIODS).map((sample) => returnedValue(backlog, { ...sample }));
    if (values.length === TRACKING_PERIODS && values.every((value) => value !== undefined && value > target))
      wanted.push(Math.ceil((Math.max(warm, 1) * values[0]!) / target));
    const size = Math.max(...wanted);
    if (size > fleet.desired) fleet.resize(size, now);
  };
}

/** Workers that a depth of the queue adds, as tutorials have it. */
const PLAIN_STEPS = [
  { from: 1000, add: 50 },
  { from: 100, add: 10 },
  { from: 1, add: 1 },
];
const EMPTY_PERIODS = 5;

/** Step scaling on the depth of the queue, out and in: one from one waiting job, 10 from 100, 50 from 1,000; a tenth less for each minute after five empty ones. */
export function plainController(warmupSeconds: number): Controller {
  return (metrics, fleet, now) => {
    const seen = metrics.seen(EMPTY_PERIODS).map(({ visible }) => visible);
    const depth = seen[0] ?? 0;
    const step = PLAIN_STEPS.find(({ from }) => depth >= from);
    if (step !== undefined) {
      const size = fleet.warm(now, warmupSeconds) + step.add;
      if (size > fleet.desired) fleet.resize(size, now);
    } else if (seen.length === EMPTY_PERIODS && seen.every((value) => value === 0)) {
      fleet.resize(fleet.desired - Math.max(1, Math.floor(fleet.desired / 10)), now);
    }
  };
}

/** The metrics of these surroundings. */
export function metricsIn({ metricDelayMinutes }: Surroundings): Metrics {
  return new Metrics(metricDelayMinutes);
}
