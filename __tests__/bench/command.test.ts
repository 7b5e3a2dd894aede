import { chosenParts, PARTS } from "../../scripts/bench/arguments";
import { GOALS, Verdict } from "../../scripts/bench/goals";

test("runs the parts that are named, in its own order, and all without a name", () => {
  expect(chosenParts(["plans", "cold"])).toEqual(["cold", "plans"]);
  expect(chosenParts([])).toEqual(PARTS);
});

test.each([
  { args: ["memory"], says: "There is no part memory" },
  { args: ["--rounds", "3"], says: "Unknown option '--rounds'" },
])("refuses $args", ({ args, says }) => {
  expect(() => chosenParts(args)).toThrow(says);
});

test("a ratio above its goal is marked, and said in words", () => {
  const verdict = new Verdict();
  expect(verdict.judge("cold", "an app", GOALS.cold)).toBe("1.30");
  expect(verdict.sentences()).toEqual([]);
  expect(verdict.judge("cold", "another app", 1.42)).toBe("1.42 *");
  expect(verdict.sentences()).toEqual(["another app: cold 1.42, and the goal is at most 1.3."]);
});
