import { z } from "zod";
import { hclString } from "./hcl";

/**
 * One rule over one value, with both of its meanings: a test for values known at synth, and a Terraform
 * condition for the `validation` of the published module. The words are the same in both.
 */
export interface Constraint {
  /** The rule in words, so that `<input> <rule>, got <value>` reads well: "must be at least 1". */
  readonly rule: string;
  /** Does a known value keep the rule? */
  holds(value: unknown): boolean;
  /** The Terraform condition over the expression `ref`. */
  condition(ref: string): string;
}

interface CheckDefinition {
  readonly check: string;
  readonly value?: number;
  readonly inclusive?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly length?: number;
  readonly format?: string;
  readonly pattern?: RegExp;
  readonly error?: (issue: unknown) => string | undefined;
}

/**
 * The constraints that a schema's own checks (`min`, `regex`, `int`, …) stand for.
 *
 * @throws Error for a check that has no counterpart in Terraform: it would hold in one product only.
 */
export function constraintsOf(schema: z.ZodType): Constraint[] {
  const definition = schema._zod.def as { type: string; values?: unknown[]; entries?: object };
  const checks = checksOf(schema);
  if (definition.type === "number") return numberConstraints(checks);
  const choices = definition.values ?? (definition.entries && Object.values(definition.entries));
  return [
    ...(choices ? [oneOf(choices)] : []),
    ...sizeConstraints(definition.type, checks),
    ...checks.filter((check) => !SIZE_CHECKS.has(check.check)).map(pattern),
  ];
}

/** The checks of a schema; in zod a format such as `z.int()` is a schema that is its own check. */
function checksOf(schema: z.ZodType): CheckDefinition[] {
  const definition = schema._zod.def as unknown as CheckDefinition & {
    checks?: { _zod: { def: CheckDefinition } }[];
  };
  const checks = (definition.checks ?? []).map((check) => check._zod.def);
  return definition.check === undefined ? checks : [definition, ...checks];
}

/** The rule that a value must be of one type; only synth needs it, Terraform has its own words. */
export function isOfKind(kind: "string" | "number" | "boolean"): Constraint {
  return {
    rule: `must be a ${kind}`,
    holds: (value) => typeof value === kind && (kind !== "number" || Number.isFinite(value)),
    condition: (ref) => `${ref} != null`,
  };
}

function oneOf(choices: unknown[]): Constraint {
  const values = choices.map((choice) => {
    if (typeof choice === "string") return choice;
    throw new Error(`Choices are strings, since a Terraform value has one type; ${String(choice)} is not.`);
  });
  return {
    rule: `must be one of ${values.join(", ")}`,
    holds: (value) => values.includes(value as string),
    condition: (ref) => `contains([${values.map(hclString).join(", ")}], ${ref})`,
  };
}

/** Bounds and wholeness of a number are one rule, since that is how people say it. */
function numberConstraints(checks: CheckDefinition[]): Constraint[] {
  if (checks.length === 0) return [];
  const other = checks.find((check) => !isWhole(check) && !BOUNDS.has(check.check));
  if (other) throw noMeaning(other);
  const whole = checks.some(isWhole);
  const low = strictest(checks, "greater_than");
  const high = strictest(checks, "less_than");
  const conditions = (ref: string) => [
    ...(low ? [`${ref} ${low.inclusive ? ">=" : ">"} ${low.value}`] : []),
    ...(high ? [`${ref} ${high.inclusive ? "<=" : "<"} ${high.value}`] : []),
    ...(whole ? [`floor(${ref}) == ${ref}`] : []),
  ];
  return [
    {
      rule: `must be ${whole ? "a whole number" : "a number"}${bounds(low, high)}`,
      holds: (value) => keepsBounds(value as number, low, high) && (!whole || Number.isInteger(value)),
      condition: (ref) => conditions(ref).join(" && "),
    },
  ];
}

const BOUNDS = new Set(["greater_than", "less_than"]);

function isWhole(check: CheckDefinition): boolean {
  return check.check === "number_format" && check.format === "safeint";
}

/** The bound that decides where a schema was given several. */
function strictest(checks: CheckDefinition[], kind: string): CheckDefinition | undefined {
  const sign = kind === "greater_than" ? -1 : 1;
  const [first] = checks
    .filter((check) => check.check === kind)
    .sort((a, b) => sign * (a.value! - b.value!) || Number(a.inclusive) - Number(b.inclusive));
  return first;
}

function bounds(low?: CheckDefinition, high?: CheckDefinition): string {
  if (low?.inclusive && high?.inclusive) return ` from ${low.value} to ${high.value}`;
  const parts = [
    low ? `${low.inclusive ? "at least" : "over"} ${low.value}` : "",
    high ? `${high.inclusive ? "at most" : "under"} ${high.value}` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `, ${parts.join(" and ")}`;
}

function keepsBounds(value: number, low?: CheckDefinition, high?: CheckDefinition): boolean {
  const overLow = !low || (low.inclusive ? value >= low.value! : value > low.value!);
  const underHigh = !high || (high.inclusive ? value <= high.value! : value < high.value!);
  return overLow && underHigh;
}

const SIZE_CHECKS = new Set(["min_length", "max_length", "length_equals", "min_size", "max_size"]);

/** Lengths of strings are in characters as people see them (grapheme clusters), as Terraform's `length` counts. */
function sizeConstraints(type: string, checks: CheckDefinition[]): Constraint[] {
  const given = (key: "length" | "minimum" | "maximum") =>
    checks.map((check) => check[key]).filter((size) => size !== undefined);
  const low = most(Math.max, [...given("length"), ...given("minimum")]);
  const high = most(Math.min, [...given("length"), ...given("maximum")]);
  if (low === undefined && high === undefined) return [];
  const noun = type === "string" ? "characters" : "entries";
  return [
    {
      rule: `must have ${sizeWords(low, high)} ${noun}`,
      holds: (value) => sizeOf(value) >= (low ?? 0) && sizeOf(value) <= (high ?? Infinity),
      condition: (ref) =>
        [
          ...(low === undefined ? [] : [`length(${ref}) >= ${low}`]),
          ...(high === undefined ? [] : [`length(${ref}) <= ${high}`]),
        ].join(" && "),
    },
  ];
}

function most(choose: (...sizes: number[]) => number, sizes: number[]): number | undefined {
  return sizes.length === 0 ? undefined : choose(...sizes);
}

function sizeWords(low?: number, high?: number): string {
  if (low !== undefined && low === high) return `${low}`;
  if (low !== undefined && high !== undefined) return `${low} to ${high}`;
  return low === undefined ? `at most ${high}` : `at least ${low}`;
}

const GRAPHEMES = new Intl.Segmenter();

/** Terraform counts characters as people see them. Those of ASCII, which most texts have only, need no looking at. */
function sizeOf(value: unknown): number {
  if (typeof value === "string")
    return /^[\x20-\x7e]*$/.test(value) ? value.length : [...GRAPHEMES.segment(value)].length;
  return Array.isArray(value) ? value.length : Object.keys(value as object).length;
}

/**
 * A regular expression must say in words what it wants: `z.string().regex(/…/, "must be …")`. It is read with the
 * `u` flag, so that `.` is one character as in Terraform, and not half of one.
 */
function pattern(check: CheckDefinition): Constraint {
  const rule = check.error?.({});
  if (check.check !== "string_format" || check.pattern === undefined || rule === undefined)
    throw noMeaning(check);
  const { source, flags } = check.pattern;
  const unknown = UNKNOWN_TO_TERRAFORM.exec(source)?.[0] ?? flags.replace("u", "");
  if (unknown)
    throw new Error(`Terraform's regular expressions do not know "${unknown}", as in /${source}/${flags}.`);
  const expression = new RegExp(source, "u");
  return {
    rule,
    holds: (value) => expression.test(value as string),
    condition: (ref) => `can(regex(${hclString(source)}, ${ref}))`,
  };
}

/**
 * Look-around, back-references, JavaScript's escapes of characters, what it alone means by `\s`, and counts over
 * 999: a pattern that Terraform cannot read would refuse every value there.
 */
const UNKNOWN_TO_TERRAFORM = /\(\?<?[=!]|\\[1-9]|\\k<|\\[uc]|\\[sS]|\[\^?\]|\{\d{4,}|,\d{4,}\}/;

function noMeaning(check: CheckDefinition): Error {
  return new Error(
    `The check "${check.format ?? check.check}" has no meaning in Terraform. Use min, max, int, length, ` +
      `an enum, or regex(pattern, "must be …") with the rule in words, or write a rule over the inputs.`,
  );
}
