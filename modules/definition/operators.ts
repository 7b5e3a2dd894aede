import { encode, encodeLike, Flag, hcl } from "./expression";
import { Given } from "./given";
import { operator } from "./operator";
import { isContainerToken } from "./tokens";

/** a + b */
export const add = operator(
  "number",
  (a: number, b: number) => a + b,
  (a, b) => hcl`(${a} + ${b})`,
);

/** a - b */
export const subtract = operator(
  "number",
  (a: number, b: number) => a - b,
  (a, b) => hcl`(${a} - ${b})`,
);

/** a * b */
export const multiply = operator(
  "number",
  (a: number, b: number) => a * b,
  (a, b) => hcl`(${a} * ${b})`,
);

/** The smallest whole number that is not under a / b. */
export const divideUp = operator(
  "number",
  (a: number, b: number) => Math.ceil(a / b),
  (a, b) => hcl`ceil(${a} / ${b})`,
);

/** The largest whole number that is not over a / b. */
export const divideDown = operator(
  "number",
  (a: number, b: number) => Math.floor(a / b),
  (a, b) => hcl`floor(${a} / ${b})`,
);

/** The larger of two numbers. */
export const larger = operator(
  "number",
  (a: number, b: number) => Math.max(a, b),
  (a, b) => hcl`max(${a}, ${b})`,
);

/** The smaller of two numbers. */
export const smaller = operator(
  "number",
  (a: number, b: number) => Math.min(a, b),
  (a, b) => hcl`min(${a}, ${b})`,
);

/** a <= b */
export const atMost = operator(
  "boolean",
  (a: number, b: number): Flag => a <= b,
  (a, b) => hcl`(${a} <= ${b})`,
);

/** a < b */
export const lessThan = operator(
  "boolean",
  (a: number, b: number): Flag => a < b,
  (a, b) => hcl`(${a} < ${b})`,
);

/** a == b, for scalars. */
export const equal = operator(
  "boolean",
  (a: string | number | Flag, b: string | number | Flag): Flag => a === b,
  (a, b) => hcl`(${compared(a)} == ${compared(b)})`,
);

/** One side of a comparison: what is a comparison itself stands in parentheses, as HCL reads `a != null == b` from the left. */
function compared(side: unknown): unknown {
  return side instanceof Given ? hcl`(${side})` : side;
}

/** Not a. */
export const not = operator(
  "boolean",
  (a: Flag): Flag => a !== true,
  (a) => hcl`!(${a})`,
);

/** Number of members; known of a list that is written out, even where its members are not. */
export function sizeOf(list: readonly string[]): number {
  return isContainerToken(list) ? (encode("number", hcl`length(${list})`) as number) : list.length;
}

/** What is left when a is divided by b; both are whole and not negative. */
export const remainder = operator(
  "number",
  (a: number, b: number) => a % b,
  (a, b) => hcl`(${a} % ${b})`,
);

/** The names in a map, sorted. */
export function keysOf(map: Readonly<Record<string, unknown>>): string[] {
  return isContainerToken(map)
    ? (encode("stringList", hcl`keys(${map})`) as string[])
    : Object.keys(map).sort();
}

/** The members of a list that are not in another one, each once, sorted. */
export const without = operator(
  "stringList",
  (list: readonly string[], others: readonly string[]): string[] =>
    [...new Set(list)].filter((member) => !others.includes(member)).sort(),
  (list, others) => hcl`sort(setsubtract(${list}, ${others}))`,
);

/** The members of a list, each once. */
export const distinct = operator(
  "stringList",
  (list: readonly string[]): string[] => [...new Set(list)],
  (list) => hcl`distinct(${list})`,
);

/** Whether no two members of a list are the same. */
export function allDistinct(list: readonly string[]): Flag {
  return equal(sizeOf(distinct(list)), sizeOf(list));
}

/** The members of a list as text, for messages: `a, b`. */
export const joined = operator(
  "string",
  (list: readonly string[]) => list.join(", "),
  (list) => hcl`join(", ", ${list})`,
);

/** How many of the conditions hold. */
export const countTrue = operator(
  "number",
  (...conditions: Flag[]): number => conditions.filter((condition) => condition === true).length,
  (...conditions) => hcl`length([for holds in ${conditions} : holds if holds])`,
);

/** True when every condition holds; true for none. */
export function every(...conditions: Flag[]): Flag {
  return conditions.reduce((all, condition) => combine(all, condition, false), true as Flag);
}

/** True when at least one condition holds; false for none. */
export function some(...conditions: Flag[]): Flag {
  return conditions.reduce((any, condition) => combine(any, condition, true), false as Flag);
}

/**
 * `decides` is the value that settles the matter: false for "and", true for "or". Written as a conditional,
 * since Terraform evaluates both sides of `&&` and `||` and would trip over the side that does not apply.
 */
function combine(left: Flag, right: Flag, decides: boolean): Flag {
  if (left === decides || right === decides) return decides;
  if (typeof left === "boolean") return right;
  if (typeof right === "boolean") return left;
  if (!decides && left instanceof Given && right instanceof Given) return left.and(right);
  return decides ? hcl`(${left} ? true : ${right})` : hcl`(${left} ? ${right} : false)`;
}

/** `then` where the condition holds, else `otherwise`; both of one type. */
export function choose<T extends string | number | Flag | string[] | number[] | Record<string, string>>(
  condition: Flag,
  then: T,
  otherwise: T,
): T {
  if (typeof condition === "boolean") return condition ? then : otherwise;
  const isEmpty = Array.isArray(then) && then.length === 0; // then only the other one tells its type
  return encodeLike(isEmpty ? otherwise : then, hcl`(${condition} ? ${then} : ${otherwise})`);
}

/** The value where the condition does not hold, else nothing (null in Terraform). */
export function unless<T>(condition: Flag, value: T): T | undefined {
  if (typeof condition === "boolean") return condition ? undefined : value;
  return encodeLike(value, hcl`(${condition} ? null : ${value})`);
}
