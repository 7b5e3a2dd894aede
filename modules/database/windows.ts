import { Token } from "cdktf";
import { add, Expression, Flag, hcl, operator, remainder, subtract } from "../definition";

/** Minutes of a week, and of a day. */
const WEEK = 7 * 24 * 60;
const DAY = 24 * 60;

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** How a maintenance window is written, as RDS does: `sun:04:00-sun:05:00`, in UTC. */
export const MAINTENANCE_WINDOW =
  /^(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9]-(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9]$/;

/** How a backup window is written: `02:00-03:00`, in UTC, every day. */
export const BACKUP_WINDOW = /^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$/;

/** Whether it is a window at all, so that there is something to compute with. */
export const isMaintenanceWindow = matching(MAINTENANCE_WINDOW);

/** The same of a backup window. */
export const isBackupWindow = matching(BACKUP_WINDOW);

function matching(pattern: RegExp) {
  return operator(
    "boolean",
    (text: string): Flag => pattern.test(text),
    (text) => hcl`can(regex(${pattern.source}, ${text}))`,
  );
}

/** Minute of the day of an `hh:mm` that stands at a place in a text. */
export const minuteOfDay = operator(
  "number",
  (text: string, at: number) => Number(text.slice(at, at + 2)) * 60 + Number(text.slice(at + 3, at + 5)),
  (text, at) => hcl`(tonumber(substr(${text}, ${at}, 2)) * 60 + tonumber(substr(${text}, ${at} + 3, 2)))`,
);

/** Minute of the week of a `ddd:hh:mm` that stands at a place in a text; the week starts on Monday. */
export const minuteOfWeek = operator(
  "number",
  (text: string, at: number) => DAYS.indexOf(text.slice(at, at + 3)) * DAY + minuteOfDay(text, at + 4),
  (text, at) =>
    hcl`(index(${DAYS}, substr(${text}, ${at}, 3)) * ${DAY} + tonumber(substr(${text}, ${at} + 4, 2)) * 60 + tonumber(substr(${text}, ${at} + 7, 2)))`,
);

/** Minutes that a maintenance window lasts. */
export function maintenanceMinutes(window: string): number {
  return untilOnCircle(minuteOfWeek(window, 0), minuteOfWeek(window, 10), WEEK);
}

/** Minutes that a backup window lasts. */
export function backupMinutes(window: string): number {
  return untilOnCircle(minuteOfDay(window, 0), minuteOfDay(window, 6), DAY);
}

/** Minutes from the start of a maintenance window to that of the next backup window. */
export function minutesToBackup(maintenance: string, backup: string): number {
  return untilOnCircle(minuteOfDay(maintenance, 4), minuteOfDay(backup, 0), DAY);
}

/** Minutes from the start of a backup window to that of the maintenance window, on whatever day that is. */
export function minutesToMaintenance(maintenance: string, backup: string): number {
  return untilOnCircle(minuteOfDay(backup, 0), minuteOfDay(maintenance, 4), DAY);
}

/** The way from one minute to another one on a clock that goes round. */
function untilOnCircle(from: number, to: number, round: number): number {
  return remainder(add(subtract(to, from), round), round);
}

/**
 * The maintenance window of each zone's replica: the master's, as many days before it as the zone's letter says, `a`
 * one day. Each replica has a day for itself, so that what a maintenance breaks is seen on one of them first, and all
 * of them have had it before the master has. The time of day is the master's, and so as free of the daily backup. It
 * depends on nothing but the zone's own name: a zone more or less changes no other one's window.
 *
 * @returns HCL map from zone to window.
 */
export function replicaWindows(master: string, zones: string[]): Expression {
  const day = (at: number) =>
    hcl`${DAYS}[(index(${DAYS}, substr(${master}, ${at}, 3)) + 6 - index(${LETTERS}, substr(zone, -1, 1))) % 7]`;
  return hcl`{ for zone in ${zones} : zone => format("%s:%s-%s:%s", ${day(0)}, substr(${master}, 4, 5), ${day(10)}, substr(${master}, 14, 5)) }`;
}

/** Letters of zones; a week has no place for more replicas than six. */
const LETTERS = ["a", "b", "c", "d", "e", "f"];

/** The windows of all instances as an output: the master's under `master`. */
export function allWindows(master: string, ofReplicas: Expression | string): Record<string, string> {
  return Token.asStringMap(hcl`tomap(merge({ master = ${master} }, ${ofReplicas}))`);
}
