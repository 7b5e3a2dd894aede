import { z } from "zod";
import { flag } from "../../../modules/definition";

/** A schema with values that keep its rules and values that break one. */
export interface RuleCase {
  readonly rule: string;
  readonly schema: z.ZodType;
  readonly good: readonly unknown[];
  readonly bad: readonly unknown[];
}

const family = "👨‍👩‍👧"; // five code points, one character
const decomposed = "e\u0301"; // two code points, one character

const window = z.strictObject({
  min: z.number().int().min(0),
  max: z.number().max(9).optional(),
  days: z.array(z.string().length(3)).max(2).default([]),
});

const deep = z.strictObject({
  name: z.string().min(2).optional(),
  inner: z.strictObject({ size: z.number().lt(5), mode: z.enum(["a", "b"]).default("a") }).optional(),
  windows: z.record(z.string().regex(/^[a-z]+$/, "must be lower-case letters"), window).default({}),
});

/** Values of every shape, good and bad; what a type alone refuses is not here, since Terraform converts it. */
export const ruleCases: readonly RuleCase[] = [
  { rule: "bounds", schema: z.number().min(0).max(10), good: [0, 10, 0.5, -0], bad: [-0.1, 10.1, -1e9] },
  { rule: "open bounds", schema: z.number().gt(0).lt(1), good: [0.5, 1e-9], bad: [0, 1, -1] },
  { rule: "whole", schema: z.number().int(), good: [0, -7, 1e6], bad: [1.5, -0.1, 0.000001] },
  {
    rule: "whole with bounds",
    schema: z.number().int().min(1).max(5),
    good: [1, 5],
    bad: [0, 6, 1.5, 4.999],
  },
  { rule: "optional number", schema: z.number().min(1).optional(), good: [null, 1], bad: [0] },
  {
    rule: "length",
    schema: z.string().min(1).max(2),
    good: ["a", "ab", "é", decomposed, family, "😀😀", "漢字", "\n"],
    bad: ["", "abc", "😀😀😀", `${family}ab`],
  },
  { rule: "exact length", schema: z.string().length(1), good: ["a", family, "🇩🇪"], bad: ["", "ab", "🇩🇪🇩🇪"] },
  {
    rule: "a choice",
    schema: z.enum(["one", 'tw"o', "${three}"]),
    good: ["one", 'tw"o', "${three}"],
    bad: ["", "One", "two"],
  },
  {
    rule: "a pattern",
    schema: z.string().regex(/^(a|b)\.[0-9]{1,3}\/"\\$/, 'must be "a" or ${b} and so on'),
    good: ['a.1/"\\', 'b.123/"\\'],
    bad: ["", 'a.1234/"\\', 'a11/"\\', 'a.1/"\\\n', 'xa.1/"\\'],
  },
  {
    rule: "a pattern of any character",
    schema: z.string().regex(/^.\W$/, "must be two characters"),
    good: ["a-", "😀é"],
    bad: ["😀", "ab", "---"],
  },
  {
    rule: "length and pattern",
    schema: z.string().max(3).regex(/^a/, "must start with a"),
    good: ["a", "abc"],
    bad: ["b", "abcd", "bbbb", ""],
  },
  { rule: "a flag", schema: flag(), good: [true, false], bad: [] },
  { rule: "an optional flag", schema: flag().optional(), good: [true, false, null], bad: [] },
  {
    rule: "list size",
    schema: z.array(z.string()).min(1).max(2),
    good: [["a"], ["a", ""]],
    bad: [[], ["a", "b", "c"], [null]],
  },
  {
    rule: "list members",
    schema: z.array(z.string().min(1)).optional(),
    good: [null, [], ["a", "b"]],
    bad: [["a", ""], [null], ["a", null]],
  },
  {
    rule: "list of numbers",
    schema: z.array(z.number().int().max(9)),
    good: [[], [9], [1, 2]],
    bad: [[10], [1.5], [1, null]],
  },
  {
    rule: "lists of lists",
    schema: z.array(z.array(z.number().min(0)).min(1)).max(2),
    good: [[], [[0], [1, 2]]],
    bad: [[[]], [[-1]], [[0], [1, -2]], [[1], [1], [1]], [null], [[null]]],
  },
  {
    rule: "map",
    schema: z.record(z.string().min(1).max(10), z.string().max(3)),
    good: [{}, { "Managed-By": "me", "a b": "" }, { "${a}": "%{b" }, { 'a"\\': "x" }],
    bad: [{ "": "a" }, { "a much longer key": "a" }, { "a b": "long" }, { a: null }],
  },
  {
    rule: "optional map",
    schema: z.record(z.string(), z.number().min(0)).optional(),
    good: [null, {}, { a: 0 }],
    bad: [{ a: -1 }, { a: null }],
  },
  {
    rule: "map of lists",
    schema: z.record(z.string(), z.array(z.string().min(2)).max(1)),
    good: [{}, { a: [] }, { a: ["bb"] }],
    bad: [{ a: ["b"] }, { a: ["bb", "cc"] }, { a: null }, { a: [null] }],
  },
  {
    rule: "object",
    schema: window,
    good: [{ min: 0 }, { min: 1, max: null, days: null }, { min: 1, max: 9, days: ["mon", "tue"] }],
    bad: [
      { min: null },
      { min: 0.5 },
      { min: 1, max: 10 },
      { min: 1, days: ["monday"] },
      { min: 1, days: ["mon", "tue", "wed"] },
      { min: 1, days: [null] },
    ],
  },
  {
    rule: "optional object",
    schema: window.optional(),
    good: [null, { min: 0 }],
    bad: [{ min: null }, { min: -1 }],
  },
  {
    rule: "list of objects",
    schema: z.array(window).max(2),
    good: [[], [{ min: 0 }, { min: 1, days: [] }]],
    bad: [[{ min: -1 }], [{ min: 0 }, { min: null }], [null], [{ min: 0 }, { min: 0 }, { min: 0 }]],
  },
  {
    rule: "everything at once",
    schema: deep,
    good: [
      {},
      { name: null, inner: null, windows: null },
      { name: "ab", inner: { size: 4.9 }, windows: { abc: { min: 0, days: ["mon"] } } },
    ],
    bad: [
      { name: "a" },
      { inner: { size: null } },
      { inner: { size: 5 } },
      { inner: { size: 1, mode: "c" } },
      { windows: { A: { min: 0 } } },
      { windows: { a: { min: null } } },
      { windows: { a: { min: 0 }, b: { min: 0, days: ["x"] } } },
      { windows: { a: null } },
    ],
  },
  {
    rule: "optional everything",
    schema: deep.optional(),
    good: [null, {}],
    bad: [{ windows: { a: { min: -1 } } }],
  },
];
