import { runProcess } from "../harness/run-process";
import { Count, countOf, sum } from "./ci/count";

const COMMANDS = [
  ["npm", "test"],
  ["npm", "run", "test:drills"],
];

/** `.ci/run`: both commands, also when the first fails, and the sum of all their tests in the last line. */
async function main(): Promise<void> {
  const counts: Count[] = [];
  for (const [command, ...args] of COMMANDS) counts.push(await run(command!, args));
  const { passed, failed } = sum(counts);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

async function run(command: string, args: string[]): Promise<Count> {
  const lines: string[] = [];
  const { exitCode } = await runProcess(command, args, {
    onLine: (line) => {
      lines.push(line);
      console.log(line);
    },
  });
  const count = countOf(lines);
  // A suite that could not even start has no tests to count as failed.
  return exitCode !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

void main();
