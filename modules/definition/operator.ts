import { encode, Expression, TokenKind } from "./expression";
import { isToken } from "./tokens";

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
  return (...args) =>
    args.some(containsToken)
      ? (encode(kind, expression(...args)) as Result)
      : withoutMinusZero(compute(...args));
}

/** Terraform has one zero only. */
function withoutMinusZero<T>(value: T): T {
  return value === 0 ? (0 as T) : value;
}

function containsToken(value: unknown): boolean {
  if (isToken(value)) return true;
  return Array.isArray(value) && value.some(containsToken);
}
