import { createHash } from "node:crypto";
import { Expression, Flag, hcl } from "./expression";
import { operator } from "./operator";

/**
 * Operators over texts, lists and maps, from which a pattern writes documents: with literals the document is known at
 * synth, with variables it is the Terraform expression that gives the same bytes.
 */

/** The text's UTF-8 bytes in base64. */
export const base64 = operator("string", encoded, (text) => hcl`base64encode(${text})`);

/** The SHA-256 of the text's UTF-8 bytes, in hexadecimal. */
export const sha256 = operator(
  "string",
  (text: string) => createHash("sha256").update(composed(text), "utf8").digest("hex"),
  (text) => hcl`sha256(${text})`,
);

/** The text as one word of a shell, whatever is in it. */
export const shellWord = operator("string", quoted, (word) => hcl`"'\${replace(${word}, "'", "'\\\\''")}'"`);

/** Each text of a list as one word of a shell, with blanks between them. */
export const shellWords = operator(
  "string",
  (words: readonly string[]) => words.map(quoted).join(" "),
  (words) => hcl`join(" ", [for word in ${words} : "'\${replace(word, "'", "'\\\\''")}'"])`,
);

/** Each text of a list in base64, with blanks between them. */
export const base64Words = operator(
  "string",
  (texts: readonly string[]) => texts.map(encoded).join(" "),
  (texts) => hcl`join(" ", [for text in ${texts} : base64encode(text)])`,
);

/** The members of a list as one text, with `separator` between them; empty ones are left out. */
export const joinGiven = operator(
  "string",
  (members: readonly string[], separator: string) =>
    members.filter((member) => member !== "").join(separator),
  (members, separator) => hcl`join(${separator}, compact(${members}))`,
);

/** All members of several lists. */
export const concat = operator(
  "stringList",
  (...lists: (readonly string[])[]) => lists.flat(),
  (...lists) => new Expression(["concat(", ...Array<string>(lists.length - 1).fill(", "), ")"], lists),
);

/** The values of a map, in the order of its keys. */
export const valuesOf = operator(
  "stringList",
  (map: Readonly<Record<string, string>>) =>
    Object.keys(map)
      .sort()
      .map((key) => map[key]!),
  (map) => hcl`values(${map})`,
);

/** The keys of a map whose values have a match of a regular expression that JavaScript and Terraform read alike. */
export const keysWithMatch = operator(
  "stringList",
  (map: Readonly<Record<string, string>>, pattern: string) =>
    Object.keys(map)
      .sort()
      .filter((key) => new RegExp(pattern).test(map[key]!)),
  (map, pattern) => hcl`[for key, value in ${map} : key if can(regex(${pattern}, value))]`,
);

/** Whether a text has a match of a regular expression that JavaScript and Terraform read alike. */
export const matches = operator(
  "boolean",
  (text: string, pattern: string): Flag => new RegExp(pattern).test(text),
  (text, pattern) => hcl`can(regex(${pattern}, ${text}))`,
);

/** The members that two lists have in common, sorted. */
export const intersection = operator(
  "stringList",
  (some: readonly string[], others: readonly string[]) =>
    [...new Set(some)].filter((member) => others.includes(member)).sort(),
  (some, others) => hcl`sort(setintersection(${some}, ${others}))`,
);

/** Terraform keeps every text in Unicode's composed form. */
function composed(text: string): string {
  return text.normalize("NFC");
}

function encoded(text: string): string {
  return Buffer.from(composed(text), "utf8").toString("base64");
}

function quoted(word: string): string {
  return `'${composed(word).replaceAll("'", "'\\''")}'`;
}
