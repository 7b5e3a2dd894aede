import { Build } from "./by-hand/by-hand";
import { synthesize, synthesizeAndWeigh } from "./measure";
import { Subject, subjectNamed } from "./subject";

/** A pattern, or its resources by hand. */
export type Side = "pattern" | "byHand";

const buildOf: Readonly<Record<Side, (subject: Subject) => Build>> = {
  pattern: ({ pattern }) => pattern,
  byHand: ({ byHand }) => byHand().build,
};

/** Until what runs often is compiled. */
const WARM_UPS = 50;

/**
 * Prints the costs of some rounds with so many instances at once, of the last one with its memory. In a process of its
 * own, since cdktf keeps every token of a process for ever.
 */
async function main([name, side, instances, rounds]: string[]): Promise<void> {
  // The sources are compiled on the fly; with their maps each stack trace that cdktf keeps would cost several times as much.
  process.setSourceMapsEnabled(false);
  const build = buildOf[side as Side](await subjectNamed(name!));
  for (let warmUp = 0; warmUp < WARM_UPS; warmUp++) synthesize(build, 1);
  const costs = Array.from({ length: Number(rounds) - 1 }, () => synthesize(build, Number(instances)));
  console.log(JSON.stringify([...costs, synthesizeAndWeigh(build, Number(instances))]));
}

void main(process.argv.slice(2));
