import { useEmulator } from "../../harness/jest";
import { patterns } from "../../publisher/patterns";
import { publish } from "../../publisher/tree";
import { BothPlanned, ParityCase, planBothProducts } from "../parity/both-products";
import { everyShapeCases, everyShapeConfigs, multiAzConfigs } from "../parity/cases";
import { amazonLinux, defaultNetwork } from "../../harness/account";

const emulator = useEmulator();
const published = publish(patterns);

function casesOf(name: string, configs: Record<string, object>): ParityCase[] {
  const { pattern, module } = published.find((one) => one.pattern.name === name)!;
  return Object.entries(configs).map(([title, config]) => ({
    name: `${name}: ${title}`,
    pattern,
    module,
    config,
  }));
}

/** The construct in a stack and a hand-written call of the published module, with the same inputs. */
describe("construct and published module", () => {
  const names = [
    ...Object.keys(everyShapeConfigs).map((title) => `every-shape: ${title}`),
    ...Object.keys(multiAzConfigs({ vpcId: "", subnetIds: [], imageId: "" })).map(
      (title) => `multi-az: ${title}`,
    ),
  ];
  let plans: Map<string, BothPlanned>;

  beforeAll(async () => {
    const { vpcId, subnets } = await defaultNetwork(emulator());
    const subnetIds = ["us-east-1a", "us-east-1b", "us-east-1c"].map((zone) => subnets[zone]!);
    const account = { vpcId, subnetIds, imageId: await amazonLinux(emulator(), "x86_64") };
    const cases = [...everyShapeCases(), ...casesOf("multi-az", multiAzConfigs(account))];
    plans = await planBothProducts(cases, emulator().url);
  });

  test.each(names)("%s: the same resources with the same values", (name) => {
    const { construct, published: module } = plans.get(name)!;
    expect(Object.keys(module.resources).length).toBeGreaterThan(2);
    expect(Object.keys(construct.resources).sort()).toEqual(Object.keys(module.resources).sort());
    expect(construct.resources).toEqual(module.resources);
  });

  test.each(names)("%s: the same outputs", (name) => {
    const { construct, published: module } = plans.get(name)!;
    expect(construct.outputs).toEqual(module.outputs);
  });
});
