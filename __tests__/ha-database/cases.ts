import { HaDatabaseConfig } from "../../modules/ha-database/inputs";
import { Account, PatternCases, Refused, Titled } from "../support/pattern-cases";
import { everything } from "./configs";
import { refusedPairs, refusedValues } from "./refused";

/** What the tests of both products run this pattern with. */
export const cases: PatternCases<HaDatabaseConfig> = {
  parity,
  accepted,
  refusedValues,
  refusedPairs,
  refusedLookups,
};

function accepted({ vpcId, subnets }: Account): HaDatabaseConfig {
  const zones = ["us-east-1a", "us-east-1b"];
  const subnetIdsByZone = Object.fromEntries(zones.map((zone) => [zone, subnets[zone]!]));
  return { name: "orders", vpcId, subnetIdsByZone, engine: "postgres", engineVersion: "16" };
}

function parity(account: Account): Titled<HaDatabaseConfig> {
  const { vpcId, subnets } = account;
  const { "us-east-1a": a, "us-east-1b": b, "us-east-1c": c } = subnets;
  const subnetIdsByZone = { "us-east-1a": a!, "us-east-1b": b!, "us-east-1c": c! };
  const smallest = { ...accepted(account), subnetIdsByZone };
  return {
    smallest,
    everything: { ...everything, vpcId, subnetIdsByZone },
    "MySQL with its replicas a major version ahead": {
      ...smallest,
      engine: "mysql",
      engineVersion: "8.0",
      replicas: { engineVersion: "8.4.4", zones: ["us-east-1a"] },
      logExports: ["slowquery"],
      databaseInsights: "standard",
      storage: { gib: 400, iops: 12000 },
    },
    "MariaDB without replicas": {
      ...smallest,
      engine: "mariadb",
      engineVersion: "11.4.5",
      replicas: { zones: [] },
      alarms: { topicArn: "arn:aws:sns:us-east-1:123456789012:alarms" },
      proxy: {},
      monitoring: {},
    },
  };
}

/** What only the account can tell: refused at plan by both products, in the same words. */
function refusedLookups({ vpcId, otherVpcId, subnets }: Account): Titled<Refused<HaDatabaseConfig>> {
  const [a, b] = ["a", "b"].map((letter) => subnets[`us-east-1${letter}`]!);
  return {
    "subnets that lie in each other's zones": {
      config: { subnetIdsByZone: { "us-east-1a": b!, "us-east-1b": a! } },
      input: "subnetIdsByZone",
      rule: "must name the zone of each subnet",
      got: `us-east-1a = ${b} in us-east-1b, us-east-1b = ${a} in us-east-1a`,
    },
    "subnets of another VPC": {
      config: { vpcId: otherVpcId },
      input: "subnetIdsByZone",
      rule: `must lie in the VPC ${otherVpcId}`,
      got: `subnets of ${vpcId}`,
    },
    "VPC without DNS host names": {
      config: { vpcId: otherVpcId },
      input: "vpcId",
      rule: "must be a VPC with DNS support and DNS host names on",
      got: `${otherVpcId} with true and false`,
    },
  };
}
