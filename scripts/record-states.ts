import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { startEmulator } from "../harness/emulator";
import { projectRoot } from "../harness/project";
import { patterns } from "../publisher/patterns";
import { Pattern } from "../publisher/pattern";
import { recordedStates, statesFolder } from "../__tests__/upgrades/recorded-state";
import { recordState, textOf } from "../__tests__/upgrades/record";
import { importCases } from "./pattern-cases";
import { releaseVersion } from "./release/summary";
import { run } from "./terminal/run";

/**
 * `npm run record:states` records what the modules leave in a state, for the patterns of which there is no record in
 * the current line of versions; with names (`-- multi-az`) for those, also again.
 */
async function main(args: string[]): Promise<void> {
  const chosen = chosenPatterns(parseArgs({ args, allowPositionals: true }).positionals);
  if (chosen.length === 0) return console.log(`Every pattern has a record for ${releaseVersion()}.`);
  const emulator = await startEmulator();
  try {
    for (const pattern of chosen) {
      const report = (title: string) => console.log(`${pattern.name}: ${title}`);
      const state = await recordState(emulator, pattern, await importCases(pattern), report);
      const file = join(statesFolder, pattern.name, `${state.version}.json`);
      mkdirSync(join(statesFolder, pattern.name), { recursive: true });
      writeFileSync(file, textOf(state));
      console.log(`${relative(projectRoot, file)}: ${Object.keys(state.cases).join(", ")}`);
      for (const [title, reason] of Object.entries(state.notApplied))
        console.log(`  without ${title}: ${reason}`);
    }
  } finally {
    await emulator.stop();
  }
}

function chosenPatterns(names: string[]): Pattern[] {
  const unknown = names.filter((name) => !patterns.some((pattern) => pattern.name === name));
  if (unknown.length > 0)
    throw new Error(
      `There is no pattern ${unknown.join(", ")}; there are ${patterns.map(({ name }) => name).join(", ")}.`,
    );
  if (names.length > 0) return patterns.filter(({ name }) => names.includes(name));
  return patterns.filter(({ name }) => recordedStates(name).length === 0);
}

run(main);
