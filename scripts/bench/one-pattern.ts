import { Cost, median, synthesize } from "./measure";
import { Subject, subjectNamed } from "./subject";

/** How often each side runs, by the number of instances: the two in turn, so that a slow moment hits both. */
const ROUNDS: [instances: number, rounds: number][] = [
  [1, 15],
  [100, 3],
  [1000, 1],
];

const WARM_UPS = 10;

/** A pattern beside the same resources by hand, at one number of instances. */
export interface Comparison {
  readonly instances: number;
  /** Milliseconds of the pattern for each instance. */
  readonly milliseconds: number;
  readonly byHandMilliseconds: number;
  /** Pattern over by hand, the median of the rounds. */
  readonly time: number;
  readonly memory: number;
}

function compare({ pattern, byHand }: Subject, instances: number, rounds: number): Comparison {
  const pairs: [Cost, Cost][] = [];
  for (let round = 0; round < rounds; round++)
    pairs.push([synthesize(pattern, instances), synthesize(byHand.build, instances)]);
  const each = (side: 0 | 1) => median(pairs.map((pair) => pair[side].milliseconds)) / instances;
  return {
    instances,
    milliseconds: each(0),
    byHandMilliseconds: each(1),
    time: median(pairs.map(([one, other]) => one.milliseconds / other.milliseconds)),
    memory: median(pairs.map(([one, other]) => one.megabytes / other.megabytes)),
  };
}

/** In a process of its own for each pattern, since cdktf keeps every token of a process for ever. */
async function main(): Promise<void> {
  // The sources are compiled on the fly; with their maps each stack trace that cdktf keeps would cost several times as much.
  process.setSourceMapsEnabled(false);
  const subject = await subjectNamed(process.argv[2] ?? "");
  compare(subject, 1, WARM_UPS);
  console.log(JSON.stringify(ROUNDS.map(([instances, rounds]) => compare(subject, instances, rounds))));
}

void main();
