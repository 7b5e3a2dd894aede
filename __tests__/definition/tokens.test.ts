import { isContainerToken, isRawReference, isToken, stringPieces } from "../../modules/definition/tokens";
import { tokens } from "./resolved";

describe("isToken", () => {
  test.each(Object.entries(tokens))("a %s token is one", (_, token) => expect(isToken(token)).toBe(true));

  test.each([
    ["text with a token in it", `a-${tokens.string}`],
    ["an expression by hand", "${aws_vpc.main.id}"],
  ])("%s is one", (_, value) => expect(isToken(value)).toBe(true));

  test.each([
    ["text", "a"],
    ["text with an expression in it", "a-${b}"],
    ["a list with a token in it", [tokens.string]],
    ["a number", 0],
    ["null", null],
    ["nothing", undefined],
  ])("%s is none", (_, value) => expect(isToken(value)).toBe(false));
});

describe("isContainerToken", () => {
  test.each(["list", "numberList", "map", "boolean"] as const)("a %s token is one", (kind) =>
    expect(isContainerToken(tokens[kind])).toBe(true),
  );

  // cdktf's own look-up throws for most of these.
  test.each([
    [[]],
    [[tokens.string]],
    [[tokens.number]],
    [[5]],
    [[null]],
    [[{ a: 1 }]],
    [[true]],
    [{ a: tokens.string }],
    [{}],
  ])("%j is none", (value) => expect(isContainerToken(value)).toBe(false));
});

describe("isRawReference", () => {
  test.each(["${a}", "${ {a = 1} }", '${join("}", var.x)}', '${"a${b}c"}', '${"$${"}', '${"\\""}'])(
    "%s is one",
    (value) => expect(isRawReference(value)).toBe(true),
  );

  test.each(["${a}-${b}", "${a} ", "$${a}", "${a", "", "a", "${a}}"])("%j is none", (value) =>
    expect(isRawReference(value)).toBe(false),
  );
});

test("a string is taken apart into texts and tokens, numbers among them", () => {
  expect(stringPieces(`a-${tokens.string}1e+5-${tokens.number}z`)).toEqual([
    { text: "a-" },
    { token: tokens.string },
    { text: "1e+5" },
    { text: "-" },
    { token: tokens.number },
    { text: "z" },
  ]);
});
