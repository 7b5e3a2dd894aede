import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../harness/project";
import { packPackage } from "../../scripts/release/package";

/** The parts that are read of what `npm audit --json` prints: a report, or what the registry has answered. */
interface Audit {
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string }>>;
  readonly statusCode?: number;
  readonly message?: string;
}

function audit(folder: string): Audit {
  const { stdout, stderr } = spawnSync("npm", ["audit", "--omit=dev", "--json"], {
    cwd: folder,
    encoding: "utf8",
  });
  if (!stdout.startsWith("{")) throw new Error(`npm audit in ${folder}:\n${stdout}${stderr}`);
  return JSON.parse(stdout) as Audit;
}

/** What a registry answers that has packages only. Any other refusal is a failure. */
const isWithoutAudits = [404, 405].includes(audit(projectRoot).statusCode ?? 0);
if (isWithoutAudits)
  console.warn("The registry of npm knows no audits here: what users install is not audited.");

/** Skipped only where the registry has no such endpoint: the skipped tests and the warning say so. */
(isWithoutAudits ? describe.skip : describe)("npm audit of what users install", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "audit-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function weaknessesOf(name: string): string[] {
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "user", private: true }));
    const args = ["install", "--package-lock-only", "--ignore-scripts", "--no-audit", name];
    const { status, stderr } = spawnSync("npm", args, { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(`npm ${args.join(" ")}:\n${stderr}`);
    const { vulnerabilities, message } = audit(folder);
    if (vulnerabilities === undefined) throw new Error(`npm audit gives no report: ${message}`);
    return Object.entries(vulnerabilities).map(([found, { severity }]) => `${found}: ${severity}`);
  }

  test("finds nothing in the packed package and what it brings", () => {
    expect(weaknessesOf(packPackage(folder))).toEqual([]);
  });

  test("finds what is known of an old version", () => {
    expect(weaknessesOf("minimist@1.2.0")).toEqual([expect.stringMatching(/^minimist: /)]);
  });
});
