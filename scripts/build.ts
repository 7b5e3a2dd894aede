import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { onCdktn } from "./build/cdktn";

const ROOT = resolve(__dirname, "..");
const DIST = join(ROOT, "dist");

/** `npm run build`: what the package has in `dist/`, and in `dist/cdktn/` the same for users of cdktn. */
function main(): void {
  rmSync(DIST, { recursive: true, force: true });
  const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
  const compiled = spawnSync(process.execPath, [compiler, "-p", "tsconfig.build.json"], {
    cwd: ROOT,
    stdio: "inherit",
  });
  if (compiled.status !== 0) throw new Error("The sources do not compile.");
  cpSync(join(ROOT, "modules/bootstrap/program"), join(DIST, "bootstrap/program"), { recursive: true });
  writeCdktnTwin();
}

function writeCdktnTwin(): void {
  const files = readdirSync(DIST);
  for (const name of files) cpSync(join(DIST, name), join(DIST, "cdktn", name), { recursive: true });
  for (const path of readdirSync(join(DIST, "cdktn"), { recursive: true, encoding: "utf8" })) {
    if (!/\.(js|d\.ts)$/.test(path)) continue;
    const file = join(DIST, "cdktn", path);
    writeFileSync(file, onCdktn(readFileSync(file, "utf8")));
  }
}

main();
