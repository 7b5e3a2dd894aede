import { encode, Expression, knownValue, literalText, TokenKind } from "./expression";
import { isContainerToken } from "./tokens";

/**
 * An operator over inputs that are literals in TypeScript use and variables in the published module. It is written
 * once with both meanings side by side: literals are computed now (so a rule over them is checked at synth),
 * anything with a token in it becomes the same Terraform expression. That both meanings agree is to be tested
 * against Terraform's own evaluator.
 *
 * Arithmetic agrees for whole numbers up to 2^53; Terraform counts fractions in more digits than JavaScript (there
 * 0.1 + 0.2 is 0.3). Dividing by 0 is the caller's to avoid, by a rule of the schema: JavaScript gives Infinity
 * and Terraform stops with an error that does not name the input.
 */
export function operator<Args extends unknown[], Result>(
  kind: TokenKind,
  compute: (...args: Args) => Result,
  expression: (...args: unknown[]) => Expression,
): (...args: Args) => Result {
  return (...args) => {
    const known = args.map(knownValue) as Args;
    return known.some(containsToken)
      ? (encode(kind, expression(...args)) as Result)
      : asInput(compute(...known));
  };
}

/** Terraform has one zero only, and a text with `${` in it means itself. */
function asInput<T>(value: T): T {
  if (typeof value === "string") return literalText(value) as T;
  if (Array.isArray(value)) return value.map(asInput) as T;
  return value === 0 ? (0 as T) : value;
}

/** Whether a value, or one inside of it, is known only to Terraform. */
export function containsToken(value: unknown): boolean {
  if (isContainerToken(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(containsToken);
}
