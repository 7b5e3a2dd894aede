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

/** The constraints that a schema's own checks (`min`, `regex`, `int`, …) stand for. */
export function constraintsOf(schema: z.ZodType): Constraint[] {
  const definition = schema._zod.def as { type: string; checks?: { _zod: { def: CheckDefinition } }[] };
  const checks = (definition.checks ?? []).map((check) => check._zod.def);
  if (definition.type === "enum") return [oneOf(Object.values((schema as z.ZodEnum).enum) as string[])];
  if (definition.type === "literal") return [oneOf([...(schema as z.ZodLiteral<string>).values])];
  if (definition.type === "number") return numberConstraints(checks);
  const counted = sizeConstraints(definition.type, checks);
  const others = checks.filter((check) => !SIZE_CHECKS.has(check.check)).map(pattern);
  return [...counted, ...others];
}

/** The rule that a value must be of one type; only synth needs it, Terraform has its own words. */
export function isOfKind(kind: "string" | "number" | "boolean"): Constraint {
  return {
    rule: `must be a ${kind}`,
    holds: (value) => typeof value === kind && !Number.isNaN(value),
    condition: (ref) => `${ref} != null`,
  };
}

function oneOf(values: string[]): Constraint {
  return {
    rule: `must be one of ${values.join(", ")}`,
    holds: (value) => values.includes(value as string),
    condition: (ref) => `contains([${values.map(hclString).join(", ")}], ${ref})`,
  };
}

/** Bounds and wholeness of a number are one rule, since that is how people say it. */
function numberConstraints(checks: CheckDefinition[]): Constraint[] {
  if (checks.length === 0) return [];
  const whole = checks.some((check) => check.check === "number_format");
  const low = checks.find((check) => check.check === "greater_than");
  const high = checks.find((check) => check.check === "less_than");
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
  const exact = checks.find((check) => check.check === "length_equals")?.length;
  const low = exact ?? checks.find((check) => check.minimum !== undefined)?.minimum;
  const high = exact ?? checks.find((check) => check.maximum !== undefined)?.maximum;
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

function sizeWords(low?: number, high?: number): string {
  if (low !== undefined && low === high) return `${low}`;
  if (low !== undefined && high !== undefined) return `${low} to ${high}`;
  return low === undefined ? `at most ${high}` : `at least ${low}`;
}

function sizeOf(value: unknown): number {
  if (typeof value === "string") return [...new Intl.Segmenter().segment(value)].length;
  return Array.isArray(value) ? value.length : Object.keys(value as object).length;
}

/** A regular expression must say in words what it wants: `z.string().regex(/…/, "must be …")`. */
function pattern(check: CheckDefinition): Constraint {
  const rule = check.error?.({});
  if (check.check !== "string_format" || check.pattern === undefined || rule === undefined) {
    throw new Error(
      `The check "${check.format ?? check.check}" has no meaning in Terraform. Use min, max, int, length, ` +
        `an enum, or regex(pattern, "must be …") with the rule in words, or write a rule over the inputs.`,
    );
  }
  const expression = check.pattern;
  return {
    rule,
    holds: (value) => expression.test(value as string),
    condition: (ref) => `can(regex(${hclString(expression.source)}, ${ref}))`,
  };
}
