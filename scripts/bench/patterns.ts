import { join } from "node:path";
import { patterns } from "../../publisher/patterns";
import { columns } from "../terminal/columns";
import { buildPackage } from "./built-package";
import { Goal, Verdict } from "./goals";
import { Cost } from "./measure";
import { Side } from "./one-side";
import { runNode } from "./run-node";

/** How often each side is measured, by the number of instances. */
const ROUNDS: { instances: number; processes: number; rounds: number }[] = [
  { instances: 1, processes: 1, rounds: 150 },
  { instances: 100, processes: 1, rounds: 10 },
  { instances: 1000, processes: 2, rounds: 1 },
];

/** What `growth` counts from: fewer instances do not outweigh what a synthesis costs without any. */
const HUNDRED = 100;

/** What both sides cost for each of so many instances. */
interface Comparison {
  readonly instances: number;
  readonly ours: Required<Cost>;
  readonly byHand: Required<Cost>;
}

/** Prints what each pattern costs beside its resources by hand, at 1, 100 and 1,000 instances. */
export async function benchPatterns(verdict: Verdict): Promise<void> {
  console.log("\nSynthesis of each pattern beside the same resources in plain cdktf\n");
  await buildPackage();
  const rows: string[][] = [];
  for (const { name } of patterns) {
    console.error(`Measures ${name}, for a minute or two`);
    rows.push(...rowsOf(name, await comparisonsOf(name), verdict));
  }
  const head = ["pattern", "instances", "ms each", "by hand, ms each", "time", "memory", "growth"];
  console.log(columns([head, ...rows]).join("\n"));
}

async function comparisonsOf(name: string): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const { instances, processes, rounds } of ROUNDS) {
    const costs: Record<Side, Cost[]> = { pattern: [], byHand: [] };
    const measure = async (side: Side) => costs[side].push(...(await costsOf(name, side, instances, rounds)));
    // Both sides run at once, so that a slow moment hits both.
    for (let run = 0; run < processes; run++) await Promise.all([measure("pattern"), measure("byHand")]);
    comparisons.push({
      instances,
      ours: leastEach(costs.pattern, instances),
      byHand: leastEach(costs.byHand, instances),
    });
  }
  return comparisons;
}

async function costsOf(name: string, side: Side, instances: number, rounds: number): Promise<Cost[]> {
  const program = join(__dirname, "one-side.ts");
  const args = [name, side, String(instances), String(rounds)];
  return JSON.parse(await runNode(["--expose-gc", "--import", "tsx", program, ...args])) as Cost[];
}

/**
 * The least of all rounds: after a while V8 takes twice the time for the very same, in cdktf's own loops, from one round
 * to the next and by no rule that one sees from outside.
 */
function leastEach(costs: readonly Cost[], instances: number): Required<Cost> {
  const least = (key: keyof Cost) => Math.min(...costs.map((cost) => cost[key] ?? Infinity)) / instances;
  return { milliseconds: least("milliseconds"), megabytes: least("megabytes") };
}

function rowsOf(name: string, comparisons: readonly Comparison[], verdict: Verdict): string[][] {
  const hundred = comparisons.find(({ instances }) => instances === HUNDRED)!;
  return comparisons.map((comparison) => {
    const { instances, ours, byHand } = comparison;
    const what = `${name}, ${instances} at once`;
    const judged = (goal: Goal, ratio: number) => verdict.judge(goal, what, ratio);
    return [
      name,
      String(instances),
      ours.milliseconds.toFixed(1),
      byHand.milliseconds.toFixed(1),
      judged("time", ours.milliseconds / byHand.milliseconds),
      // A single instance is a megabyte, which the collector's own doings hide.
      instances === 1 ? "" : judged("memory", ours.megabytes / byHand.megabytes),
      instances > HUNDRED ? judged("growth", ownGrowth(comparison, hundred)) : "",
    ];
  });
}

/** How much longer each takes than each of fewer, without what cdktf's own work grows by, where it does. */
function ownGrowth(more: Comparison, fewer: Comparison): number {
  const growth = (side: "ours" | "byHand") => more[side].milliseconds / fewer[side].milliseconds;
  return growth("ours") / Math.max(1, growth("byHand"));
}
