import { readFileSync } from "node:fs";
import { join } from "node:path";
import { choose, Flag, shellWord, text } from "../definition";
import { LAUNCH_HOOK } from "./launch-hook";

/** What the program has to know beside its plan. */
export interface ProgramSettings {
  /** Seconds for all of it. */
  readonly timeoutSeconds: number;
  /** Whether instances may wait in a warm pool before they serve. */
  readonly warmPool: Flag;
  /** Name of the log group; empty for none. */
  readonly logGroup: string;
}

/** A program of bash, whole: the plan is in it. */
export function programWith(plan: string, settings: ProgramSettings): string {
  return assembled(settings, "plan_object=()", plan);
}

/** A program that fetches its plan from S3 first. */
export function programFetching(
  object: { bucket: string; key: string; sha256: string },
  settings: ProgramSettings,
): string {
  const { bucket, key, sha256 } = object;
  return assembled(
    settings,
    text`plan_object=(${shellWord(bucket)} ${shellWord(key)} ${shellWord(sha256)})`,
    "",
  );
}

function assembled(settings: ProgramSettings, planObject: string, plan: string): string {
  const warmPool = choose(settings.warmPool, "yes", "no");
  return text`${part("base")}
readonly hook=${LAUNCH_HOOK} timeout_seconds=${settings.timeoutSeconds} warm_pool=${warmPool}
readonly log_group=${shellWord(settings.logGroup)} ${planObject}

${part("lifecycle")}
${part("packages")}
${part("steps")}
${plan}
${part("main")}`;
}

const FOLDER = join(__dirname, "program");
const parts = new Map<string, string>();

/** A part of the program, without its comments: each byte is one of the user's 16 KB. */
function part(name: string): string {
  const known = parts.get(name) ?? withoutComments(readFileSync(join(FOLDER, `${name}.sh`), "utf8"));
  parts.set(name, known);
  return known;
}

function withoutComments(script: string): string {
  const lines = script.split("\n").filter((line) => !/^\s*#(?!!)/.test(line));
  return lines.join("\n").replace(/ # .*$/gm, "");
}
