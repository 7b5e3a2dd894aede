import { useEmulator } from "../../harness/jest";
import { patterns } from "../../publisher/patterns";
import { planOn, UpgradePlan } from "../upgrades/plan-on";
import { releaseVersion } from "../../scripts/release/summary";
import { RecordedState, recordedStates } from "../upgrades/recorded-state";

const emulator = useEmulator();

const states = new Map<string, RecordedState[]>(patterns.map(({ name }) => [name, recordedStates(name)]));

let plan: UpgradePlan;
beforeAll(async () => {
  plan = await planOn(emulator(), [...states.values()].flat());
});

describe.each(patterns)("today's module of $name", ({ name }) => {
  test("has the state of a release to be planned on", () => {
    if (states.get(name)!.length > 0) return;
    throw new Error(
      `There is no recorded state of ${name} for ${releaseVersion()}: npm run record:states -- ${name}, ` +
        "and commit what it writes to __tests__/upgrades/states.",
    );
  });

  for (const { version, cases } of states.get(name)!)
    describe.each(Object.keys(cases))(`on the state of ${version}, %s`, (title) => {
      test("replaces and destroys nothing", () => {
        const { kept, lost } = plan.of(name, version, title);
        expect(lost).toEqual([]);
        expect(kept.length).toBeGreaterThan(1);
      });

      test("adds nothing", () => {
        expect(plan.of(name, version, title).added).toEqual([]);
      });
    });
});

test("another name would replace resources, and that is seen", () => {
  expect(plan.renamed.lost.length).toBeGreaterThan(1);
});
