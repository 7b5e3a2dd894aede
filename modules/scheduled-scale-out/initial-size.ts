import { Expression, hcl } from "../definition";
import { isToken } from "../definition/tokens";
import { zonesByOffsets } from "../schedule/time-zones";
import type { ScheduledScaleOutInput } from "./inputs";
import { isOpenAt, minuteOf, WEEK } from "./plan-times";

/**
 * The floor that a group is made with: that of the window that is open at plan. Of one that comes once Terraform knows
 * it; of a weekly one nearly: it knows by how much the clocks of a zone are ahead in the course of a year, and takes a
 * window for open when it is so by summer or by winter time. A window by days of the month or months it takes for closed.
 */
export function initialMin(
  { capacity, windows: given }: ScheduledScaleOutInput,
  windows: Expression,
  weeks: Expression,
): Expression {
  const once = hcl`timecmp(window.at, plantimestamp()) <= 0 && timecmp(window.until, plantimestamp()) > 0`;
  const minutes = hcl`[for ahead in ${aheadOf(given)} : (${minuteOf(hcl`plantimestamp()`)} + ahead + ${WEEK}) % ${WEEK}]`;
  const weekly = hcl`try(anytrue([for minute in ${minutes} : ${isOpenAt(weeks)}]), false)`;
  const open = hcl`[for name, window in ${windows} : window.min if window.at == null ? ${weekly} : ${once}]`;
  const found = hcl`[for open in [${open}] : length(open) == 0 ? ${capacity.min} : max(open...)][0]`;
  return hcl`coalesce(${capacity.initial.orNull}, ${found})`;
}

/** Minutes that the clocks of `window` may be ahead of UTC. */
function aheadOf(given: ScheduledScaleOutInput["windows"]): Expression {
  const table = hcl`${tableFor(given)}`;
  return hcl`flatten([for minutes, zones in ${table} : [for ahead in split(" ", minutes) : tonumber(ahead)] if contains(split(" ", zones), window.time_zone)])`;
}

/** The zones that are known to be used, or all of them. */
function tableFor(given: ScheduledScaleOutInput["windows"]): Readonly<Record<string, string>> {
  const used: unknown = given.map((_, { timeZone }) => timeZone.or("UTC"));
  if (isToken(used) || Object.values(used as object).some(isToken)) return zonesByOffsets;
  const zones = new Set(Object.values(used as Record<string, string>));
  const entries = Object.entries(zonesByOffsets).flatMap(([minutes, names]) => {
    const own = names.split(" ").filter((name) => zones.has(name));
    return own.map(() => [minutes, own.join(" ")]);
  });
  return Object.fromEntries(entries) as Record<string, string>;
}
