import { projectRoot } from "../../harness/project";
import { runProcess } from "../../harness/run-process";
import { patterns } from "../../publisher/patterns";

/** The tour without questions, as a user types it, of every pattern. */
test.each(patterns.map(({ name }) => name))("npm run try -- %s --yes", async (name) => {
  const { stdout, stderr, exitCode } = await runProcess(
    "npm",
    ["run", "--silent", "try", "--", name, "--yes"],
    { cwd: projectRoot, timeLimitSeconds: 1200 },
  );
  // What went wrong is said on stderr: without it a failure here could not be understood.
  const said = `${stdout}${stderr}`;
  expect(said).toContain("ok  The plan is empty");
  expect(said).toMatch(/ok {2}\d+ resources removed/);
  expect(said).toContain("All of it went well.");
  expect(said).not.toContain("NOT OK");
  expect(exitCode).toBe(0);
});
