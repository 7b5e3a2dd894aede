import { Token } from "cdktf";
import { hcl, text } from "../../modules/definition";
import { encode, encodeLike, literalText, rawHcl, TokenKind } from "../../modules/definition/expression";
import { hclLiteral } from "../../modules/definition/hcl";
import { maybeValue } from "../../modules/definition/maybe";
import { resolved, tokens } from "./resolved";

describe("hcl", () => {
  test.each<[string, unknown, string]>([
    ["zero", 0, "0"],
    ["false", false, "false"],
    ["an empty string", "", '""'],
    ["nothing", undefined, "null"],
    ["an empty list", [], "[]"],
    ["an empty map", {}, "{}"],
    ["quotes, backslashes and newlines", 'a"b\\c\nd', '"a\\"b\\\\c\\nd"'],
    ["template markers", "${a} %{b}", '"$${a} %%{b}"'],
    ["non-ASCII text", "é 漢 😀", '"é 漢 😀"'],
    ["JSON's own escapes", "\b\f\u0001", '"\\u0008\\u000c\\u0001"'],
    [
      "awkward keys",
      { "Managed-By": 1, "a b": 2, ok: 3, for: 4 },
      '{ "Managed-By" = 1, "a b" = 2, ok = 3, "for" = 4 }',
    ],
    ["an attribute without a value", { a: undefined }, "{ a = null }"],
    ["nested values", [{ a: [1, ["b"]] }], '[{ a = [1, ["b"]] }]'],
  ])("writes %s", (_, value, written) => {
    expect(resolved(hcl`f(${value})`)).toBe(`\${f(${written})}`);
  });

  test("refuses something optional in place of its value", () => {
    expect(() => resolved(hcl`f(${{ a: [maybeValue(1)] }})`)).toThrow("take .orNull or .or(…)");
  });

  test.each(Object.entries(tokens))("writes a %s token bare", (_, token) => {
    expect(resolved(hcl`f(${token})`)).toMatch(/^\$\{f\(var\.[a-z_]+\)\}$/);
  });

  test("writes tokens inside of strings, numbers too, as interpolations", () => {
    expect(resolved(hcl`f(${`a"-${tokens.string}-${tokens.number}`})`)).toBe(
      '${f("a\\"-${var.string}-${var.number}")}',
    );
  });

  test("writes tokens inside of lists and maps", () => {
    expect(resolved(hcl`f(${[tokens.string, { k: tokens.list }]})`)).toBe(
      "${f([var.string, { k = var.list }])}",
    );
  });

  test("takes an expression by hand as one, and text around it as text", () => {
    expect(resolved(hcl`f(${"${each.key}"})`)).toBe("${f((each.key))}");
    expect(resolved(hcl`f(${"${a}-${b}"})`)).toBe('${f("$${a}-$${b}")}');
  });

  test("nests without braces inside of braces", () => {
    expect(resolved(hcl`f(${hcl`g(${Token.asString(hcl`h(${tokens.number})`)})`})`)).toBe(
      "${f(g(h(var.number)))}",
    );
  });

  test("writes a token that stands for a plain value as that value", () => {
    expect(resolved(hcl`f(${Token.asAny(["a", 1])})`)).toBe('${f(["a", 1])}');
  });

  test("is an expression inside of an attribute with others", () => {
    expect(resolved({ a: [hcl`f(${0})`], b: `x-${hcl`f(${1})`}` })).toEqual({
      a: ["${f(0)}"],
      b: "x-${f(1)}",
    });
  });
});

describe("text", () => {
  test("is plain where all values are", () => {
    expect(text`a ${"b"} ${0} ${false} ${undefined}.`).toBe("a b 0 false .");
  });

  test("puts tokens in, quoted inside of an expression and bare outside", () => {
    const sentence = text`"${tokens.string}" \\ ${tokens.number}\n`;
    expect(resolved(sentence)).toBe('"${var.string}" \\ ${var.number}\n');
    expect(resolved(hcl`f(${sentence})`)).toBe('${f("\\"${var.string}\\" \\\\ ${var.number}\\n")}');
  });

  test("keeps the quotes and escapes of an expression in it", () => {
    const joined = rawHcl('join("\\n", var.list)');
    expect(resolved(text`a ${joined}`)).toBe('a ${join("\\n", var.list)}');
    expect(resolved(hcl`f(${text`a ${joined}`})`)).toBe('${f("a ${join("\\n", var.list)}")}');
  });

  test.each([
    ["of the template", text`\${HOME} ${tokens.string}`, "$${HOME} ${var.string}"],
    ["of a value", text`${"%{a}"} ${tokens.string}`, "%%{a} ${var.string}"],
    ["that two parts make together", text`$${"{a}"} ${tokens.string}`, "$${a} ${var.string}"],
    ["in plain text", text`\${HOME}`, "$${HOME}"],
  ])("escapes a marker %s", (_, value, expected) => expect(resolved(value)).toBe(expected));

  test("keeps a dollar sign in front of a token apart from it", () => {
    expect(resolved(text`costs $${tokens.number}`)).toBe('costs ${"$"}${var.number}');
    expect(resolved(text`100%${tokens.number}`)).toBe('100${"%"}${var.number}');
  });

  test("writes a carriage return so that Terraform reads what comes after it", () => {
    expect(resolved(text`$\r${tokens.string}`)).toBe('${"$"}${"\\r"}${var.string}');
    expect(resolved(hcl`f(${text`\r${tokens.string}`})`)).toBe('${f("\\r${var.string}")}');
  });

  test("takes an expression by hand as one", () => {
    expect(resolved(text`a ${"${each.key}"}`)).toBe("a ${each.key}");
  });
});

describe("a user's string", () => {
  test.each(["", "a", "100%", "$5", "{a}", "${var.x}", `a-${tokens.string}-b`])(
    "%j stays as it is",
    (value) => expect(literalText(value)).toBe(value),
  );

  test.each([
    ["with an expression in it", "echo ${HOME} %{x}", "echo $${HOME} %%{x}"],
    ["with two expressions", "${a}-${b}", "$${a}-$${b}"],
    ["with an escaped one", "$${a}", "$$${a}"],
    ["with a token behind a dollar sign", `$${tokens.string}`, '${"$"}${var.string}'],
    ["with a number's token behind a hyphen", `web-${tokens.number}`, "web-${var.number}"],
  ])("%s means itself", (_, value, expected) => expect(resolved(literalText(value))).toBe(expected));
});

describe("encode", () => {
  test.each<[TokenKind, unknown]>([
    ["string", "string"],
    ["number", "number"],
    ["boolean", "object"],
    ["map", "object"],
  ])("a %s token has the type %s", (kind, type) => {
    const token = encode(kind, rawHcl("var.x"));
    expect(typeof token).toBe(type);
    expect(resolved(token)).toBe("${var.x}");
  });

  test.each<[string, unknown, unknown]>([
    ["a string", "a", tokens.string],
    ["a number", 1, tokens.number],
    ["a list", ["a"], tokens.list],
    ["a list of numbers", [1], tokens.numberList],
    ["a map", { a: "b" }, tokens.map],
  ])("like %s has the type of it", (_, sample, token) => {
    const shapeOf = (value: unknown) => (Array.isArray(value) ? [typeof value[0]] : typeof value);
    for (const like of [sample, token]) {
      const encoded = encodeLike(like, rawHcl("var.x"));
      expect(shapeOf(encoded)).toEqual(shapeOf(sample));
      expect(resolved(encoded)).toBe("${var.x}");
    }
  });
});

test("hclLiteral leaves out what is undefined and keeps what is empty", () => {
  expect(hclLiteral({ a: undefined, b: null, c: [], d: {}, e: "", f: 0, g: false })).toBe(
    '{ b = null, c = [], d = {}, e = "", f = 0, g = false }',
  );
});
