import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { Construct } from "constructs";

/** Makes one instance, number `index`, of what is measured. */
export type Subject = (scope: Construct, index: number) => void;

/** What one synthesis cost. */
export interface Cost {
  /** Milliseconds from the first construct to the written file. */
  readonly milliseconds: number;
  /** Megabytes of heap that it took. */
  readonly megabytes: number;
}

/** Synthesizes a stack with so many instances, into a folder of its own. */
export function synthesize(subject: Subject, instances: number): Cost {
  const outdir = mkdtempSync(join(tmpdir(), "bench-"));
  global.gc?.();
  const heap = process.memoryUsage().heapUsed;
  const start = performance.now();
  const app = new App({ outdir });
  const stack = new TerraformStack(app, "bench");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  for (let index = 0; index < instances; index++) subject(stack, index);
  app.synth();
  const milliseconds = performance.now() - start;
  const megabytes = (process.memoryUsage().heapUsed - heap) / 1e6;
  rmSync(outdir, { recursive: true });
  return { milliseconds, megabytes };
}

/** The middle value; the mean of the middle two for an even count. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2;
}
