import { useEmulator } from "../../harness/jest";
import { patterns } from "../../publisher/patterns";
import { publish } from "../../publisher/tree";
import { everyShapeCases } from "../definition/fixture/cases";
import { BothPlanned, ParityCase, planBothProducts } from "../parity/both-products";
import { prepareAccount } from "../support/account";
import { Account, casesOf, NO_ACCOUNT } from "../support/pattern-cases";

const emulator = useEmulator();

/** Everything that is planned twice: the fixture of the definition kit, and every pattern. */
const subjects: { name: string; casesIn: (account: Account) => ParityCase[] }[] = [
  { name: "every-shape", casesIn: everyShapeCases },
  ...publish(patterns).map(({ pattern, module }) => ({
    name: pattern.name,
    casesIn: (account: Account) =>
      Object.entries(casesOf(pattern).parity(account)).map(([name, config]) => ({
        name,
        pattern,
        module,
        config,
      })),
  })),
];

/** The construct in a stack and a hand-written call of the published module, with the same inputs. */
describe.each(subjects)("construct and published module of $name", ({ casesIn }) => {
  const titles = casesIn(NO_ACCOUNT).map(({ name }) => name);
  let plans: Map<string, BothPlanned>;

  beforeAll(async () => {
    plans = await planBothProducts(casesIn(await prepareAccount(emulator())), emulator().url);
  });

  test.each(titles)("%s: the same resources with the same values", (title) => {
    const { construct, published: module } = plans.get(title)!;
    expect(Object.keys(module.resources).length).toBeGreaterThan(1);
    expect(Object.keys(construct.resources).sort()).toEqual(Object.keys(module.resources).sort());
    expect(construct.resources).toEqual(module.resources);
  });

  test.each(titles)("%s: the same outputs", (title) => {
    const { construct, published: module } = plans.get(title)!;
    expect(construct.outputs).toEqual(module.outputs);
  });
});
