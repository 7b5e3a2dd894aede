import { patterns } from "../../publisher/patterns";
import { stacks } from "../../stacks";
import { readArguments } from "../../scripts/try/arguments";
import { scenarios } from "../../scripts/try/scenarios";

const known = ["multi-az", "ha-database"];

test("a pattern, with or without questions", () => {
  expect(readArguments(["multi-az"], known)).toEqual({ pattern: "multi-az", yes: false });
  expect(readArguments(["--yes", "ha-database"], known)).toEqual({ pattern: "ha-database", yes: true });
});

test.each([
  [["multi-zone"], "Unknown pattern multi-zone; known: multi-az, ha-database."],
  [[], "Usage: npm run try -- <pattern> [--yes]\nKnown patterns: multi-az, ha-database."],
  [["multi-az", "ha-database"], "One pattern at a time, got multi-az ha-database."],
  [["multi-az", "--no"], "Unknown option '--no'"],
])("%j is refused, with what is known", (args, message) => {
  expect(() => readArguments(args, known)).toThrow(message);
});

test("every published pattern has a stack and can be tried", () => {
  const names = patterns.map(({ name }) => name);
  expect(Object.keys(stacks)).toEqual(names);
  expect([...scenarios.keys()]).toEqual(names);
});
