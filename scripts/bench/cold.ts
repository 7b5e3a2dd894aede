import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { columns } from "../terminal/columns";
import { buildPackage } from "./built-package";
import { appPairs, Pair } from "./cold-apps";
import { Verdict } from "./goals";
import { median } from "./measure";
import { runNode } from "./run-node";

const ROUNDS = 7;

/** Prints what apps cost from the start of node to its end, beside the same resources in plain cdktf. */
export async function benchColdStart(verdict: Verdict): Promise<void> {
  console.log("\nCold start: node, imports and synthesis, beside the same resources in plain cdktf\n");
  await buildPackage();
  const outdir = mkdtempSync(join(tmpdir(), "bench-cold-"));
  const rows: string[][] = [];
  for (const pair of await appPairs()) rows.push(await row(pair, outdir, verdict));
  console.log(columns([["app", "ms", "by hand, ms", "time"], ...rows]).join("\n"));
  rmSync(outdir, { recursive: true });
}

async function row({ what, ours, byHand }: Pair, outdir: string, verdict: Verdict): Promise<string[]> {
  const times: { ours: number; byHand: number }[] = [];
  // The first round only fills the caches of the disk and of tsx.
  for (let round = 0; round <= ROUNDS; round++)
    times.push({
      ours: await millisecondsOf([...ours, outdir]),
      byHand: await millisecondsOf([...byHand, outdir]),
    });
  const counted = times.slice(1);
  const ratio = median(counted.map((time) => time.ours / time.byHand));
  return [
    what,
    median(counted.map((time) => time.ours)).toFixed(0),
    median(counted.map((time) => time.byHand)).toFixed(0),
    verdict.judge("cold", what, ratio),
  ];
}

/** Processor time of a program, which says it at its end; others on the machine do not count. */
async function millisecondsOf(args: readonly string[]): Promise<number> {
  const { user, system } = JSON.parse(await runNode(args)) as NodeJS.CpuUsage;
  return (user + system) / 1000;
}
