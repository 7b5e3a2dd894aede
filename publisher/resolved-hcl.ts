import { escapeTemplate, hclLiteral, hclMembers } from "../modules/definition/hcl";
import { endOfExpression } from "../modules/definition/tokens";

/**
 * A resolved value of Terraform's JSON as an HCL expression, so that it can stand inside of another one. In the JSON a
 * string is a template: `${…}` in it is code, and a quote is a quote.
 */
export function hclOf(value: unknown): string {
  if (typeof value === "string") return hclOfTemplate(value);
  return typeof value === "object" && value !== null ? hclMembers(value, hclOf) : hclLiteral(value);
}

function hclOfTemplate(template: string): string {
  if (template.startsWith("${") && endOfExpression(template) === template.length)
    return `(${template.slice(2, -1)})`;
  const parts: string[] = [];
  for (let at = 0; at < template.length; at += parts[parts.length - 1]!.length)
    parts.push(nextPart(template.slice(at)));
  return `"${parts.map(quoted).join("")}"`;
}

/** An escaped marker, a piece of code, or one character. */
function nextPart(rest: string): string {
  if (/^(\$\$|%%)\{/.test(rest)) return rest.slice(0, 3);
  const end = /^[$%]\{/.test(rest) ? endOfExpression(rest) : -1;
  return end > 0 ? rest.slice(0, end) : String.fromCodePoint(rest.codePointAt(0)!);
}

function quoted(part: string): string {
  return /^[$%]{1,2}\{/.test(part) ? part : escapeTemplate(part);
}
