import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../harness/project";
import { patterns } from "../../publisher/patterns";
import { filesOf, publish } from "../../publisher/tree";

test("the same definitions give the same bytes in another time zone, language and folder", () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "publish-"));
  const program = [
    join(projectRoot, "node_modules/tsx/dist/cli.mjs"),
    join(projectRoot, "__tests__/publisher/fixture/print-published.ts"),
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, program, {
    cwd: elsewhere,
    env: { PATH: process.env["PATH"], TZ: "Pacific/Kiritimati", LC_ALL: "tr_TR.UTF-8", HOME: elsewhere },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  rmSync(elsewhere, { recursive: true });
  expect(status === 0 ? "" : stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual(filesOf(publish(patterns)));
});
