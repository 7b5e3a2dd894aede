import "cdktf/lib/testing/adapters/jest";
import fc from "fast-check";
import { minimumSize, sizeAfterZoneLoss } from "../../modules/multi-az/capacity";
import { resources, synth } from "./synth";

const SEED = 20250101;
const zones = fc.integer({ min: 2, max: 6 });
const needed = fc.integer({ min: 1, max: 50 });

const holds = (property: (needed: number, zones: number) => boolean) =>
  fc.assert(fc.property(needed, zones, property), { seed: SEED, numRuns: 500 });

/** How many instances each zone holds when a group spreads them as evenly as it goes, the fullest zone first. */
const spread = (instances: number, zoneCount: number): number[] =>
  Array.from({ length: zoneCount }, (_, zone) => Math.ceil((instances - zone) / zoneCount));

const leftWithoutFullest = (instances: number, zoneCount: number): number =>
  spread(instances, zoneCount)
    .slice(1)
    .reduce((all, one) => all + one, 0);

describe("minimum size", () => {
  test("leaves what is needed when the fullest zone is lost", () => {
    holds((load, count) => leftWithoutFullest(minimumSize(load, count), count) >= load);
  });

  test("is the smallest even spread that does", () => {
    holds((load, count) => {
      const evenSpreads = Array.from({ length: 100 }, (_, each) => (each + 1) * count);
      return minimumSize(load, count) === evenSpreads.find((size) => leftWithoutFullest(size, count) >= load);
    });
  });

  test("costs less with every zone more, but for what rounding up to even takes", () => {
    holds((load, count) => minimumSize(load, count + 1) < minimumSize(load, count) + count + 1);
  });
});

test("the size after a zone's loss is what the other zones hold, of any minimum", () => {
  holds((instances, count) => sizeAfterZoneLoss(instances, count) === leftWithoutFullest(instances, count));
});

test.each([
  [4, 2, 8, 4],
  [4, 3, 6, 4],
  [5, 3, 9, 6],
  [1, 2, 2, 1],
  [1, 6, 6, 5],
  [50, 6, 60, 50],
])("%d needed in %d zones: %d, and %d left", (load, count, minimum, left) => {
  expect(minimumSize(load, count)).toBe(minimum);
  expect(sizeAfterZoneLoss(minimum, count)).toBe(left);
});

describe("the tier's sizes", () => {
  const local = (config: Parameters<typeof synth>[0], name: string) => {
    const reference = resources(config).only("aws_autoscaling_group")[name] as string;
    return JSON.parse(synth(config)).locals[reference.slice("${local.".length, -1)];
  };

  test("count the zones that Terraform finds, not the subnets", () => {
    expect(local({}, "min_size")).toMatch(
      /^\$\{\(length\(local\.\w*subnet_zones\w*\) \* ceil\(4 \/ max\(\(length\(local\.\w*subnet_zones\w*\) - 1\), 1\)\)\)\}$/,
    );
  });

  test("are what is needed where no zone is to be survived", () => {
    expect(local({ capacity: { needed: 5, surviveZoneLoss: false } }, "min_size")).toBe(5);
  });

  test("leave room for twice the minimum, or for what is given", () => {
    expect(local({}, "max_size")).toMatch(/^\$\{\(local\.\w*capacity_min\w* \* 2\)\}$/);
    expect(local({ capacity: { needed: 4, max: 30 } }, "max_size")).toBe(30);
  });
});
