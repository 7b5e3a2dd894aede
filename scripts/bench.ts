import { MultiAz } from "../modules";
import { TierByHand } from "./bench/by-hand";
import { benchSessionStores } from "./bench/session-stores";
import { Cost, median, Subject, synthesize } from "./bench/measure";

const CONFIG = { vpcId: "vpc-12345678", subnetIds: ["subnet-11111111", "subnet-22222222"] };

const pattern: Subject = (scope, index) =>
  new MultiAz(scope, `tier${index}`, {
    ...CONFIG,
    name: `tier${index}`,
    image: { id: "ami-12345678" },
    capacity: { needed: 4 },
  });

const byHand: Subject = (scope, index) =>
  new TierByHand(scope, `tier${index}`, {
    ...CONFIG,
    name: `tier${index}`,
    imageId: "ami-12345678",
    needed: 4,
  });

/** How often each side runs, by the number of instances: the two in turn, so that a slow moment hits both. */
const ROUNDS: [instances: number, rounds: number][] = [
  [1, 15],
  [10, 9],
  [100, 5],
  [1000, 1],
];

/** `npm run bench`: what a pattern costs over its resources written by hand, and how fast the state store is, as ratios in one run. */
async function main(): Promise<void> {
  for (let warmUp = 0; warmUp < 5; warmUp++) compare(1, 1);
  console.log("multi-az: synthesis of the pattern beside the same resources in plain cdktf\n");
  console.log("instances | pattern, ms each | by hand, ms each | ratio of time | ratio of memory");
  for (const [instances, rounds] of ROUNDS) console.log(row(instances, compare(instances, rounds)));
  await benchSessionStores();
}

interface Pair {
  readonly pattern: Cost[];
  readonly byHand: Cost[];
}

function compare(instances: number, rounds: number): Pair {
  const costs: Pair = { pattern: [], byHand: [] };
  for (let round = 0; round < rounds; round++) {
    costs.pattern.push(synthesize(pattern, instances));
    costs.byHand.push(synthesize(byHand, instances));
  }
  return costs;
}

function row(instances: number, costs: Pair): string {
  const each = (side: Cost[]) =>
    (median(side.map(({ milliseconds }) => milliseconds)) / instances).toFixed(1);
  const ratio = (of: (cost: Cost) => number) =>
    median(costs.pattern.map((cost, round) => of(cost) / of(costs.byHand[round]!))).toFixed(2);
  const cells = [
    instances,
    each(costs.pattern),
    each(costs.byHand),
    ratio(({ milliseconds }) => milliseconds),
    // A few megabytes are noise of the collector.
    instances < 100 ? "" : ratio(({ megabytes }) => megabytes),
  ];
  return cells.map((cell, index) => String(cell).padEnd([9, 16, 16, 13, 15][index]!)).join(" | ");
}

void main();
