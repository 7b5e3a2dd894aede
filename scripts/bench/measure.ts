import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { Build } from "./by-hand/by-hand";

/** What one synthesis cost. */
export interface Cost {
  /** Milliseconds of processor time from the first construct to the written file; others on the machine do not count. */
  readonly milliseconds: number;
  /** Megabytes of heap that are held at its end, where they were asked for. */
  readonly megabytes?: number;
}

/** Synthesizes a stack with so many instances, each in a scope of its own, into a folder of its own. */
export function synthesize(build: Build, instances: number): Cost {
  const outdir = mkdtempSync(join(tmpdir(), "bench-"));
  const start = process.cpuUsage();
  // One of cdktf's checks starts Terraform, which would hide everything else.
  const app = new App({ outdir, skipValidation: true });
  const stack = new TerraformStack(app, "bench");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  for (let index = 0; index < instances; index++) build(new Construct(stack, `number-${index}`));
  app.synth();
  const { user, system } = process.cpuUsage(start);
  rmSync(outdir, { recursive: true });
  return { milliseconds: (user + system) / 1000 };
}

/** The same, and what it holds. With the garbage goes compiled code that no object needs, so that few instances take longer. */
export function synthesizeAndWeigh(build: Build, instances: number): Cost {
  const heap = heapInUse();
  const cost = synthesize(build, instances);
  return { ...cost, megabytes: (heapInUse() - heap) / 1e6 };
}

function heapInUse(): number {
  if (global.gc === undefined) throw new Error("Memory is measured with `node --expose-gc`.");
  global.gc();
  return process.memoryUsage().heapUsed;
}

/** The middle value; the mean of the middle two for an even count. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2;
}
