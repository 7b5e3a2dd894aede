import { maybeReference, maybeValue } from "../../modules/definition/maybe";
import { resolved, tokens } from "./resolved";

test.each([["a"], [0], [false], [""]])("a given %j is itself, whatever the fallback", (value: unknown) => {
  const maybe = maybeValue(value);
  expect([maybe.isGiven, maybe.orNull, maybe.or("fallback"), maybe.map((it) => [it]).orNull]).toEqual([
    true,
    value,
    value,
    [value],
  ]);
});

test("what is not given is the fallback", () => {
  const maybe = maybeValue<string>(undefined);
  expect([maybe.isGiven, maybe.orNull, maybe.or("fallback"), maybe.map(() => 1).isGiven]).toEqual([
    false,
    undefined,
    "fallback",
    false,
  ]);
});

test("of a variable is a conditional, which reads the value only where it is given", () => {
  const maybe = maybeReference(tokens.number, "var.a != null");
  expect(resolved([maybe.isGiven, maybe.orNull, maybe.or(0), maybe.map((it) => [it, 1]).or([])])).toEqual([
    "${var.a != null}",
    "${(var.a != null ? var.number : null)}",
    "${(var.a != null ? var.number : 0)}",
    "${(var.a != null ? [var.number, 1] : [])}",
  ]);
  expect([typeof maybe.orNull, typeof maybe.or(0)]).toEqual(["number", "number"]);
});
