import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cachePath, projectRoot } from "../../harness/project";
import { stacks } from "../../stacks";
import { synthesize } from "../../stacks/app";
import { stackByHand } from "./by-hand/by-hand";
import { subjectNamed } from "./subject";

/** Two programs that synthesize the same, as arguments of node; each takes a folder for the result. */
export interface Pair {
  readonly what: string;
  readonly ours: readonly string[];
  readonly byHand: readonly string[];
}

/** What starts an app of TypeScript, as in `cdktf.json`. */
const TSX = ["--import", "tsx"];

/** The apps that are compared. The package has to be built. */
export async function appPairs(): Promise<Pair[]> {
  const { config, byHand } = await subjectNamed("multi-az");
  const { file } = byHand();
  const ours = [`new (require(${text(projectRoot)}).MultiAz)(stack, "web", ${JSON.stringify(config)});`];
  const theirs = (file: string) => [`require(${text(file)}).build(stack);`];
  return [
    {
      what: "one multi-az, of the package",
      ours: [app("package.cjs", { web: ours })],
      byHand: [app("by-hand.cjs", { web: theirs(file) })],
    },
    {
      what: "one multi-az, of the package, in TypeScript",
      ours: [...TSX, app("package.ts", { web: ours })],
      byHand: [...TSX, app("by-hand.ts", { web: theirs(inTypeScript(file)) })],
    },
    {
      what: "main.ts, nine stacks, from the sources",
      ours: [...TSX, mainApp()],
      byHand: [...TSX, app("main-by-hand.ts", mainByHand())],
    },
  ];
}

const text = (path: string) => JSON.stringify(path);

/** An app of stacks, each with the statements that fill `stack`. One of cdktf's checks starts Terraform, and is left out. */
function app(name: string, contents: Readonly<Record<string, readonly string[]>>): string {
  const filled = Object.entries(contents).map(
    ([id, statements]) => `{
  const stack = new TerraformStack(app, ${text(id)});
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  ${statements.join("\n  ")}
}`,
  );
  return write(name, [
    `const { App, TerraformStack } = require("cdktf");`,
    `const { AwsProvider } = require("@cdktf/provider-aws/lib/provider");`,
    `const app = new App({ outdir: process.argv[2], skipValidation: true });`,
    ...filled,
    "app.synth();",
  ]);
}

/** `main.ts`, without the check that starts Terraform. */
function mainApp(): string {
  return write("main.ts", [
    `import { synthesize } from ${text(join(projectRoot, "stacks/app"))};`,
    "synthesize({ outdir: process.argv[2], skipValidation: true });",
  ]);
}

function mainByHand(): Record<string, string[]> {
  const outdir = mkdtempSync(join(tmpdir(), "bench-main-"));
  synthesize({ outdir, skipValidation: true });
  const contents = Object.keys(stacks).map((name) => {
    const json = readFileSync(join(outdir, "stacks", name, "cdk.tf.json"), "utf8");
    const { file } = stackByHand(`stack-${name}`, json);
    return [name, [`require(${text(inTypeScript(file))}).build(stack);`]];
  });
  rmSync(outdir, { recursive: true });
  return Object.fromEntries(contents) as Record<string, string[]>;
}

function inTypeScript(file: string): string {
  const copy = file.replace(/\.js$/, ".ts");
  copyFileSync(file, copy);
  return copy;
}

/** Writes a program that says at its end what processor time it took. */
function write(name: string, lines: readonly string[]): string {
  const file = cachePath("bench", `app-${name}`);
  const end = `process.on("exit", () => console.log(JSON.stringify(process.cpuUsage())));`;
  writeFileSync(file, `${[...lines, end].join("\n")}\n`);
  return file;
}
