import { equal, lessThan, Rule, sizeOf } from "../definition";
import { isToken } from "../definition/tokens";
import { conflictsOf } from "../schedule/conflicts";
import { MAX_TIMES_A_DAY, parseCron } from "../schedule/cron";
import { Schedule, ScheduleAction, ScheduleWindow } from "../schedule/edges";
import type { ScheduledScaleOutInput } from "./inputs";

/**
 * What the simulator finds wrong with the times, at synth. What is left to Terraform, values that only it knows and
 * the whole of the published module, is compared at plan: see `plan-times.ts`.
 */
export function conflictRules(input: ScheduledScaleOutInput): Rule[] {
  const schedule = knownSchedule(input);
  if (schedule === undefined) return [];
  const unreadable = unreadableCrons(schedule);
  if (unreadable.some(() => true)) return [nothingIn(unreadable, UNREADABLE)];
  const { sameMinute, lowered } = conflictsOf(schedule, new Date());
  // Which of two edges at one minute comes last nobody knows, so what they do to a floor is told when they are apart.
  if (sameMinute.some(() => true)) return [nothingIn(sameMinute, SAME_MINUTE)];
  return [nothingIn(lowered, LOWERED)];
}

function nothingIn(found: readonly string[], rule: string): Rule {
  return { input: "windows", holds: equal(sizeOf(found), 0), message: `${rule} ${found.join("; ")}.` };
}

/** How the sentences begin in which edges are refused; what is wrong follows. */
export const UNREADABLE = `windows and actions must have cron expressions whose ranges go up (8-18, MON-FRI), with a day that some month has, and that fire at most ${MAX_TIMES_A_DAY} times a day, got`;
export const SAME_MINUTE = "windows and actions must not have two edges at the same minute, got";
export const LOWERED = "windows must not overlap so that one lowers the floor of another, got";

function unreadableCrons({ windows = {}, actions = {} }: Schedule): string[] {
  const crons = [
    ...Object.entries(windows).flatMap(([name, { from, to }]) => [
      { path: `windows["${name}"].from`, cron: from },
      { path: `windows["${name}"].to`, cron: to },
    ]),
    ...Object.entries(actions).map(([name, { recurrence }]) => ({
      path: `actions["${name}"].recurrence`,
      cron: recurrence,
    })),
  ];
  return crons.filter(({ cron }) => !isReadable(cron)).map(({ path, cron }) => `${path} = "${cron}"`);
}

function isReadable(cron: string | undefined): boolean {
  if (cron === undefined) return true;
  try {
    parseCron(cron);
    return true;
  } catch {
    return false;
  }
}

/** The schedule in plain values; undefined where Terraform knows a part of it only, or another rule refuses it. */
function knownSchedule({ windows, actions, capacity }: ScheduledScaleOutInput): Schedule | undefined {
  const schedule = {
    capacity: { min: capacity.min },
    windows: windows.map((_, { from, to, timeZone, at, until, min }) => ({
      ...{ from: from.orNull, to: to.orNull, timeZone: timeZone.orNull },
      ...{ at: at.orNull, until: until.orNull, min },
    })),
    actions: actions.map((_, { recurrence, timeZone, at, min }) => ({
      ...{ recurrence: recurrence.orNull, timeZone: timeZone.orNull, at: at.orNull, min: min.orNull },
    })),
  };
  if (hasToken(schedule)) return undefined;
  const isSound =
    Object.values(schedule.windows).every(isSoundWindow) &&
    Object.values(schedule.actions).every(isSoundAction);
  return isSound ? schedule : undefined;
}

function hasToken(value: unknown): boolean {
  if (isToken(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(hasToken);
}

function isSoundWindow({ from, to, at, until }: ScheduleWindow): boolean {
  if (at === undefined && until === undefined) return from !== undefined && to !== undefined;
  const isOrdered =
    at !== undefined && until !== undefined && lessThan(Date.parse(at), Date.parse(until)) === true;
  return isOrdered && from === undefined && to === undefined;
}

function isSoundAction({ recurrence, at }: ScheduleAction): boolean {
  return (at === undefined) !== (recurrence === undefined);
}
