import { IResolvable, Token, Tokenization } from "cdktf";

/** True for a value that only Terraform will know: a cdktf token, or a string that is one `${…}` expression. */
export function isToken(value: unknown): boolean {
  if (typeof value === "string" && isRawReference(value)) return true;
  if (Array.isArray(value)) return isContainerToken(value);
  return Token.isUnresolved(value);
}

/** A `${…}` expression written by hand, as cdktf users do for what it has no accessor for. */
export function isRawReference(value: string): boolean {
  return value.startsWith("${") && endOfExpression(value) === value.length && !hasStringToken(value);
}

/** True for a list or map that is one token as a whole; a list written out whose members are tokens is not. */
export function isContainerToken(value: unknown): boolean {
  if (Array.isArray(value)) return listToken(value) !== undefined;
  if (typeof value !== "object" || value === null) return isToken(value);
  return isResolvable(value) || Tokenization.reverseMap(value as Record<string, unknown>) !== undefined;
}

/** True for cdktf's own token objects and for this project's expressions. */
export function isResolvable(value: unknown): value is IResolvable {
  return Tokenization.isResolvable(value);
}

/** What is behind a value that is one token as a whole, in whatever type cdktf carries it; undefined for any other value. */
export function resolvableOf(value: unknown): IResolvable | undefined {
  if (typeof value === "string") {
    if (!mayHideTokens(value)) return undefined;
    const { tokens, length } = Tokenization.reverseString(value);
    return length === 1 ? tokens[0] : undefined;
  }
  if (typeof value === "number") return Tokenization.reverseNumber(value);
  if (isResolvable(value)) return value;
  if (Array.isArray(value)) return listToken(value);
  return Tokenization.reverseMap(value as Record<string, unknown>);
}

/** A piece of a string with tokens in it. */
export type StringPiece = { readonly text: string } | { readonly token: string | number };

/** Takes a string apart: cdktf hides tokens in it as `${TfToken[…]}`, and those of numbers as huge numbers. */
export function stringPieces(value: string): StringPiece[] {
  if (!mayHideTokens(value)) return value === "" ? [] : [{ text: value }];
  const parts = value.split(/(\$\{TfToken\[[^\]]*\]\}|-?\d+(?:\.\d+)?e\+\d+)/);
  return parts.filter((part) => part !== "").map(stringPiece);
}

function stringPiece(part: string): StringPiece {
  if (hasStringToken(part)) return { token: part };
  return Token.isUnresolved(Number(part)) ? { token: Number(part) } : { text: part };
}

/** cdktf looks into the only member of a list without asking what it is, and trips over all but its own. */
function listToken(list: unknown[]): IResolvable | undefined {
  if (list.length !== 1) return undefined;
  if (typeof list[0] === "string") return Tokenization.reverseList(list as string[]);
  if (typeof list[0] === "number") return Tokenization.reverseNumberList(list as number[]);
  return undefined;
}

function hasStringToken(value: string): boolean {
  return mayHideTokens(value) && Tokenization.reverseString(value).tokens.length > 0;
}

/** False for what has no token for certain, as most strings: cdktf would look at each character of them. */
export function mayHideTokens(value: string): boolean {
  return value.includes("${TfToken[") || value.includes("e+");
}

/** Where the `${` or `%{` at the start of a template is closed, or -1; braces and quotes inside of it nest. */
export function endOfExpression(template: string): number {
  const open: ("code" | "quotes")[] = ["code"];
  let at = 2;
  while (at < template.length && open.length > 0) {
    const inQuotes = open[open.length - 1] === "quotes";
    const here = template[at]!;
    if (inQuotes && here === "\\") at += 1;
    else if (here === '"') inQuotes ? open.pop() : open.push("quotes");
    else if (inQuotes && /^(\$\$|%%)\{/.test(template.slice(at, at + 3))) at += 2;
    else if (inQuotes && /^[$%]\{/.test(template.slice(at, at + 2))) {
      open.push("code");
      at += 1;
    } else if (!inQuotes && here === "{") open.push("code");
    else if (!inQuotes && here === "}") open.pop();
    at += 1;
  }
  return open.length === 0 ? at : -1;
}
