import { patterns } from "../publisher/patterns";
import { Files } from "../publisher/module-files";
import { publish, rootFiles } from "../publisher/tree";
import { staleFiles, writeFiles } from "../publisher/write";

/** `npm run publish:modules` writes `terraform/`; with `-- --check` it only says what is stale, and fails then. */
function main(args: string[]): void {
  const published = publish(patterns);
  const files = Object.assign(rootFiles(patterns), ...published.map((one) => one.files)) as Files;
  const stale = staleFiles(files);
  if (args.includes("--check")) {
    stale.forEach((path) => console.error(`stale: ${path}`));
    process.exitCode = stale.length === 0 ? 0 : 1;
    return;
  }
  writeFiles(files);
  console.log(`${published.length} modules in terraform/modules, ${stale.length} files changed.`);
}

main(process.argv.slice(2));
