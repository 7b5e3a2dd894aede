import { Random } from "./random";

/** What the surroundings are like. */
export interface Surroundings {
  readonly name: string;
  /** Minutes until a minute's numbers can be seen. */
  readonly metricDelayMinutes: number;
  /** Seconds from a launch to a worker that takes jobs. */
  readonly bootSeconds: number;
}

/** When a worker leaves by itself. */
export interface Leaving {
  readonly idleSeconds: number;
  readonly keepShare: number;
}

interface Worker {
  launched: number;
  ready: number;
  /** Seconds with a job since its window began. */
  busy: number;
  windowBegan: number;
  jobEnds: number;
  gone: boolean;
  leaving: boolean;
}

/** Workers that boot, do one job at a time and leave, and the queue that they take from; second by second. */
export class SimulatedFleet {
  /** Arrival of each job that waits, oldest first, from `next` on. */
  private readonly waitingSince: number[] = [];
  private next = 0;
  private readonly random = new Random(7);
  private readonly ends = new Map<number, Worker[]>();
  private readonly checks = new Map<number, Worker[]>();
  private readonly boots = new Map<number, Worker[]>();
  private idle: Worker[] = [];
  private members: Worker[] = [];
  inFlight = 0;
  /** Seconds that the jobs have waited that were begun. */
  readonly waits: number[] = [];
  workerSeconds = 0;
  /** Jobs that were begun, and lost by a worker that somebody else ended. */
  killed = 0;
  desired: number;

  /**
   * @param leaving Without it no worker leaves by itself.
   * @param returnSeconds Seconds until a job is back whose worker was ended by somebody else.
   */
  constructor(
    private readonly surroundings: Surroundings,
    private readonly secondsPerJob: number,
    private readonly bounds: { readonly min: number; readonly max: number },
    private readonly leaving?: Leaving,
  ) {
    this.desired = bounds.min;
  }

  get waiting(): number {
    return this.waitingSince.length - this.next;
  }

  get running(): number {
    return this.members.length;
  }

  /** Workers that have been in service for so long. */
  warm(now: number, warmupSeconds: number): number {
    return this.members.filter(({ ready }) => ready + warmupSeconds <= now).length;
  }

  /** One second passes, in which these jobs come. */
  second(now: number, arrivals: number): void {
    for (let job = 0; job < arrivals; job++) this.waitingSince.push(now);
    for (const worker of take(this.ends, now)) this.end(worker);
    for (const worker of take(this.boots, now)) this.arrive(worker, now);
    for (const worker of take(this.checks, now)) this.consider(worker, now);
    while (this.waiting > 0 && this.idle.length > 0) this.begin(this.pick(), now);
    this.workerSeconds += this.members.length;
  }

  /** The group's desired capacity is another one; whom it takes away it chooses without a look at what they do. */
  resize(size: number, now: number): void {
    this.desired = Math.max(this.bounds.min, Math.min(this.bounds.max, size));
    while (this.members.length < this.desired) this.launch(now);
    const tooMany = this.members.length - this.desired;
    // Where workers protect themselves, and leave on their own, nobody asks for fewer.
    for (const worker of this.members.slice(0, Math.max(0, tooMany))) this.kill(worker, now);
  }

  private launch(now: number): void {
    const boot = Math.round(this.surroundings.bootSeconds * this.random.between(0.9, 1.1));
    const ready = now + boot;
    const worker = {
      ...{ launched: now, ready, busy: 0, windowBegan: ready, jobEnds: 0 },
      ...{ gone: false, leaving: false },
    };
    this.members.push(worker);
    put(this.boots, ready, worker);
  }

  private arrive(worker: Worker, now: number): void {
    if (worker.gone) return;
    this.idle.push(worker);
    if (this.leaving === undefined) return;
    const { idleSeconds } = this.leaving;
    put(this.checks, now + idleSeconds + Math.round(this.random.between(0, idleSeconds / 4)), worker);
  }

  /** Of all who wait for a job, SQS gives it to any. */
  private pick(): Worker {
    const index = Math.floor(this.random.next() * this.idle.length);
    const worker = this.idle[index]!;
    this.idle[index] = this.idle.at(-1)!;
    this.idle.pop();
    return worker;
  }

  private begin(worker: Worker, now: number): void {
    this.waits.push(now - this.waitingSince[this.next++]!);
    const seconds = Math.max(1, Math.round(this.secondsPerJob * this.random.between(0.5, 1.5)));
    worker.busy += seconds;
    worker.jobEnds = now + seconds;
    this.inFlight++;
    put(this.ends, worker.jobEnds, worker);
  }

  private end(worker: Worker): void {
    if (worker.gone) return;
    this.inFlight--;
    if (worker.leaving) this.remove(worker);
    else this.idle.push(worker);
  }

  /** As the worker's program does: see `consider_leaving` there. */
  private consider(worker: Worker, now: number): void {
    if (worker.gone || this.leaving === undefined) return;
    const { idleSeconds, keepShare } = this.leaving;
    const share = worker.busy / (now - worker.windowBegan);
    [worker.busy, worker.windowBegan] = [0, now];
    const stays = this.random.next() < share / keepShare || this.desired <= this.bounds.min;
    if (stays) return put(this.checks, now + idleSeconds, worker);
    this.desired--;
    worker.leaving = true;
    if (worker.jobEnds <= now) this.remove(worker);
  }

  private kill(worker: Worker, now: number): void {
    if (worker.jobEnds > now) {
      this.killed++;
      this.inFlight--;
      // It is begun anew, and has waited since now at least.
      this.waitingSince.push(now);
    }
    this.remove(worker);
  }

  private remove(worker: Worker): void {
    worker.gone = true;
    this.members = this.members.filter((one) => one !== worker);
    this.idle = this.idle.filter((one) => one !== worker);
  }
}

function put(at: Map<number, Worker[]>, second: number, worker: Worker): void {
  const there = at.get(second);
  if (there === undefined) at.set(second, [worker]);
  else there.push(worker);
}

function take(at: Map<number, Worker[]>, second: number): Worker[] {
  const there = at.get(second) ?? [];
  at.delete(second);
  return there;
}
