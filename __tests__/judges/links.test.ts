import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../harness/project";
import { runProcess } from "../../harness/run-process";

/** What remark says of the links of files: each has to lead to a file, and to a heading of it. */
async function brokenLinks(files: string[]): Promise<string> {
  const remark = join(projectRoot, "node_modules", ".bin", "remark");
  const args = ["--frail", "--quiet", "--no-color", "--use", "remark-validate-links=repository:false"];
  const { stderr } = await runProcess(remark, [...args, ...files], { cwd: projectRoot });
  return stderr.trim();
}

test("the links of every page lead somewhere", async () => {
  const { stdout } = await runProcess("git", ["ls-files", "*.md"], { cwd: projectRoot });
  const pages = stdout.trim().split("\n");
  expect(pages).toContain("modules/multi-az/README.md");
  expect(await brokenLinks(pages)).toBe("");
});

test("remark reads these links: it sees one that leads nowhere", async () => {
  const directory = mkdtempSync(join(tmpdir(), "links-"));
  try {
    const page = join(directory, "page.md");
    writeFileSync(page, "[a file](nowhere.md), [a heading](#nowhere)\n");
    const said = await brokenLinks([page]);
    expect(said).toContain("Cannot find file `nowhere.md`");
    expect(said).toContain("Cannot find heading for `#nowhere`");
  } finally {
    rmSync(directory, { recursive: true });
  }
});
