import { join } from "node:path";
import { goProgram } from "../../harness/go-program";
import { projectRoot } from "../../harness/project";
import { runProcess } from "../../harness/run-process";
import { judgesProgram } from "./environment";

/** What actionlint says; with shellcheck it looks into the commands, too. */
async function actionlint(...args: string[]): Promise<string> {
  const program = await goProgram({
    package: "github.com/rhysd/actionlint/cmd/actionlint",
    version: "v1.7.12",
  });
  const withShellcheck = ["-no-color", "-oneline", "-shellcheck", await judgesProgram("shellcheck")];
  const { stdout, stderr } = await runProcess(program, [...withShellcheck, ...args], { cwd: projectRoot });
  return `${stdout}${stderr}`.trim();
}

test.each(["ci", "release"])("actionlint has nothing to say of the workflow %s", async (name) => {
  expect(await actionlint(join(".github", "workflows", `${name}.yml`))).toBe("");
});

test("actionlint reads workflows: it sees a job that does not exist", async () => {
  expect(await actionlint(join("__tests__", "judges", "fixtures", "needs-nothing.yml"))).toContain("nothing");
});
