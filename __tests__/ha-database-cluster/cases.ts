import { HaDatabaseClusterConfig } from "../../modules/ha-database-cluster/inputs";
import { refusedDatabasePairs, refusedDatabaseValues } from "../database/refused";
import { Account, PatternCases, Refused, Titled } from "../support/pattern-cases";
import { everything } from "./configs";

/** What the tests of both products run this pattern with. */
export const cases: PatternCases<HaDatabaseClusterConfig> = {
  parity: (account) => ({
    smallest: accepted(account),
    everything: { ...everything, ...networkOf(account) },
    "gp3 with IOPS of its own": { ...accepted(account), storage: { gib: 400, iops: 12000 } },
  }),
  accepted,
  refusedValues: {
    ...refusedDatabaseValues,
    "engine that Multi-AZ clusters do not have": {
      config: { engine: "mariadb" as never },
      input: "engine",
      rule: "must be one of postgres, mysql",
      got: '"mariadb"',
    },
    "class without local disks": {
      config: { instanceClass: "db.m7g.large" },
      input: "instanceClass",
      rule: "must be a class with local disks",
      got: '"db.m7g.large"',
    },
    "two zones": {
      config: { subnetIdsByZone: { "us-east-1a": "subnet-0000000a", "us-east-1b": "subnet-0000000b" } },
      input: "subnetIdsByZone",
      rule: "must have 3 to 6 zones",
      got: "us-east-1a, us-east-1b",
    },
    "io1 without IOPS": {
      config: { storage: { type: "io1" } },
      input: "storage.iops",
      rule: "is required for storage of type io1",
    },
    "io1 that is too small": {
      config: { storage: { type: "io1", gib: 20, iops: 1000 } },
      input: "storage.gib",
      rule: "must be at least 100 for storage of type io1",
      got: "20",
    },
    "IOPS of a small gp3": {
      config: { storage: { iops: 12000 } },
      input: "storage.iops",
      rule: "must be left out for gp3 under 400 GiB",
      got: "12000",
    },
  },
  refusedPairs: {
    ...refusedDatabasePairs,
    "a minor version": {
      config: { engineVersion: "16.8" },
      input: "engineVersion",
      rule: "must be the major version alone",
      got: "16.8",
    },
  },
  refusedLookups,
};

function networkOf({ vpcId, subnets }: Account) {
  const zones = ["us-east-1a", "us-east-1b", "us-east-1c"];
  return { vpcId, subnetIdsByZone: Object.fromEntries(zones.map((zone) => [zone, subnets[zone]!])) };
}

function accepted(account: Account): HaDatabaseClusterConfig {
  return { ...networkOf(account), name: "orders", engine: "postgres", engineVersion: "16" };
}

/** What only the account can tell: refused at plan by both products, in the same words. */
function refusedLookups({ vpcId, otherVpcId, subnets }: Account): Titled<Refused<HaDatabaseClusterConfig>> {
  const [a, b] = ["a", "b"].map((letter) => subnets[`us-east-1${letter}`]!);
  return {
    "a subnet of another zone": {
      config: { subnetIdsByZone: { "us-east-1a": a!, "us-east-1b": b!, "us-east-1c": a! } },
      input: "subnetIdsByZone",
      rule: "must name the zone of each subnet",
      got: `us-east-1c = ${a} in us-east-1a`,
    },
    "subnets of another VPC": {
      config: { vpcId: otherVpcId },
      input: "subnetIdsByZone",
      rule: `must lie in the VPC ${otherVpcId}`,
      got: `subnets of ${vpcId}`,
    },
  };
}
