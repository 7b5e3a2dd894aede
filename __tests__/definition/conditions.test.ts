import { z } from "zod";
import { conditionsOf } from "../../modules/definition/conditions";
import { shapeOf } from "../../modules/definition/schema";

const of = (schema: z.ZodType, optional = false) => conditionsOf(shapeOf(schema), "var.x", "x", optional);
const holdsOf = (schema: z.ZodType, optional = false) => of(schema, optional).map(({ holds }) => holds);

describe("the condition", () => {
  test("of a scalar is its rule", () => {
    expect(holdsOf(z.number().int().min(1).max(5))).toEqual([
      "var.x >= 1 && var.x <= 5 && floor(var.x) == var.x",
    ]);
    expect(holdsOf(z.enum(["a", 'b"']))).toEqual(['contains(["a", "b\\""], var.x)']);
    expect(holdsOf(z.string().regex(/^\d\/"$/, "must be so"))).toEqual([
      'can(regex("^\\\\d\\\\/\\"$", var.x))',
    ]);
    expect(holdsOf(z.array(z.string()).min(1))[0]).toBe("length(var.x) >= 1");
  });

  test("of a value without rules is none", () => expect(of(z.string())).toEqual([]));

  test("of an optional value steps aside for null", () => {
    expect(holdsOf(z.number().min(1), true)).toEqual(["var.x == null ? true : var.x >= 1"]);
  });

  test("of an attribute says that it is required, since Terraform's object types do not", () => {
    const schema = z.strictObject({
      maxSize: z.number().min(1),
      note: z.string().max(2).optional(),
      size: z.number().min(0).default(0),
    });
    expect(holdsOf(schema)).toEqual([
      "var.x.max_size != null",
      "var.x.max_size == null ? true : var.x.max_size >= 1",
      "var.x.note == null ? true : length(var.x.note) <= 2",
      "var.x.size >= 0",
    ]);
  });

  test("of an optional object's attribute steps aside where the object is null", () => {
    expect(holdsOf(z.strictObject({ a: z.number() }), true)).toEqual([
      "var.x == null ? true : var.x.a != null",
    ]);
  });

  test("of members is that no member breaks it", () => {
    const [required, rule] = holdsOf(z.array(z.number().min(1)));
    expect(required).toMatch(/^length\(\[for index, item in var\.x : .* if !\(item != null\)\]\) == 0$/);
    expect(rule).toMatch(/ if !\(item == null \? true : item >= 1\)\]\) == 0$/);
  });

  test("of members of members uses a variable of its own for each depth", () => {
    const [, , , rule] = holdsOf(z.record(z.string(), z.strictObject({ days: z.array(z.string().max(3)) })));
    expect(rule).toContain(
      "[for key, item in var.x : [for index1, item1 in (item == null ? [] : item.days == null ? [] : item.days) :",
    );
  });
});

describe("a key of a map", () => {
  const keyRules = (key: z.ZodString, member: z.ZodType) =>
    conditionsOf(shapeOf(z.record(key, member)), "var.x", "x")
      .map(({ holds }) => holds)
      .filter((holds) => holds.includes("key of x"));

  test("must not be empty where resources are made of the members", () => {
    expect(keyRules(z.string(), z.strictObject({}))).toEqual([expect.stringContaining('if !(key != "")]')]);
    expect(keyRules(z.string().max(3), z.strictObject({}))).toHaveLength(2);
  });

  test("may be empty elsewhere, and is not refused twice", () => {
    expect(keyRules(z.string(), z.string())).toEqual([]);
    expect(keyRules(z.string().min(1), z.strictObject({}))).toEqual([
      expect.stringContaining("must have at least 1 characters"),
    ]);
  });
});

describe("the message", () => {
  const nasty = z.string().regex(/^a$/, 'must be "a", not ${b} or %{c}');

  test("names the path, the rule and the value, as an expression and as text", () => {
    expect(of(nasty)[0]).toMatchObject({
      message: '"x must be \\"a\\", not $${b} or %%{c}, got ${try(jsonencode(var.x), "null")}."',
      template: 'x must be "a", not $${b} or %%{c}, got ${try(jsonencode(var.x), "null")}.',
    });
  });

  test("names the key of a member and the rule of a key", () => {
    const [key, required] = of(z.record(z.string().max(2), z.string()));
    expect(key!.message).toContain(
      '"key of x must have at most 2 characters, got ${try(jsonencode(key), "null")}."',
    );
    expect(required!.template).toMatch(/^\$\{join\(" ", .*"x\[\$\{jsonencode\(key\)\}\] is required, got /);
  });
});
