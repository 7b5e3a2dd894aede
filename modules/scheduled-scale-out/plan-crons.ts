import { Expression, hcl } from "../definition";
import { FIELDS, MAX_TIMES_A_DAY, MONTH_DAYS } from "../schedule/cron";

/** Names of months and of days of the week, and their numbers. */
const NAMES: Readonly<Record<string, number>> = Object.fromEntries(
  [FIELDS.month, FIELDS.dayOfWeek].flatMap(({ low, names }) =>
    names.map((name, index) => [name, low + index]),
  ),
);
const LOWS = Object.values(FIELDS).map(({ low }) => low);
const HIGHS = Object.values(FIELDS).map(({ high }) => high);

/**
 * The cron expressions of all edges, each with the numbers of its five fields: what `parseCron` does, in HCL. A range
 * that runs backwards has the number -1 in it.
 */
export function fieldsOf(edges: Expression): Expression {
  const words = hcl`regex("^(?:[*]|([0-9A-Z]+)(?:-([0-9A-Z]+))?)(?:/([0-9]+))?$", part)`;
  const numbers = hcl`[for word in ${words} : word == null ? null : try(${NAMES}[word], tonumber(word))]`;
  const last = hcl`coalesce(n[1], n[0], ${HIGHS}[index])`;
  const first = hcl`coalesce(n[0], ${LOWS}[index])`;
  const range = hcl`${first} <= ${last} ? range(${first}, ${last} + 1, coalesce(n[2], 1)) : [-1]`;
  const field = hcl`flatten([for part in split(",", text) : [for n in [${numbers}] : ${range}]])`;
  return hcl`{ for cron in distinct([for edge in values(${edges}) : edge.recurrence if edge.recurrence != null]) : cron => [for index, text in split(" ", cron) : ${field}] }`;
}

/** Whether the ranges of a cron expression go up, and it fires at all, and not too often. */
export function isReadableAtPlan(cron: Expression, fields: Expression): Expression {
  const hasDay = hcl`anytrue([for month in ${fields}[3] : min(${fields}[2]...) <= ${MONTH_DAYS}[month - 1]])`;
  const anyDay = hcl`split(" ", ${cron})[2] == "*" ? true : split(" ", ${cron})[4] != "*"`;
  const isOften = hcl`length(${fields}[0]) * length(${fields}[1]) > ${MAX_TIMES_A_DAY}`;
  return hcl`contains(flatten(${fields}), -1) || ${isOften} ? false : (${anyDay}) ? true : ${hasDay}`;
}
