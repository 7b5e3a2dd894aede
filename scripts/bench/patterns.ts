import { join } from "node:path";
import { patterns } from "../../publisher/patterns";
import { columns } from "../terminal/columns";
import { buildPackage } from "./built-package";
import { Verdict } from "./goals";
import { Comparison } from "./one-pattern";
import { runNode } from "./run-node";

/** Prints what each pattern costs beside its resources by hand, at 1, 100 and 1,000 instances. */
export function benchPatterns(verdict: Verdict): void {
  console.log("\nSynthesis of each pattern beside the same resources in plain cdktf\n");
  buildPackage();
  const head = ["pattern", "instances", "ms each", "by hand, ms each", "time", "memory", "ms each, of 100"];
  console.log(
    columns([head, ...patterns.flatMap(({ name }) => rows(name, comparisonsOf(name), verdict))]).join("\n"),
  );
}

function comparisonsOf(name: string): Comparison[] {
  const program = join(__dirname, "one-pattern.ts");
  return JSON.parse(runNode(["--expose-gc", "--import", "tsx", program, name])) as Comparison[];
}

function rows(name: string, comparisons: Comparison[], verdict: Verdict): string[][] {
  const hundred = comparisons.find(({ instances }) => instances === 100);
  return comparisons.map(({ instances, milliseconds, byHandMilliseconds, time, memory }) => {
    const what = `${name}, ${instances} at once`;
    const isGrown = hundred !== undefined && instances > 100;
    return [
      name,
      String(instances),
      milliseconds.toFixed(1),
      byHandMilliseconds.toFixed(1),
      verdict.judge("time", what, time),
      // A single instance is a megabyte, which the collector's own doings hide.
      instances === 1 ? "" : verdict.judge("memory", what, memory),
      isGrown ? verdict.judge("growth", what, milliseconds / hundred.milliseconds) : "",
    ];
  });
}
