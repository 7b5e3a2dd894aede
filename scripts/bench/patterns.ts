import { join } from "node:path";
import { patterns } from "../../publisher/patterns";
import { columns } from "../terminal/columns";
import { buildPackage } from "./built-package";
import { Comparison, leastRound, ownGrowth } from "./comparison";
import { Goal, Verdict } from "./goals";
import { Cost } from "./measure";
import { Side } from "./one-side";
import { runNode } from "./run-node";

/** How often each side is measured, by the number of instances. Processes with 100 and with 1,000 at once make as many in all. */
const ROUNDS: { instances: number; processes: number; rounds: number }[] = [
  { instances: 1, processes: 1, rounds: 150 },
  { instances: 100, processes: 3, rounds: 10 },
  { instances: 1000, processes: 3, rounds: 1 },
];

/** What `growth` counts from: fewer instances do not outweigh what a synthesis costs without any. */
const HUNDRED = 100;

/** Prints what each pattern costs beside its resources by hand, at 1, 100 and 1,000 instances. */
export async function benchPatterns(verdict: Verdict): Promise<void> {
  console.log("\nSynthesis of each pattern beside the same resources in plain cdktf\n");
  await buildPackage();
  const rows: string[][] = [];
  for (const { name } of patterns) {
    console.error(`Measures ${name}, for some minutes`);
    rows.push(...rowsOf(name, await comparisonsOf(name), verdict));
  }
  const head = ["pattern", "instances", "ms each", "by hand, ms each", "time", "memory", "growth"];
  console.log(columns([head, ...rows]).join("\n"));
}

async function comparisonsOf(name: string): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const { instances, processes, rounds } of ROUNDS) {
    const runs: Record<Side, Cost[][]> = { pattern: [], byHand: [] };
    const measure = async (side: Side) => runs[side].push(await costsOf(name, side, instances, rounds));
    // Both sides run at once, so that a slow moment hits both.
    for (let run = 0; run < processes; run++) await Promise.all([measure("pattern"), measure("byHand")]);
    comparisons.push({ instances, ...runs });
  }
  return comparisons;
}

async function costsOf(name: string, side: Side, instances: number, rounds: number): Promise<Cost[]> {
  const program = join(__dirname, "one-side.ts");
  const args = [name, side, String(instances), String(rounds)];
  return JSON.parse(await runNode(["--expose-gc", "--import", "tsx", program, ...args])) as Cost[];
}

function rowsOf(name: string, comparisons: readonly Comparison[], verdict: Verdict): string[][] {
  const hundred = comparisons.find(({ instances }) => instances === HUNDRED)!;
  return comparisons.map((comparison) => {
    const { instances } = comparison;
    const [ours, byHand] = [leastRound(comparison.pattern), leastRound(comparison.byHand)];
    const what = `${name}, ${instances} at once`;
    const judged = (goal: Goal, ratio: number) => verdict.judge(goal, what, ratio);
    return [
      name,
      String(instances),
      (ours.milliseconds / instances).toFixed(1),
      (byHand.milliseconds / instances).toFixed(1),
      judged("time", ours.milliseconds / byHand.milliseconds),
      // A single instance is a megabyte, which the collector's own doings hide.
      instances === 1 ? "" : judged("memory", ours.megabytes / byHand.megabytes),
      instances > HUNDRED ? judged("growth", ownGrowth(comparison, hundred)) : "",
    ];
  });
}
