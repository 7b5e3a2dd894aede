import { App } from "cdktf";
import { z } from "zod";
import * as kit from "../../modules/definition";
import { maybeReference } from "../../modules/definition/maybe";
import { resolved, tokens } from "./resolved";

const { number, boolean, list, string } = tokens;

test.each<[string, unknown, unknown]>([
  ["add", kit.add(2, 3), 5],
  ["subtract", kit.subtract(2, 3), -1],
  ["multiply", kit.multiply(2, 0), 0],
  ["divideUp", kit.divideUp(7, 3), 3],
  ["divideDown", kit.divideDown(7, 3), 2],
  ["larger", kit.larger(0, -1), 0],
  ["smaller", kit.smaller(0, -1), -1],
  ["atMost", kit.atMost(2, 2), true],
  ["lessThan", kit.lessThan(2, 2), false],
  ["equal", kit.equal("a", "a"), true],
  ["not", kit.not(false), true],
  ["sizeOf", kit.sizeOf(["a", string]), 2],
  ["remainder", kit.remainder(7, 3), 1],
  ["joined", kit.joined(["a", "b"]), "a, b"],
  ["countTrue", kit.countTrue(true, false, true), 2],
  ["every of none", kit.every(), true],
  ["some of none", kit.some(), false],
  ["choose", kit.choose(false, "a", "b"), "b"],
])("%s of known values is known", (_, value, expected) => expect(value).toBe(expected));

test.each<[string, unknown, string]>([
  ["add", kit.add(number, 0), "(var.number + 0)"],
  ["subtract", kit.subtract(0, number), "(0 - var.number)"],
  ["multiply", kit.multiply(kit.add(number, 1), 2), "((var.number + 1) * 2)"],
  ["divideUp", kit.divideUp(number, 2), "ceil(var.number / 2)"],
  ["larger", kit.larger(number, 0), "max(var.number, 0)"],
  ["atMost", kit.atMost(number, 0), "(var.number <= 0)"],
  ["equal with false", kit.equal(boolean, false), "(var.boolean == false)"],
  ["equal with text", kit.equal(string, 'a"'), '(var.string == "a\\"")'],
  ["not", kit.not(boolean), "!(var.boolean)"],
  ["sizeOf a token", kit.sizeOf(list), "length(var.list)"],
  ["remainder", kit.remainder(number, 3), "(var.number % 3)"],
  ["joined", kit.joined(list), 'join(", ", var.list)'],
  ["without", kit.without(["a", "b"], list), 'sort(setsubtract(["a", "b"], var.list))'],
  ["distinct", kit.distinct(list), "distinct(var.list)"],
  ["allDistinct", kit.allDistinct(list), "(length(distinct(var.list)) == length(var.list))"],
  ["countTrue", kit.countTrue(true, boolean), "length([for holds in [true, var.boolean] : holds if holds])"],
  ["every", kit.every(boolean, kit.not(boolean)), "(var.boolean ? !(var.boolean) : false)"],
  ["some", kit.some(boolean, kit.not(boolean)), "(var.boolean ? true : !(var.boolean))"],
  ["choose", kit.choose(boolean, 0, 1), "(var.boolean ? 0 : 1)"],
  ["unless", kit.unless(boolean, "a"), '(var.boolean ? null : "a")'],
])("%s of a token is the expression", (_, value, expected) =>
  expect(resolved(value)).toBe(`\${${expected}}`),
);

test("whether two are given or not given together is one comparison of two", () => {
  const [a, b] = [maybeReference(string, "var.a != null"), maybeReference(string, "var.b != null")];
  expect(resolved(kit.equal(a.isGiven, b.isGiven))).toBe("${((var.a != null) == (var.b != null))}");
});

describe("what is known already settles a condition", () => {
  test("a false one makes every false", () => expect(kit.every(boolean, false, boolean)).toBe(false));
  test("a true one makes some true", () => expect(kit.some(boolean, true, boolean)).toBe(true));
  test("the others do not matter", () => {
    expect(kit.every(true, boolean, true)).toBe(boolean);
    expect(kit.some(false, boolean, false)).toBe(boolean);
  });
});

test("a choice has the type of its branches", () => {
  expect(typeof kit.choose(boolean, "a", "b")).toBe("string");
  expect(typeof kit.choose(boolean, 1, 2)).toBe("number");
  expect(typeof kit.choose(boolean, [] as number[], [1])[0]).toBe("number");
  expect(resolved(kit.choose(boolean, {}, { a: "b" }))).toBe('${(var.boolean ? {} : { a = "b" })}');
});

test("names in a map, and what is left of a list, are sorted, each once", () => {
  expect(kit.keysOf({ b: 1, a: 2 })).toEqual(["a", "b"]);
  expect(kit.without(["b", "c", "a", "b"], ["c"])).toEqual(["a", "b"]);
});

test("a list whose members are there once each", () => {
  expect(kit.distinct(["b", "a", "b"])).toEqual(["b", "a"]);
  expect([kit.allDistinct(["b", "a"]), kit.allDistinct(["b", "a", "b"]), kit.allDistinct([])]).toEqual([
    true,
    false,
    true,
  ]);
});

test("unless of a known condition is the value or nothing", () => {
  expect(kit.unless(true, "a")).toBeUndefined();
  expect(kit.unless(false, "a")).toBe("a");
});

describe("a text that Terraform would read as its own", () => {
  const schema = z.strictObject({ script: z.string(), names: z.array(z.string()) });
  const config = { script: "echo ${HOME}", names: ["a${b}"] };
  const { input } = kit.bind(new App(), kit.defineInputs("Texts", schema), config);

  test("is still known to an operator", () => {
    expect(kit.base64(input.script)).toBe(Buffer.from("echo ${HOME}").toString("base64"));
    expect(kit.base64Words(input.names)).toBe(Buffer.from("a${b}").toString("base64"));
  });

  test("comes out escaped where it stands alone", () => {
    expect(resolved(kit.shellWord(input.script))).toBe("'echo $${HOME}'");
  });

  test("is left to Terraform next to a token", () => {
    expect(resolved(kit.joinGiven([input.script, string], "\n"))).toBe(
      '${join("\\n", compact(["echo $${HOME}", var.string]))}',
    );
  });
});
