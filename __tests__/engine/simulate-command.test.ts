import "cdktf/lib/testing/adapters/jest";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../harness/project";
import { CURVES } from "../../scripts/simulate/curves";
import { compare, SURROUNDINGS } from "../../scripts/simulate/compare";
import { withReport } from "../../scripts/simulate/page";
import { PAGE_CASE, pictured, report } from "../../scripts/simulate/report";
import { svg } from "../../scripts/simulate/svg";

const folder = join(projectRoot, "modules", "job-observer");
const read = (name: string) => readFileSync(join(folder, name), "utf8");

describe("the page says what the command prints", () => {
  test("the report", () => {
    const page = read("README.md");
    expect(withReport(page, report(PAGE_CASE))).toBe(page);
  });

  test.each(["light", "dark"] as const)("the picture, %s", (theme) => {
    expect(read(`burst.${theme}.svg`)).toBe(svg(pictured(PAGE_CASE), theme));
  });
});

describe("the promise, in the model", () => {
  const [curveOf, aroundOf] = [CURVES, SURROUNDINGS].map(
    (all) => (name: string) => all.find((one) => one.name === name)!,
  ) as [(name: string) => (typeof CURVES)[number], (name: string) => (typeof SURROUNDINGS)[number]];
  const latency = PAGE_CASE.acceptableLatencySeconds;

  test.each([
    ["steady", "usual"],
    ["steady", "slow"],
    ["burst", "usual"],
    ["long", "usual"],
    ["ramp", "slow"],
  ])("is kept: %s, in %s surroundings, with every job done", (curve, around) => {
    const { pattern } = compare(PAGE_CASE, curveOf(curve), aroundOf(around));
    expect(pattern.longestWait).toBeLessThanOrEqual(latency);
    expect(pattern.killed).toBe(0);
  });

  test("a start that takes longer than the pattern is told breaks it, and telling it mends that", () => {
    const slow = aroundOf("slow");
    const told = { ...PAGE_CASE, workers: { max: 1000, startSeconds: 600 } };
    expect(compare(PAGE_CASE, curveOf("burst"), slow).pattern.longestWait).toBeGreaterThan(latency);
    expect(compare(told, curveOf("burst"), slow).pattern.longestWait).toBeLessThanOrEqual(latency);
  });

  test("a night costs no instance, and no fleet is below the bound", () => {
    const { pattern, leastHours } = compare(PAGE_CASE, curveOf("night"), aroundOf("usual"));
    const night = pattern.minutes.slice(90, 11 * 60);
    expect(Math.max(...night.map(({ workers }) => workers))).toBe(0);
    expect(pattern.hours).toBeGreaterThan(leastHours);
  });
});

test("says what is wrong with its options", () => {
  const tsx = require.resolve("tsx/cli");
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [tsx, "scripts/simulate.ts", ...args], {
      cwd: projectRoot,
      encoding: "utf8",
    });
  const { stderr, status } = run("--max", "many");
  expect(stderr).toContain("--max is a number.");
  expect(stderr).not.toContain("    at ");
  expect(status).toBe(1);
  const refused = run("--seconds-per-job", "0");
  expect(refused.stderr).toContain("job.secondsPerJob must be a number from 0.1 to 43200, got 0");
  expect(refused.status).toBe(1);
});
