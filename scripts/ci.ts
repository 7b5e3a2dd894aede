import { runProcess } from "../harness/run-process";
import { Count, countOf, result, sum } from "./ci/count";

const COMMANDS = [
  ["npm", "test"],
  ["npm", "run", "test:judges"],
  ["npm", "run", "test:versions"],
  ["npm", "run", "test:drills"],
];

/** `.ci/run`: every command, also when one before it fails, and the sum of all their tests in the last line. */
async function main(): Promise<void> {
  const counts: Count[] = [];
  for (const [command, ...args] of COMMANDS) counts.push(await run(command!, args));
  const { passed, failed, skipped } = sum(counts);
  if (skipped > 0) console.log(`${skipped} skipped, as the warnings above say`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

async function run(command: string, args: string[]): Promise<Count> {
  const lines: string[] = [];
  const onLine = (line: string) => {
    lines.push(line);
    console.log(line);
  };
  try {
    const { exitCode } = await runProcess(command, args, { onLine });
    return result(countOf(lines), exitCode);
  } catch (error) {
    onLine((error as Error).message);
    return result(countOf(lines), undefined);
  }
}

void main();
