import { runProcess } from "../../harness/run-process";
import { judgesProgram } from "./environment";
import { InstanceText } from "./instance-texts";

/** What shellcheck finds in a script. */
export interface ShellFinding {
  /** Such as `SC2086`. */
  readonly check: string;
  /** Where, and in words. */
  readonly words: string;
}

/** All that shellcheck finds in scripts. The same text is judged once. */
export async function shellcheck(scripts: readonly InstanceText[]): Promise<ShellFinding[]> {
  const program = await judgesProgram("shellcheck");
  const byText = new Map(scripts.map(({ from, text }) => [text, from]));
  const found: ShellFinding[] = [];
  for (const [text, from] of byText) {
    const { stdout, stderr } = await runProcess("bash", ["-c", '"$0" --format=gcc - <<<"$1"', program, text]);
    const lines = `${stdout}${stderr}`.split("\n").filter((line) => line !== "");
    found.push(...lines.map((line) => ({ check: checkOf(line), words: `${from} ${line}` })));
  }
  return found;
}

function checkOf(line: string): string {
  return /\[(SC\d+)\]$/.exec(line)?.[1] ?? "";
}
