import { every } from "../../modules/definition";
import { both } from "../../modules/definition/given";
import { rawHcl } from "../../modules/definition/expression";
import { innerGiven, variables } from "./fixture/both-ways";
import { resolved } from "./resolved";

test("a condition that a chain has already is not asked for again", () => {
  const chain = both(both("a", "b"), "c");
  expect(chain).toBe("(a ? (b ? c : false) : false)");
  for (const known of ["a", both("a", "b"), chain]) expect(both(known, chain)).toBe(chain);
  expect(both(chain, "b")).toBe(chain);
});

test("of two chains each condition is asked for once, the outer ones first", () => {
  expect(both(both("a", "x"), both("a", "b"))).toBe("(a ? (x ? b : false) : false)");
});

test("what only looks like a chain is one condition", () => {
  expect(both("a", "(a ? b : false) || c")).toBe("(a ? (a ? b : false) || c : false)");
});

test("whether a feature and one inside of it are given is whether the inner one is", () => {
  const { outer, other, note } = variables;
  const inner = outer.get((value) => value.inner.isGiven).orNull;
  expect(resolved(inner)).toContain(innerGiven);
  const depth = outer.get(({ inner }) => inner.get(({ depth }) => depth));
  expect(resolved(every(outer.isGiven, depth.isGiven))).toBe(`\${${innerGiven}}`);
  expect(resolved(every(outer.isGiven, other.isGiven, note.isGiven))).toBe(
    "${(var.outer != null ? (var.other != null ? var.note != null : false) : false)}",
  );
});

test("a condition of another kind is kept as it is", () => {
  expect(resolved(every(variables.outer.isGiven, rawHcl("var.x")))).toBe(
    "${(var.outer != null ? var.x : false)}",
  );
});
