import { z } from "zod";
import { constraintsOf } from "../../modules/definition/constraint";
import { flag, shapeOf } from "../../modules/definition/schema";

const rulesOf = (schema: z.ZodType) => constraintsOf(schema).map(({ rule }) => rule);

describe("the words of a rule", () => {
  test.each<[string, z.ZodType, string[]]>([
    ["no bound", z.number(), []],
    ["both bounds", z.number().min(0).max(1.5), ["must be a number from 0 to 1.5"]],
    ["a whole number", z.number().int(), ["must be a whole number"]],
    ["z.int()", z.int().min(1), ["must be a whole number, at least 1"]],
    ["a lower bound", z.number().int().min(0), ["must be a whole number, at least 0"]],
    ["open bounds", z.number().gt(0).lt(9), ["must be a number, over 0 and under 9"]],
    [
      "the strictest of several bounds",
      z.number().min(1).min(5).max(9).lt(9),
      ["must be a number, at least 5 and under 9"],
    ],
    ["a length", z.string().min(1).max(8), ["must have 1 to 8 characters"]],
    ["the strictest of several lengths", z.string().min(1).min(3), ["must have at least 3 characters"]],
    ["an exact length", z.string().length(12), ["must have 12 characters"]],
    ["a size", z.array(z.string()).max(5), ["must have at most 5 entries"]],
    ["a choice", z.enum(["a", "b"]), ["must be one of a, b"]],
    ["a constant", z.literal("a"), ["must be one of a"]],
    [
      "length and pattern",
      z.string().min(2).regex(/^a/, "must start with a"),
      ["must have at least 2 characters", "must start with a"],
    ],
    ["a boolean", z.boolean(), []],
  ])("%s", (_, schema, rules) => expect(rulesOf(schema)).toEqual(rules));
});

describe("what Terraform cannot express is refused when the schema is read", () => {
  test.each<[string, z.ZodType, string]>([
    ["a format without words", z.string().email(), '"email" has no meaning in Terraform'],
    ["a format of its own", z.ipv4(), '"ipv4" has no meaning'],
    ["a pattern without words", z.string().regex(/a/), '"regex" has no meaning'],
    ["a multiple", z.number().multipleOf(5), '"multiple_of" has no meaning'],
    ["a refined number", z.number().refine(() => true), '"custom" has no meaning'],
    ["a refined string", z.string().refine(() => true), '"custom" has no meaning'],
    ["a refined choice", z.enum(["a"]).refine(() => true), '"custom" has no meaning'],
    ["a refined list", z.array(z.string()).refine(() => true), '"custom" has no meaning'],
    ["a refined object", z.strictObject({}).refine(() => true), "whole object"],
    ["a trimmed string", z.string().trim(), '"overwrite" has no meaning'],
    ["a transformed string", z.string().transform((value) => value), '"pipe" has no counterpart'],
    ["a nullable", z.strictObject({ a: z.string().nullable() }), '"nullable" has no counterpart'],
    ["a union", z.union([z.string(), z.number()]), '"union" has no counterpart'],
    ["a choice of numbers", z.literal([1, 2]), "1 is not"],
    ["an open object", z.object({ a: z.string() }), "z.strictObject"],
    [
      "an optional map of objects",
      z.strictObject({ a: z.record(z.string(), z.strictObject({})).optional() }),
      ".default({})",
    ],
    [
      "an optional list of objects",
      z.strictObject({ a: z.array(z.strictObject({})).optional() }),
      ".default([])",
    ],
  ])("%s", (_, schema, message) => expect(() => shapeOf(schema)).toThrow(message));

  test.each([
    /^(?=a)/,
    /^(?!a)/,
    /(?<=a)b/,
    /(a)\1/,
    /\u0061/,
    /a\s/,
    /a/i,
    /^a{1,2048}$/,
    /^a{1000}/,
    /a[^]/,
  ])("%s", (pattern) => {
    expect(() => shapeOf(z.string().regex(pattern, "must be so"))).toThrow("do not know");
  });
});

describe("values against a rule", () => {
  const holds = (schema: z.ZodType, value: unknown) => constraintsOf(schema).every((one) => one.holds(value));

  test.each<[z.ZodType, unknown, boolean]>([
    [z.number().int(), 1.5, false],
    [z.number().int(), -0, true],
    [z.number().gt(0), 0, false],
    [z.number().lt(0), -0.1, true],
    [z.string().max(1), "é", true],
    [z.string().max(1), "👨‍👩‍👧", true],
    [z.string().max(1), "ab", false],
    [z.string().regex(/^.$/, "must be one character"), "😀", true],
    [z.array(z.string()).min(1), [], false],
    [z.enum(["a"]), "A", false],
  ])("%#", (schema, value, expected) => expect(holds(schema, value)).toBe(expected));

  test("a number is a finite one", () => {
    const { type } = shapeOf(z.number()) as { type: { holds(value: unknown): boolean } };
    expect([0, -1.5, NaN, Infinity, "1", null].map((value) => type.holds(value))).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

test("a pattern with a global flag does not remember the value before", () => {
  expect(() => shapeOf(z.string().regex(/a/g, "must have an a"))).toThrow('do not know "g"');
});

test("a flag is a boolean with no rules", () => {
  expect(shapeOf(flag())).toMatchObject({ kind: "boolean", constraints: [] });
});
