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

/** What the author of a web application types: no cdktf, and the drivers are the application's own. */
const USE_STATE_STORE = `
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import session from "express-session";
import { createClient } from "redis";
import { Session, sessionStore, StateStore, StateStoreError } from "aws-ha-patterns/state-store";

const states = new StateStore<Session>({
  table: { client: new DynamoDB({ region: "us-east-1" }), name: "sessions" },
  cache: { client: createClient({ url: "redis://127.0.0.1:9" }), prefix: "sess:" },
});
const store: session.Store = sessionStore(session, states);
const loaded = Object.keys(require.cache).filter((name) => /cdktf|zod/.test(name));
console.log(JSON.stringify({ get: typeof store.get, error: new StateStoreError("x").name, loaded }));
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
    writeFileSync(join(project, "use-state-store.ts"), USE_STATE_STORE);
    const options = [
      "--strict",
      "--skipLibCheck",
      "--module",
      "commonjs",
      "--target",
      "es2022",
      "--types",
      "node",
      "--esModuleInterop",
    ];
    const sources = ["use.ts", "use-state-store.ts"];
    run("node", join(projectRoot, "node_modules/typescript/bin/tsc"), ...sources, ...options);
    const { groups, url, refused } = JSON.parse(run("node", "use.js")) as Record<string, unknown>;
    expect({ groups, url }).toEqual({ groups: 3, url: "string" });
    expect(refused).toContain("capacity.needed must be a whole number from 1 to 1000, got 0");
    expect(JSON.parse(run("node", "use-state-store.js"))).toEqual({
      get: "function",
      error: "StateStoreError",
      loaded: [],
    });
  } finally {
    rmSync(project, { recursive: true });
  }
});

/** The unpacked package in node_modules, its dependencies beside it as npm would lay them. */
function installBeside(project: string): void {
  const modules = join(project, "node_modules");
  for (const scope of ["@aws-sdk", "@cdktf", "@types"]) mkdirSync(join(modules, scope), { recursive: true });
  symlinkSync(join(project, "package"), join(modules, "aws-ha-patterns"));
  const application = ["@aws-sdk/client-dynamodb", "express-session", "@types/express-session", "redis"];
  for (const name of ["cdktf", "constructs", "zod", "@cdktf/provider-aws", "@types/node", ...application])
    symlinkSync(join(projectRoot, "node_modules", name), join(modules, name));
  // A link is followed to where it leads, and there its dependencies have to be found, too.
  symlinkSync(modules, join(project, "package", "node_modules"));
}
