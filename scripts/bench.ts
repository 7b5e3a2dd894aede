import { chosenParts, Part } from "./bench/arguments";
import { Verdict } from "./bench/goals";
import { run } from "./terminal/run";

/** Each part loads what it measures with, and only then. */
const BENCHES: Readonly<Record<Part, (verdict: Verdict) => void | Promise<void>>> = {
  cold: async (verdict) => (await import("./bench/cold")).benchColdStart(verdict),
  patterns: async (verdict) => (await import("./bench/patterns")).benchPatterns(verdict),
  plans: async () => (await import("./bench/plans")).benchPlans(),
  sessions: async () => (await import("./bench/session-stores")).benchSessionStores(),
};

/** `npm run bench`: what the patterns cost, as ratios in one run; it fails when a ratio is above its goal. */
async function main(args: string[]): Promise<void> {
  const verdict = new Verdict();
  for (const part of chosenParts(args)) await BENCHES[part](verdict);
  const missed = verdict.sentences();
  if (missed.length === 0) return;
  console.log(`\nMissed goals (*):\n${missed.map((sentence) => `  ${sentence}`).join("\n")}`);
  process.exitCode = 1;
}

run(main);
