/**
 * Plain values written as HCL expressions. Everything that is not a plain value (a token) goes through
 * `Expression`, which resolves it first.
 */

/** The text between the quotes of an HCL string: nothing in it is interpolated. */
export function escapeTemplate(text: string): string {
  return escapeMarkers(JSON.stringify(text))
    .slice(1, -1)
    .replace(/\\b/g, "\\u0008") // JSON has \b and \f, HCL has not
    .replace(/\\f/g, "\\u000c");
}

/** Text in which `${` and `%{` stand for themselves. */
export function escapeMarkers(text: string): string {
  return text.replace(/([$%])\{/g, "$1$1{");
}

/** An HCL string literal that means exactly `text`. */
export function hclString(text: string): string {
  return `"${escapeTemplate(text)}"`;
}

/** An HCL expression that means exactly this plain value; keys of objects are written as they are. */
export function hclLiteral(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "string") return hclString(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return hclMembers(value, hclLiteral);
  const entries = Object.entries(value as object).filter(([, item]) => item !== undefined);
  return hclMembers(Object.fromEntries(entries), hclLiteral);
}

/** An HCL list or object whose members are written by `write`. */
export function hclMembers(container: object, write: (member: unknown) => string): string {
  if (Array.isArray(container)) return `[${container.map((member) => write(member)).join(", ")}]`;
  const members = Object.entries(container).map(([key, member]) => `${hclKey(key)} = ${write(member)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/** A key of an HCL object: bare where HCL allows it, since that is how people write it; `{ for` starts a loop. */
export function hclKey(key: string): string {
  return key !== "for" && /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? key : hclString(key);
}
