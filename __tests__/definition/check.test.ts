import { z } from "zod";
import { check } from "../../modules/definition/check";
import { flag, InputSchema, objectShapeOf } from "../../modules/definition/schema";
import { resolved, tokens } from "./resolved";

const run = (schema: InputSchema, config: unknown) => check(objectShapeOf(schema), config);
const messages = (schema: InputSchema, config: unknown) =>
  run(schema, config).problems.map(({ message }) => message);

const nested = z.strictObject({
  name: z.string().min(2),
  capacity: z.strictObject({ needed: z.number().int().min(1), max: z.number().optional() }),
  windows: z
    .record(
      z.string().max(6),
      z.strictObject({ min: z.number().min(0), days: z.array(z.string()).default([]) }),
    )
    .default({}),
  hooks: z.array(z.strictObject({ name: z.string() })).default([]),
  sizes: z.array(z.array(z.number().max(9))).default([]),
});

describe("what is wrong", () => {
  test("is named all at once, with the path, the rule and the value", () => {
    const config = {
      name: "x",
      capacity: { needed: 0.5, max: "many", min: 1 },
      windows: { "a b": { min: -1 }, "too-long": { days: ["mon", 2] }, "": { min: 0 } },
      hooks: [{ name: "a" }, {}, null],
      sizes: [[1, 10]],
      colour: "red",
    };
    expect(run(nested, config).problems.map(({ input, message }) => `${input}: ${message}`)).toEqual([
      "colour: colour is not an input; known here: name, capacity, windows, hooks, sizes.",
      'name: name must have at least 2 characters, got "x".',
      "capacity.min: capacity.min is not an input; known here: needed, max.",
      "capacity.needed: capacity.needed must be a whole number, at least 1, got 0.5.",
      'capacity.max: capacity.max must be a number, got "many".',
      'key of windows: key of windows must have at most 6 characters, got "too-long".',
      'key of windows: key of windows must not be empty, got "".',
      'windows["a b"].min: windows["a b"].min must be a number, at least 0, got -1.',
      'windows["too-long"].min: windows["too-long"].min is required.',
      'windows["too-long"].days[1]: windows["too-long"].days[1] must be a string, got 2.',
      "hooks[1].name: hooks[1].name is required.",
      "hooks[2]: hooks[2] must be an object, got null.",
      "sizes[0][1]: sizes[0][1] must be a number, at most 9, got 10.",
    ]);
  });

  test.each<[string, unknown, string]>([
    ["undefined", undefined, "The config must be an object."],
    ["a list", [], "The config must be an object, got []."],
    [
      "a token",
      tokens.map,
      "The config must be written out, since resources are made from it, but is a token.",
    ],
  ])("can be the whole config: %s", (_, config, message) =>
    expect(messages(nested, config)).toContain(message),
  );

  test("is an inherited name, too", () => {
    const config = { name: "ok", capacity: { needed: 1 }, constructor: 1 };
    expect(messages(nested, config)).toEqual([expect.stringMatching(/^constructor is not an input/)]);
  });

  test.each<[string, unknown, string]>([
    ["NaN", NaN, "got NaN"],
    ["infinity", Infinity, "got Infinity"],
    ["a function", () => 1, "got function"],
    [
      "something that refers to itself",
      new (class Bucket {
        self = this;
      })(),
      "got Bucket",
    ],
    ["something long", "x".repeat(500), `got "${"x".repeat(199)}….`],
    ["a list token", tokens.list, "got "],
  ])("shows %s", (_, value, shown) => {
    expect(messages(z.strictObject({ a: z.number() }), { a: value })).toEqual([
      expect.stringContaining(shown),
    ]);
  });
});

describe("defaults", () => {
  const schema = z.strictObject({
    off: flag().default(false),
    on: flag().default(true),
    zero: z.number().default(0),
    empty: z.string().default(""),
    list: z.array(z.string()).default([]),
    map: z.record(z.string(), z.string()).default({}),
    object: z.strictObject({ inner: z.number().default(0), given: z.number().optional() }).prefault({}),
    optional: z.string().optional(),
  });
  const filled = { off: false, on: true, zero: 0, empty: "", list: [], map: {}, object: { inner: 0 } };

  test("fill in what is left out, and what is optional stays absent", () => {
    const { value, problems } = run(schema, {});
    expect(problems).toEqual([]);
    expect(value).toStrictEqual(filled);
  });

  test("fill in for null as for what is left out", () => {
    const nothing = Object.fromEntries(Object.keys(schema.shape).map((key) => [key, null]));
    expect(run(schema, nothing).value).toStrictEqual(filled);
  });

  test("give way to every value, false and empty ones too", () => {
    const config = {
      off: true,
      on: false,
      zero: 1,
      empty: "x",
      list: ["a"],
      map: { "Managed-By": "", "a b": "1" },
      object: { inner: 2, given: 0 },
      optional: "",
    };
    expect(run(schema, config).value).toStrictEqual(config);
  });

  test("are checked like values", () => {
    const wrong = z.strictObject({ a: z.number().max(1).default(5) });
    expect(messages(wrong, {})).toEqual(["a must be a number, at most 1, got 5."]);
  });
});

test("a member of a map that is undefined is not there", () => {
  const schema = z.strictObject({ tags: z.record(z.string().max(1), z.string()) });
  expect(run(schema, { tags: { long: undefined, a: "b" } })).toMatchObject({
    problems: [],
    value: { tags: { a: "b" } },
  });
});

describe("tokens", () => {
  const schema = z.strictObject({
    string: z.string().regex(/^a/, 'must start with "a"').optional(),
    number: z.number().int().min(1).default(1),
    boolean: flag().default(false),
    list: z.array(z.string().min(1)).max(2).default([]),
    numberList: z.array(z.number()).optional(),
    map: z.record(z.string().max(5), z.string()).default({}),
    choice: z.enum(["a", "b"]).default("a"),
    windows: z.record(z.string(), z.strictObject({ min: z.number().min(0) })).default({}),
    hooks: z.array(z.strictObject({})).default([]),
  });

  test("of every kind pass and stay as they are", () => {
    const { value, problems } = run(schema, { ...tokens, choice: tokens.string });
    expect(problems).toEqual([]);
    expect(value).toEqual({ ...tokens, choice: tokens.string, windows: {}, hooks: [] });
  });

  test("have their rules left for Terraform", () => {
    const { deferred } = run(schema, { string: tokens.string, number: tokens.number });
    expect(deferred.map(({ input, holds, message }) => resolved({ input, holds, message }))).toEqual([
      {
        input: "string",
        holds: '${var.string == null ? true : can(regex("^a", var.string))}',
        message: expect.stringContaining(
          'string must start with \\"a\\", got ${try(jsonencode(var.string), "null")}.',
        ),
      },
      {
        input: "number",
        holds: "${var.number >= 1 && floor(var.number) == var.number}",
        message: expect.stringContaining("number must be a whole number, at least 1"),
      },
    ]);
  });

  test("inside of lists and maps are left for Terraform, the rest is not", () => {
    const config = {
      list: ["", tokens.string, "c"],
      windows: { 'a"b': { min: tokens.number }, c: { min: -1 } },
    };
    const { problems, deferred } = run(schema, config);
    expect(problems.map(({ input }) => input)).toEqual(["list", "list[0]", 'windows["c"].min']);
    expect(deferred.map(({ input }) => input)).toEqual(["list[1]", 'windows["a\\"b"].min']);
    expect(resolved(deferred[1]!.message)).toBe(
      '${"windows[\\"a\\\\\\"b\\"].min must be a number, at least 0, got ${try(jsonencode(var.number), "null")}."}',
    );
  });

  test("as a whole list have the rules of the members, too", () => {
    const holds = run(schema, { list: tokens.list }).deferred.map((rule) => resolved(rule.holds) as string);
    expect(holds[0]).toBe("${length(var.list) <= 2}");
    expect(holds.slice(1).every((condition) => condition.includes("in var.list :"))).toBe(true);
    expect(holds).toHaveLength(3);
  });

  test.each(["windows", "hooks"])("cannot be a whole container of objects: %s", (name) => {
    const token = name === "hooks" ? tokens.list : tokens.map;
    expect(messages(schema, { [name]: token })).toEqual([
      expect.stringContaining(`${name} must be written out`),
    ]);
  });

  test("of a list are no scalar", () => {
    expect(messages(schema, { string: tokens.list, number: tokens.numberList })).toHaveLength(2);
  });

  test("in part of a text pass as a whole", () => {
    expect(run(schema, { string: `b-${tokens.string}` })).toMatchObject({
      problems: [],
      deferred: [{ input: "string" }],
    });
  });
});
