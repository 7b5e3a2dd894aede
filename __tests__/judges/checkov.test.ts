import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { useEmulator } from "../../harness/jest";
import { runProcess } from "../../harness/run-process";
import { PlanJson } from "../../harness/terraform-types";
import { patterns } from "../../publisher/patterns";
import { answers } from "./answers";
import { judgesProgram } from "./environment";
import { PlannedModules, planModules } from "./planned";

/** What checkov says of a resource. */
interface Finding {
  readonly check: string;
  /** Type and name: `aws_lb.load_balancer`. */
  readonly resource: string;
  readonly pattern: string;
  readonly words: string;
}

const emulator = useEmulator();
let planned: PlannedModules;
let found: Finding[];

beforeAll(async () => {
  planned = await planModules("smallest", emulator());
  found = await findings(planned.plan);
});

test("checkov finds nothing at the defaults that has no answer", () => {
  const open = found.filter(
    ({ check, resource }) => !answers.some((one) => one.check === check && one.resources.includes(resource)),
  );
  expect(open).toEqual([]);
});

test.each(answers)("$check is still found where it is answered", ({ check, resources }) => {
  const places = found.filter((one) => one.check === check).map(({ resource }) => resource);
  expect([...new Set(places)].sort()).toEqual([...resources].sort());
});

test("checkov reads this plan: it sees a database that is not encrypted", async () => {
  const worse = JSON.stringify(planned.plan).replaceAll(
    '"storage_encrypted":true',
    '"storage_encrypted":false',
  );
  const checks = (await findings(JSON.parse(worse) as PlanJson)).map(({ check }) => check);
  expect(found.map(({ check }) => check)).not.toContain("CKV_AWS_16");
  expect(checks).toContain("CKV_AWS_16");
});

/** All that checkov finds in a plan. */
async function findings(plan: PlanJson): Promise<Finding[]> {
  const directory = mkdtempSync(join(tmpdir(), "checkov-"));
  try {
    const file = join(directory, "plan.json");
    writeFileSync(file, JSON.stringify(plan));
    const checkov = await judgesProgram("checkov");
    const args = ["--file", file, "--framework", "terraform_plan", "--output", "json", "--quiet"];
    const { stdout, stderr } = await runProcess(checkov, [...args, "--skip-download"], { cwd: directory });
    return read(stdout, stderr);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function read(stdout: string, stderr: string): Finding[] {
  if (!stdout.includes('"results"')) throw new Error(`checkov has not judged:\n${stdout}\n${stderr}`);
  const { results, summary } = JSON.parse(stdout) as {
    results: { failed_checks: { check_id: string; check_name: string; resource: string }[] };
    summary: { parsing_errors: number; resource_count: number };
  };
  expect(summary.parsing_errors).toBe(0);
  expect(summary.resource_count).toBeGreaterThan(patterns.length);
  return results.failed_checks.map(({ check_id: check, check_name: words, resource }) => ({
    check,
    resource: resource.replace(/^module\.\w+\./, "").replace(/\[.*$/, ""),
    pattern: planned.patternOf(resource),
    words,
  }));
}
