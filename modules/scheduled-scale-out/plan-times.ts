import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { Expression, hcl, Rule, text } from "../definition";
import { LOWERED, SAME_MINUTE, UNREADABLE } from "./conflict-rules";
import { fieldsOf, isReadableAtPlan } from "./plan-crons";

/** Minutes of a week. */
export const WEEK = 7 * 24 * 60;
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/**
 * What Terraform makes of the times at plan. It knows no time zones, so it compares what it can be sure of: edges that
 * are the same in every week with those of the same zone, what comes once with what comes once, and both where the
 * zone is UTC. Other zones, days of the month and months are left to the simulator.
 */
export class PlanTimes {
  /** The minutes of the week at which each edge fires. */
  readonly weeks: Expression;
  /** What is refused of the times. */
  readonly rules: Rule[];

  constructor(scope: Construct, windows: Expression, edges: Expression) {
    const local = (id: string, expression: Expression) =>
      new TerraformLocal(scope, id, expression).asBoolean as Expression;
    const crons = local("crons", fieldsOf(edges));
    const unreadable = local("unreadable", unreadables(edges, crons));
    this.weeks = local("week_minutes", weekMinutes(edges, crons));
    const fires = local("fires", firesOf(edges, this.weeks));
    const sameMinute = local("same_minute", collisions(edges, fires));
    const lowered = local("lowered", lowerings(windows, edges, fires, this.weeks));
    this.rules = [
      nothingIn(unreadable, UNREADABLE),
      nothingIn(sameMinute, SAME_MINUTE),
      // Which of two edges at one minute comes last nobody knows, so what they do to a floor is told when they are apart.
      nothingIn(hcl`[for words in ${lowered} : words if length(${sameMinute}) == 0]`, LOWERED),
    ];
  }
}

function nothingIn(found: Expression, rule: string): Rule {
  return {
    input: "windows",
    holds: hcl`length(${found}) == 0`,
    message: text`${rule} ${hcl`join("; ", ${found})`}.`,
  };
}

/** Every edge whose cron expression means nothing, in words. */
function unreadables(edges: Expression, crons: Expression): Expression {
  const isReadable = isReadableAtPlan(hcl`edge.recurrence`, hcl`${crons}[edge.recurrence]`);
  return hcl`[for edge in values(${edges}) : "\${edge.path} = \\"\${edge.recurrence}\\"" if edge.recurrence == null ? false : !(${isReadable})]`;
}

/** Minutes since Sunday 00:00, on its own wall clock, at which each edge fires; those of one that comes once in UTC. */
function weekMinutes(edges: Expression, crons: Expression): Expression {
  const fields = hcl`${crons}[edge.recurrence]`;
  const weekly = hcl`[for time in setproduct(distinct([for day in ${fields}[4] : day % 7]), ${fields}[1], ${fields}[0]) : time[0] * 1440 + time[1] * 60 + time[2]]`;
  return hcl`{ for key, edge in ${edges} : key => edge.at != null ? [${minuteOf(hcl`edge.at`)}] : can(regex("^[^ ]+ [^ ]+ [*] [*] ", edge.recurrence)) ? try(${weekly}, []) : [] }`;
}

/** Minutes since Sunday 00:00 in UTC, of an instant. */
export function minuteOf(instant: Expression): Expression {
  const part = (format: string) => hcl`formatdate(${format}, ${instant})`;
  return hcl`index(${WEEKDAYS}, ${part("EEE")}) * 1440 + tonumber(${part("h")}) * 60 + tonumber(${part("m")})`;
}

/** `Mon 18:00 Europe/Berlin`, of the minute of the week `minute` on the clock of `edge`; -1 for none. */
const TIME = hcl`edge.at != null ? edge.at : minute < 0 ? join(" ", [edge.recurrence, edge.time_zone]) : format("%s %02d:%02d %s", ${WEEKDAYS}[floor(minute / 1440)], floor(minute / 60) % 24, minute % 60, edge.time_zone)`;

/**
 * Every time at which an edge fires, as `{ moment, key, minute }`. A moment is a minute on the clock of a zone, or the
 * expression itself where it is no weekly one. All comparisons go by way of moments: of each with each other, a hundred
 * actions would take Terraform a minute.
 */
function firesOf(edges: Expression, weeks: Expression): Expression {
  const weekly = hcl`[for minute in ${weeks}[key] : { moment = "\${edge.zone} \${minute}", key = key, minute = minute }]`;
  const other = hcl`[for cron in [edge.recurrence] : { moment = "\${edge.zone} \${cron}", key = key, minute = -1 } if length(${weeks}[key]) == 0]`;
  return hcl`flatten([for key, edge in ${edges} : concat(${weekly}, ${other})])`;
}

/** Every pair of edges that fire at one minute, in words. */
function collisions(edges: Expression, fires: Expression): Expression {
  const moments = hcl`{ for fire in ${fires} : fire.moment => fire... }`;
  const areTwo = hcl`${edges}[one.key].at == null || ${edges}[other.key].at == null ? true : ${edges}[one.key].at == ${edges}[other.key].at`;
  const pair = hcl`{ words = join(" and ", sort([${edges}[one.key].path, ${edges}[other.key].path])), key = other.key, minute = other.minute }`;
  const pairs = hcl`flatten([for moment, all in ${moments} : [for index, one in all : [for other in slice(all, index + 1, length(all)) : ${pair} if ${areTwo}]] if length(all) > 1])`;
  return hcl`[for words, all in { for one in ${pairs} : one.words => one... } : join(" at ", [words, ${timeOfFirst(edges)}])]`;
}

/** The time of the first in the week of `all`. */
function timeOfFirst(edges: Expression): Expression {
  return hcl`[for one in all : [for edge in [${edges}[one.key]] : [for minute in [one.minute] : ${TIME}][0]][0] if one.minute == min(all[*].minute...)][0]`;
}

/** Every edge of a window that lowers the floor of another one while that is open, in words. */
function lowerings(windows: Expression, edges: Expression, fires: Expression, weeks: Expression): Expression {
  const edge = hcl`${edges}[fire.key]`;
  const lowers = hcl`window.at != null || ${edge}.window == null || ${edge}.window == name || ${edge}.zone != window.zone || fire.minute < 0 ? false : window.min > ${edge}.min`;
  const isOpen = hcl`[for minute in [fire.minute] : try(${isOpenAt(weeks)}, false)][0]`;
  // Terraform evaluates both sides of a conditional, and the second condition is the dear one.
  const near = hcl`[for fire in ${fires} : fire if ${lowers}]`;
  const found = hcl`flatten([for name, window in ${windows} : [for fire in ${near} : merge(fire, { name = name }) if ${isOpen}]])`;
  const first = hcl`{ for one in concat(${found}, ${loweringsOnce(windows, edges, fires)}) : "\${${edges}[one.key].path} \${one.name}" => one... }`;
  const words = hcl`"\${${edges}[all[0].key].path}, which sets \${${edges}[all[0].key].min} at \${${timeOfFirst(edges)}} while windows[\\"\${all[0].name}\\"] keeps \${${windows}[all[0].name].min}"`;
  return hcl`[for all in values(${first}) : ${words}]`;
}

/** Those of windows that come once, as fires with the name of the window. */
function loweringsOnce(windows: Expression, edges: Expression, fires: Expression): Expression {
  const edge = hcl`${edges}[fire.key]`;
  const lowers = hcl`window.at == null || ${edge}.window == null || ${edge}.window == name || ${edge}.zone != "UTC" || fire.minute < 0 ? false : window.min > ${edge}.min`;
  const inBoth = hcl`timecmp(window.at, ${edge}.at) < 0 && timecmp(${edge}.at, window.until) < 0`;
  // The first time that the edge fires after the window has opened, or from now on.
  const start = hcl`timecmp(window.at, plantimestamp()) > 0 ? window.at : plantimestamp()`;
  const wait = hcl`(fire.minute - (${minuteOf(hcl`start`)}) - 1 + ${WEEK}) % ${WEEK} + 1`;
  const isWithin = hcl`[for start in [${start}] : timecmp(timeadd(start, join("", [${wait}, "m"])), window.until) < 0][0]`;
  const meets = hcl`${edge}.at != null ? ${inBoth} : ${isWithin}`;
  return hcl`flatten([for name, window in ${windows} : [for fire in ${fires} : merge(fire, { name = name }) if (${lowers}) ? (${meets}) : false] if window.at != null])`;
}

/** Whether the weekly window `name` is open at the minute `minute` of the week on its clock. */
export function isOpenAt(weeks: Expression): Expression {
  const since = (edge: "open" | "close") =>
    hcl`min([for other in ${weeks}[join("/", [name, ${edge}])] : (minute - other + ${WEEK}) % ${WEEK}]...)`;
  return hcl`${since("open")} < ${since("close")}`;
}
