import { ModuleJson } from "../../publisher/module-files";
import { patterns } from "../../publisher/patterns";
import { publish } from "../../publisher/tree";
import { changedConfigs } from "./configs";
import { Plain } from "./mutate";
import { Verdict, verdictOfConstruct, verdictsOfModule } from "./verdicts";

/** A changed config, and what both products say of it. */
interface Case {
  readonly config: Plain;
  readonly construct: Verdict;
  readonly module: Verdict;
}

/**
 * Configs that people could have written, right and wrong. Both products have to take the same ones, and to refuse
 * the others for the same reasons.
 */
describe.each(publish(patterns).map(({ pattern, module }) => ({ name: pattern.name, pattern, module })))(
  "$name",
  ({ pattern, module }) => {
    let found: Case[];

    beforeAll(async () => {
      const configs = changedConfigs(pattern);
      const guard = JSON.stringify(module.main);
      const said = configs
        .map((config) => ({ config, construct: verdictOfConstruct(pattern, config) }))
        // In the module the times of schedules are the guard's, and not its variables': engine/schedule-conflicts.test.ts.
        .filter(({ construct }) => !construct.some((one) => guard.includes(one.split(", got ")[0]!)));
      const questions = said.map(({ config, construct }) => ({ config, isRefused: construct.length > 0 }));
      const verdicts = await verdictsOfModule(pattern, module, questions);
      found = said.map((one, index) => ({ ...one, module: verdicts[index]! }));
    });

    test("the construct and the module take the same configs", () => {
      expect(found.filter((one) => (one.construct.length === 0) !== (one.module.length === 0))).toEqual([]);
    });

    test("what the construct says of a refused one, the module says, too", () => {
      expect(found.filter((one) => !one.construct.every((said) => isSaid(said, one.module, module)))).toEqual(
        [],
      );
    });

    test("there are many of both kinds, or the samples would say nothing", () => {
      const refused = found.filter(({ construct }) => construct.length > 0).length;
      expect(refused).toBeGreaterThan(found.length / 10);
      expect(found.length - refused).toBeGreaterThan(found.length / 10);
    });
  },
);

/**
 * Whether the module says the same: the input and the rule. It shows long values whole, and has several sentences in
 * one message. What is missing Terraform says in words of its own, and then nothing more of that input. To rules over
 * several inputs it does not get where one over a single input is broken.
 */
function isSaid(sentence: string, verdict: Verdict, { variables }: ModuleJson): boolean {
  const [reason] = sentence.split(", got ");
  const [, blamed] = /^(?:key of )?([a-z_0-9]+)/.exec(sentence)!;
  const isMissing = new RegExp(`\\.var\\.${blamed} .*(required)`, "s");
  const readByRules = JSON.stringify(variables[blamed!]?.validation).match(/\bvar\.[a-z_0-9]+/g) ?? [];
  const mayBeHidden = readByRules.some((read) => read !== `var.${blamed}`);
  return verdict.some((said) => said.includes(reason!) || isMissing.test(said) || mayBeHidden);
}
