import { IResolvable, Token, Tokenization } from "cdktf";

/** True for a value that only Terraform will know: a cdktf token, or a string that is one `${…}` expression. */
export function isToken(value: unknown): boolean {
  if (typeof value === "string" && isRawReference(value)) return true;
  return Token.isUnresolved(value);
}

/** A `${…}` expression written by hand, as cdktf users do for what it has no accessor for. */
export function isRawReference(value: string): boolean {
  return /^\$\{[\s\S]*\}$/.test(value) && Tokenization.reverseString(value).tokens.length === 0;
}

/** True for a list or map that is one token as a whole; a list written out whose members are tokens is not. */
export function isContainerToken(value: unknown): boolean {
  if (Array.isArray(value)) {
    const list = value as string[] & number[];
    return (Tokenization.reverseList(list) ?? Tokenization.reverseNumberList(list)) !== undefined;
  }
  if (typeof value !== "object" || value === null) return isToken(value);
  return isResolvable(value) || Tokenization.reverseMap(value as Record<string, unknown>) !== undefined;
}

/** True for cdktf's own token objects and for this project's expressions. */
export function isResolvable(value: unknown): value is IResolvable {
  return Tokenization.isResolvable(value);
}
