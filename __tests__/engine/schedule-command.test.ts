import { spawnSync } from "node:child_process";
import { projectRoot } from "../../harness/project";

describe("npm run schedule", () => {
  const run = (...args: string[]) => {
    const tsx = require.resolve("tsx/cli");
    const { stdout, stderr, status } = spawnSync(process.execPath, [tsx, "scripts/schedule.ts", ...args], {
      cwd: projectRoot,
      encoding: "utf8",
    });
    return { stdout, stderr, status };
  };

  test("draws the week that it is asked for", () => {
    const { stdout, status } = run(
      "modules/scheduled-scale-out/example.json",
      "--week",
      "2026-03-25",
      "--time-zone",
      "UTC",
    );
    expect(stdout).toContain("Week of 2026-03-23, UTC.");
    expect(stdout).toContain('Mon 23 Mar 07:00  floor 6   windows["office"].from');
    expect(status).toBe(0);
  });

  test.each([
    [["--week", "tomorrow"], "--week is a day (2026-03-25), got tomorrow."],
    [["--time-zone", "Mars"], "--time-zone is an IANA time zone, got Mars."],
    [["package.json"], "Usage: npm run schedule -- <file>"],
  ])("says what is wrong with %j", (args, message) => {
    const { stderr, status } = run("modules/scheduled-scale-out/example.json", ...args);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("    at ");
    expect(status).toBe(1);
  });
});
