import { parseArgs } from "node:util";
import { patterns } from "../publisher/patterns";
import { filesOf, publish } from "../publisher/tree";
import { staleFiles, writeFiles } from "../publisher/write";
import { run } from "./terminal/run";

/** `npm run publish:modules` writes `terraform/`; with `-- --check` it only says what is stale, and fails then. */
function main(args: string[]): void {
  const { values } = parseArgs({ args, options: { check: { type: "boolean" } } });
  const published = publish(patterns);
  const files = filesOf(published);
  const stale = staleFiles(files);
  if (values.check === true) {
    stale.forEach((path) => console.error(`stale: ${path}`));
    if (stale.length > 0) console.error("Run npm run publish:modules, and commit what it writes.");
    process.exitCode = stale.length === 0 ? 0 : 1;
    return;
  }
  writeFiles(files);
  console.log(`${published.length} modules in terraform/modules, ${stale.length} files changed.`);
}

run(main);
