import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../harness/project";

/** What a TypeScript user types after `npm install`, against the packed tarball. */
const USE = `
import { App, TerraformStack } from "cdktf";
import { BootstrapInstance, InputError, JobObserver, MultiAz, MultiAzConfig } from "aws-ha-patterns";

const config: MultiAzConfig = {
  name: "web",
  vpcId: "vpc-12345678",
  subnetIds: ["subnet-11111111", "subnet-22222222"],
  image: { id: "ami-12345678" },
  capacity: { needed: 4 },
};
const stack = new TerraformStack(new App({ skipValidation: true }), "s");
const web = new MultiAz(stack, "web", config);
const url: string = web.url;
const { capacity: _, ...place } = config;
new BootstrapInstance(stack, "docs", { ...place, name: "docs", bootstrap: { packages: ["nginx"] } });
new JobObserver(stack, "jobs", {
  ...{ ...place, name: "jobs", worker: { command: "true" } },
  job: { secondsPerJob: 10, acceptableLatencySeconds: 900 },
});
const groups = Object.keys((stack.toTerraform() as any).resource.aws_autoscaling_group);
let refused = "";
try {
  new MultiAz(stack, "bad", { ...config, capacity: { needed: 0 } });
} catch (error) {
  if (error instanceof InputError) refused = error.message;
}
console.log(JSON.stringify({ groups: groups.length, url: typeof url, refused }));
`;

test("the packed npm package compiles and works in a project of its own", () => {
  const project = mkdtempSync(join(tmpdir(), "consumer-"));
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd: project, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  try {
    execFileSync("npm", ["pack", "--silent", "--pack-destination", project], { cwd: projectRoot });
    const [tarball] = readdirSync(project);
    run("tar", "-xzf", tarball!);
    installBeside(project);
    writeFileSync(join(project, "use.ts"), USE);
    const options = [
      "--strict",
      "--skipLibCheck",
      "--module",
      "commonjs",
      "--target",
      "es2022",
      "--types",
      "node",
    ];
    run("node", join(projectRoot, "node_modules/typescript/bin/tsc"), "use.ts", ...options);
    const { groups, url, refused } = JSON.parse(run("node", "use.js")) as Record<string, unknown>;
    expect({ groups, url }).toEqual({ groups: 3, url: "string" });
    expect(refused).toContain("capacity.needed must be a whole number from 1 to 1000, got 0");
  } finally {
    rmSync(project, { recursive: true });
  }
});

/** The unpacked package in node_modules, its dependencies beside it as npm would lay them. */
function installBeside(project: string): void {
  const modules = join(project, "node_modules");
  for (const scope of ["@cdktf", "@types"]) mkdirSync(join(modules, scope), { recursive: true });
  symlinkSync(join(project, "package"), join(modules, "aws-ha-patterns"));
  for (const name of ["cdktf", "constructs", "zod", "@cdktf/provider-aws", "@types/node"])
    symlinkSync(join(projectRoot, "node_modules", name), join(modules, name));
  // A link is followed to where it leads, and there its dependencies have to be found, too.
  symlinkSync(modules, join(project, "package", "node_modules"));
}
