import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../harness/project";
import { SERVE } from "../../stacks/instances";
import { shellcheck } from "./shellcheck";

test("shellcheck has nothing to say of the project's own scripts, the examples' and those of main.ts's stacks among them", async () => {
  // Parts of the bootstrap's program are judged as the whole that they are put together to.
  const isPart = (file: string) => file.startsWith("modules/bootstrap/program/");
  const listed = execFileSync("git", ["ls-files", "*.sh", ".ci"], { cwd: projectRoot, encoding: "utf8" });
  const files = listed
    .trim()
    .split("\n")
    .filter((file) => !isPart(file));
  expect(files).toEqual(expect.arrayContaining([".ci/run", "terraform/examples/multi-az/serve.sh"]));
  const scripts = files.map((from) => ({ from, text: readFileSync(join(projectRoot, from), "utf8") }));
  expect(await shellcheck([...scripts, { from: "stacks/instances.ts", text: SERVE }])).toEqual([]);
});

test("shellcheck reads these scripts: it sees a word that is not quoted", async () => {
  const [finding] = await shellcheck([{ from: "here", text: "#!/bin/bash\nrm $1\n" }]);
  expect(finding).toMatchObject({ check: "SC2086", words: expect.stringMatching(/^here /) });
});
