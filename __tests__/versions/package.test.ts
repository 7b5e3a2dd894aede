import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { amazonLinux, defaultNetwork } from "../../harness/account";
import { useEmulator } from "../../harness/jest";
import { projectRoot } from "../../harness/project";
import { runProcess } from "../../harness/run-process";
import * as publicApi from "../../modules";
import { onCdktn } from "../../scripts/build/cdktn";
import { packPackage } from "../../scripts/release/package";
import { Cdktf } from "../engine/support/cdktf";
import { Stack, withoutVersions } from "./stacks";
import { PATTERNS_PROGRAM, STACKS, STATE_STORE_PROGRAM } from "./user-programs";
import { installed, npm, runNode, Variant, variants } from "./variant";

const TSC = ["--noEmitOnError", "--strict", "--skipLibCheck", "--target", "es2022", "--types", "node"];
const PROGRAMS = ["main.ts", "state-store.ts"];
const RESOLUTIONS = {
  node10: ["--module", "commonjs", "--moduleResolution", "node10", "--esModuleInterop"],
  nodenext: ["--module", "nodenext", "--moduleResolution", "nodenext"],
};

let folder: string;
let tarball: string;
const projects = new Map<string, string>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "packed-"));
  tarball = packPackage(folder);
  for (const variant of variants) {
    const project = await installed(variant);
    // npm itself says whether the package's peers and the variant's versions go together.
    await npm(project, "install", "--no-save", "--ignore-scripts", tarball);
    writeFileSync(join(project, "main.ts"), mainOf(variant));
    writeFileSync(join(project, "state-store.ts"), STATE_STORE_PROGRAM);
    writeFileSync(
      join(project, "cdktf.json"),
      JSON.stringify({ language: "typescript", app: "node main.js" }),
    );
    projects.set(variant.name, project);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const entryOf = ({ isCdktn }: Variant) => (isCdktn ? "aws-ha-patterns/cdktn" : "aws-ha-patterns");

function mainOf(variant: Variant): string {
  if (!variant.isCdktn) return PATTERNS_PROGRAM;
  return onCdktn(PATTERNS_PROGRAM).replace('"aws-ha-patterns"', `"${entryOf(variant)}"`);
}

/** What main.js has synthesized in a project, and what it has printed. */
async function synthesized(project: string) {
  const { exitCode, stderr } = await runProcess(process.execPath, ["main.js"], { cwd: project });
  expect([exitCode, exitCode === 0 ? "" : stderr]).toEqual([0, ""]);
  const read = (name: string) =>
    JSON.parse(readFileSync(join(project, "cdktf.out/stacks", name, "cdk.tf.json"), "utf8")) as Stack;
  return { stderr, stacks: Object.fromEntries(STACKS.map((name) => [name, read(name)])) };
}

describe.each(variants)("the packed npm package in an empty project with $name", (variant) => {
  const project = () => projects.get(variant.name)!;

  test.each(Object.entries(RESOLUTIONS))("compiles with the resolution of %s", async (_, options) => {
    const compiled = await runNode(project(), "typescript/bin/tsc", ...PROGRAMS, ...TSC, ...options);
    expect([compiled.stdout, compiled.exitCode]).toEqual(["", 0]);
  });

  test("has everything that is exported", async () => {
    const program = `console.log(JSON.stringify(Object.keys(require("${entryOf(variant)}")).sort()))`;
    const { stdout } = await runProcess(process.execPath, ["-e", program], { cwd: project() });
    const values = Object.entries(publicApi).filter(([, value]) => value !== undefined);
    expect(JSON.parse(stdout)).toEqual(values.map(([name]) => name).sort());
  });

  test("gives the resources that it gives elsewhere, and refuses what is wrong", async () => {
    const own = await synthesized(project());
    const [first] = variants as [Variant];
    expect(withoutVersions(own.stacks)).toEqual(
      withoutVersions((await synthesized(projects.get(first.name)!)).stacks),
    );
    expect(own.stderr).toContain("refused: ");
    expect(own.stderr).toContain("capacity.needed must be a whole number from 1 to 1000, got 0");
  });

  test("has the state store, which loads neither cdktf nor zod", async () => {
    const { stdout } = await runProcess(process.execPath, ["state-store.js"], { cwd: project() });
    expect(JSON.parse(stdout)).toEqual({ get: "function", error: "StateStoreError", loaded: [] });
  });
});

describe("cdktf deploy in an empty project", () => {
  const emulator = useEmulator();

  test("deploys the pattern of the packed package, and destroys it", async () => {
    const cdktf = Cdktf.inFolder(projects.get("cdktf-aws-5")!);
    const { vpcId, subnets } = await defaultNetwork(emulator());
    const env = {
      VPC_ID: vpcId,
      SUBNET_IDS: ["us-east-1a", "us-east-1b"].map((zone) => subnets[zone]!).join(","),
      IMAGE_ID: await amazonLinux(emulator(), "x86_64"),
    };
    const run = (command: string) =>
      cdktf.run([command, "web", "--auto-approve", "--skip-provider-lock"], {
        emulatorUrl: emulator().url,
        env,
      });
    const deployed = await run("deploy");
    expect(deployed.output).toMatch(/url = http:\/\//);
    expect(deployed.exitCode).toBe(0);
    expect(Object.keys((await emulator().state()).groups)).toEqual([expect.stringMatching(/^web-/)]);
    expect((await run("destroy")).exitCode).toBe(0);
    expect(cdktf.resourcesInState("web")).toEqual([]);
  });
});

test("what is packed is what is built, a changelog and a licence: no test, no state, no source", async () => {
  const { stdout } = await runProcess("tar", ["-tzf", tarball], { cwd: projectRoot });
  // The licence of zod, which is a part of the program.
  expect(stdout).toContain("package/dist/LICENSES.txt\n");
  const folders = stdout
    .trim()
    .split("\n")
    .map((path) => path.split("/").slice(0, 2).join("/"));
  expect([...new Set(folders)].sort()).toEqual(
    ["CHANGELOG.md", "LICENSE", "README.md", "dist", "package.json"].map((name) => `package/${name}`),
  );
});
