import { projectRoot } from "../../harness/project";
import { runProcess } from "../../harness/run-process";
import { patterns } from "../../publisher/patterns";

/** The tour without questions, as a user types it, of every pattern. */
test.each(patterns.map(({ name }) => name))("npm run try -- %s --yes", async (name) => {
  const result = await runProcess("npm", ["run", "--silent", "try", "--", name, "--yes"], {
    cwd: projectRoot,
    timeLimitSeconds: 1200,
  });
  expect(result.stdout).toContain("ok  The plan is empty");
  expect(result.stdout).toMatch(/ok {2}\d+ resources removed/);
  expect(result.stdout).toContain("All of it went well.");
  expect(result.stdout).not.toContain("NOT OK");
  expect(result.exitCode).toBe(0);
});
