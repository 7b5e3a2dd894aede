import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { withLock } from "../../harness/lock-directory";
import { cachePath, projectRoot } from "../../harness/project";
import { runProcess, tail } from "../../harness/run-process";
import { onCdktn } from "../../scripts/build/cdktn";

/** Packages on which the sources have to work, with a lockfile of their own: a folder of `versions/`. */
export interface Variant {
  readonly name: string;
  /** Exact version by package. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** Whether the packages are those of cdktn, to which the imports of the sources are mapped. */
  readonly isCdktn: boolean;
}

const versionsFolder = join(projectRoot, "versions");

/** Every folder of `versions/`. */
export const variants: readonly Variant[] = readdirSync(versionsFolder)
  .sort()
  .map((name) => {
    const { dependencies } = readJson(join(versionsFolder, name, "package.json")) as Variant;
    return { name, dependencies, isCdktn: "cdktn" in dependencies };
  });

/**
 * Installs a variant's packages as its lockfile says, once for each lockfile, and returns their folder: an empty
 * project of a user. Below the repository, so that what the packages do not bring is found in its `node_modules`.
 */
export async function installed({ name }: Variant): Promise<string> {
  const folder = cachePath("versions", name);
  const mark = join(folder, "installed");
  const wanted = createHash("sha256")
    .update(readFileSync(join(versionsFolder, name, "package-lock.json")))
    .digest("hex");
  await withLock(`${folder}.lock`, async () => {
    if (existsSync(mark) && readFileSync(mark, "utf8") === wanted) return;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    cpSync(join(versionsFolder, name), folder, { recursive: true });
    await npm(folder, "ci", "--ignore-scripts");
    writeFileSync(mark, wanted);
  });
  return folder;
}

/** Runs npm in a folder. */
export async function npm(folder: string, ...args: string[]): Promise<string> {
  const quiet = ["--no-audit", "--no-fund", "--prefer-offline"];
  const result = await runProcess("npm", [...args, ...quiet], { cwd: folder, timeLimitSeconds: 600 });
  if (result.exitCode !== 0) throw new Error(`npm ${args.join(" ")} in ${folder}:\n${tail(result.stderr)}`);
  return result.stdout;
}

/** What the sources are: everything that TypeScript users and the published modules are made of. */
const SOURCES = ["modules", "publisher", "stacks", "examples", "scripts", "harness", "main.ts", "terraform"];

/** A copy of today's sources beside a variant's packages, its imports mapped to them. */
export async function sourcesOn(variant: Variant): Promise<string> {
  const project = join(await installed(variant), "sources");
  rmSync(project, { recursive: true, force: true });
  for (const source of SOURCES) cpSync(join(projectRoot, source), join(project, source), { recursive: true });
  if (variant.isCdktn) for (const file of typescriptBelow(project)) rewrite(file, onCdktn);
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify(TSCONFIG));
  writeFileSync(join(project, "package.json"), "{}");
  return project;
}

const TSCONFIG = {
  extends: join(projectRoot, "tsconfig.json"),
  compilerOptions: { types: ["node"] },
  include: ["main.ts", "stacks", "modules", "publisher", "examples"],
  exclude: [],
};

/** The TypeScript files in a folder. */
export function typescriptBelow(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return files.filter((file) => file.endsWith(".ts")).map((file) => join(folder, file));
}

function rewrite(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

/** The version of a package that a file in this folder would get. */
export function resolvedVersion(folder: string, name: string): string {
  const found = createRequire(join(folder, "index.js")).resolve(`${name}/package.json`);
  return (readJson(found) as { version: string }).version;
}

/** Runs a program of the project's own `node_modules` on the files of a folder. */
export function runNode(folder: string, program: string, ...args: string[]) {
  const entry = program.startsWith("--") ? program : join(projectRoot, "node_modules", program);
  return runProcess(process.execPath, [entry, ...args], { cwd: folder, timeLimitSeconds: 300 });
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
