import { runProcess } from "../harness/run-process";
import { Count, countOf, result, sum } from "./ci/count";

/** npm scripts, one after the other. */
type Lane = readonly string[];

/**
 * One stage after the other; the lanes of one run at the same time. The drills wait for most of theirs (the provider
 * polls, machines boot), and leave the processors to what computes.
 */
const STAGES: readonly (readonly Lane[])[] = [
  [["test"]],
  [["test:drills"], ["test:judges", "test:versions", "test:fuzz"]],
];

/** `.ci/run`: every script, also when one before it fails, and the sum of all their tests in the last line. */
async function main(): Promise<void> {
  const counts: Count[] = [];
  for (const lanes of STAGES) counts.push(...(await Promise.all(lanes.map(runLane))));
  const { passed, failed, skipped } = sum(counts);
  if (skipped > 0) console.log(`${skipped} skipped, as the warnings above say`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

async function runLane(scripts: Lane): Promise<Count> {
  const counts: Count[] = [];
  for (const script of scripts) counts.push(await runScript(script));
  return sum(counts);
}

/** Prints every line behind the script's name, since those of two scripts come at the same time. */
async function runScript(script: string): Promise<Count> {
  const lines: string[] = [];
  const onLine = (line: string) => {
    lines.push(line);
    console.log(`${script} | ${line}`);
  };
  try {
    const { exitCode, seconds } = await runProcess("npm", ["run", script], { onLine });
    const count = result(countOf(lines), exitCode);
    onLine(`${count.passed} passed, ${count.failed} failed in ${Math.round(seconds)} s`);
    return count;
  } catch (error) {
    onLine((error as Error).message);
    return result(countOf(lines), undefined);
  }
}

void main();
