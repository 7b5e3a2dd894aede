import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve, sep } from "node:path";
import { bundled, namesLine } from "./build/bundle";
import { onCdktn } from "./build/cdktn";
import { licencesOf } from "./build/licences";

const ROOT = resolve(__dirname, "..");
const DIST = join(ROOT, "dist");

/** What instances run, in other languages than TypeScript: the compiler leaves it out, and the constructs read it. */
const PROGRAMS = [
  "bootstrap/program",
  "floating-interface/guest/floating-interface.sh",
  "job-observer/worker",
];

/** Without cdktf, and so the same for everybody: the twin has no second one. */
const NEUTRAL = ["state-store"];

/** `npm run build`: what the package has in `dist/`, and in `dist/cdktn/` the same for users of cdktn. */
async function main(): Promise<void> {
  rmSync(DIST, { recursive: true, force: true });
  const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
  const compiled = spawnSync(process.execPath, [compiler, "-p", "tsconfig.build.json"], {
    cwd: ROOT,
    stdio: "inherit",
  });
  if (compiled.status !== 0) throw new Error("The sources do not compile.");
  for (const part of PROGRAMS) cpSync(join(ROOT, "modules", part), join(DIST, part), { recursive: true });
  await bundleIndex();
  writeCdktnTwin();
}

/** Puts the index and what it loads into one file in place of many; beside it, the licences of what others wrote of it. */
async function bundleIndex(): Promise<void> {
  const { peerDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Manifest;
  const { text, packages } = await bundled(join(ROOT, "modules/index.ts"), Object.keys(peerDependencies));
  for (const path of readdirSync(DIST, { recursive: true, encoding: "utf8" }))
    if (path.endsWith(".js") && !NEUTRAL.includes(path.split(sep)[0]!)) rmSync(join(DIST, path));
  const index = join(DIST, "index.js");
  writeFileSync(index, text);
  appendFileSync(index, namesLine(Object.keys(createRequire(index)(index) as object)));
  writeFileSync(join(DIST, "LICENSES.txt"), licencesOf(packages));
}

function writeCdktnTwin(): void {
  const files = readdirSync(DIST).filter((name) => !NEUTRAL.includes(name));
  for (const name of files) cpSync(join(DIST, name), join(DIST, "cdktn", name), { recursive: true });
  for (const path of readdirSync(join(DIST, "cdktn"), { recursive: true, encoding: "utf8" })) {
    if (!/\.(js|d\.ts)$/.test(path)) continue;
    const file = join(DIST, "cdktn", path);
    writeFileSync(file, onCdktn(readFileSync(file, "utf8")));
  }
}

interface Manifest {
  readonly peerDependencies: Readonly<Record<string, string>>;
}

void main();
