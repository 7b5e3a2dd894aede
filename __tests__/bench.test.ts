import { Testing } from "cdktf";
import { MultiAz } from "../modules";
import { TierByHand } from "../scripts/bench/by-hand";

type Blocks = Record<string, Record<string, object>>;

/** Resources and data sources by type, as counted in a stack's JSON. */
function countsOf(json: string): Record<string, number> {
  const { resource = {}, data = {} } = JSON.parse(json) as { resource?: Blocks; data?: Blocks };
  const count = (prefix: string, blocks: Blocks) =>
    Object.entries(blocks).map(([type, byName]) => [prefix + type, Object.keys(byName).length] as const);
  return Object.fromEntries([...count("", resource), ...count("data.", data)]);
}

test("the benchmark compares the pattern with the same resources", () => {
  const network = { vpcId: "vpc-12345678", subnetIds: ["subnet-11111111", "subnet-22222222"] };
  const pattern = Testing.synthScope((scope) => {
    new MultiAz(scope, "tier", {
      ...network,
      name: "tier",
      image: { id: "ami-12345678" },
      capacity: { needed: 4 },
    });
  });
  const byHand = Testing.synthScope((scope) => {
    new TierByHand(scope, "tier", { ...network, name: "tier", imageId: "ami-12345678", needed: 4 });
  });
  expect(Object.keys(countsOf(pattern)).length).toBeGreaterThan(15);
  expect(countsOf(byHand)).toEqual(countsOf(pattern));
});
