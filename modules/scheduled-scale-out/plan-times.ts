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
    const sameMinute = local("same_minute", collisions(edges, this.weeks));
    const lowered = local("lowered", lowerings(windows, edges, this.weeks));
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

/** Every pair of edges that fire at one minute, in words. */
function collisions(edges: Expression, weeks: Expression): Expression {
  const once = hcl`one.at == edge.at ? [0] : []`;
  const weekly = hcl`one.zone != edge.zone ? [] : length(${weeks}[key]) == 0 && one.recurrence == edge.recurrence ? [-1] : tolist(setintersection(${weeks}[other], ${weeks}[key]))`;
  const minutes = hcl`one.at != null && edge.at != null ? ${once} : ${weekly}`;
  return hcl`flatten([for key, edge in ${edges} : [for other, one in ${edges} : [for minutes in [${minutes}] : [for minute in [min(minutes...)] : "\${join(" and ", sort([one.path, edge.path]))} at \${${TIME}}"] if length(minutes) > 0] if index(keys(${edges}), other) < index(keys(${edges}), key)]])`;
}

/** Every edge of a window that lowers the floor of another one while that is open, in words. */
function lowerings(windows: Expression, edges: Expression, weeks: Expression): Expression {
  const words = hcl`"\${edge.path}, which sets \${edge.min} at \${${TIME}} while windows[\\"\${name}\\"] keeps \${window.min}"`;
  const lowers = hcl`edge.window == null ? false : edge.window == name ? false : window.min > edge.min`;
  return hcl`flatten([for key, edge in ${edges} : [for name, window in ${windows} : [for minute in slice(concat(${minutesIn(weeks)}, [-1]), 0, 1) : ${words} if minute >= 0] if ${lowers}]])`;
}

/** The minutes of the week at which `edge` fires while `window` is open, as far as they can be compared. */
function minutesIn(weeks: Expression): Expression {
  const bothOnce = hcl`timecmp(window.at, edge.at) < 0 && timecmp(edge.at, window.until) < 0 ? ${weeks}[key] : []`;
  const inOpenWeeks = hcl`try([for minute in ${weeks}[key] : minute if ${isOpenAt(weeks)}], [])`;
  // The first time that the edge fires after the window has opened, or from now on.
  const wait = hcl`(minute - (${minuteOf(hcl`start`)}) - 1 + ${WEEK}) % ${WEEK} + 1`;
  const isWithin = hcl`timecmp(timeadd(start, join("", [${wait}, "m"])), window.until) < 0`;
  const start = hcl`timecmp(window.at, plantimestamp()) > 0 ? window.at : plantimestamp()`;
  const withinOnce = hcl`flatten([for start in [${start}] : [for minute in ${weeks}[key] : minute if ${isWithin}]])`;
  return hcl`(window.at == null ? (edge.zone == window.zone ? ${inOpenWeeks} : []) : edge.at != null ? (${bothOnce}) : edge.zone == "UTC" ? ${withinOnce} : [])`;
}

/** Whether the weekly window `name` is open at the minute `minute` of the week on its clock. */
export function isOpenAt(weeks: Expression): Expression {
  const since = (edge: "open" | "close") =>
    hcl`min([for other in ${weeks}[join("/", [name, ${edge}])] : (minute - other + ${WEEK}) % ${WEEK}]...)`;
  return hcl`${since("open")} < ${since("close")}`;
}
