import { choose, Flag, shellWord, text } from "../definition";
import { programWithoutComments } from "../program-text";
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

/** The texts that every program has in it. */
export interface ProgramParts {
  /** What comes first: the shell's strictness, and what happens on a failure. */
  readonly start: string;
  /** The functions that a plan may call. */
  readonly functions: string;
  /** What runs it all; the last part. */
  readonly end: string;
}

/** The parts, as they stand in the folder `program`. */
export function programParts(): ProgramParts {
  return {
    start: part("base"),
    functions: ["lifecycle", "packages", "steps"].map(part).join("\n"),
    end: part("main"),
  };
}

/** A program of bash, whole: the plan is in it. */
export function programWith(plan: string, settings: ProgramSettings, parts: ProgramParts): string {
  return assembled(settings, parts, "plan_object=()", plan);
}

/** Where a plan is that does not fit into user data. */
export interface PlanObject {
  readonly bucket: string;
  readonly key: string;
  readonly sha256: string;
}

/** A program that fetches its plan from S3 first. */
export function programFetching(object: PlanObject, settings: ProgramSettings, parts: ProgramParts): string {
  const { bucket, key, sha256 } = object;
  const planObject = text`plan_object=(${shellWord(bucket)} ${shellWord(key)} ${shellWord(sha256)})`;
  return assembled(settings, parts, planObject, "");
}

function assembled(settings: ProgramSettings, parts: ProgramParts, planObject: string, plan: string): string {
  const warmPool = choose(settings.warmPool, "yes", "no");
  return text`${parts.start}
readonly hook=${LAUNCH_HOOK} timeout_seconds=${settings.timeoutSeconds} warm_pool=${warmPool}
readonly log_group=${shellWord(settings.logGroup)} ${planObject}

${parts.functions}
${plan}
${parts.end}`;
}

/** A part of the program. */
function part(name: string): string {
  return programWithoutComments(`bootstrap/program/${name}.sh`);
}
