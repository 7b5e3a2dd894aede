import { encode, Expression, knownValue, literalText, TokenKind } from "./expression";
import { isContainerToken } from "./tokens";

/**
 * An operator with both meanings: what is known now is computed now, and anything with a token in it becomes a
 * Terraform expression.
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
