import { StateSharingConfig } from "../../modules/state-sharing/inputs";
import { Account, PatternCases, Refused, Titled } from "../support/pattern-cases";
import { everything, smallest } from "./configs";
import { refusedPairs, refusedValues } from "./refused";

/** What the tests of both products run this pattern with. */
export const cases: PatternCases<StateSharingConfig> = {
  parity: (account) => ({
    smallest,
    everything: {
      ...everything,
      cache: {
        ...everything.cache,
        ...networkOf(account, "abc"),
        allowedSecurityGroupIds: { web: account.securityGroupId },
      },
    },
    "a cache alone": { ...smallest, table: null, cache: networkOf(account, "ab") },
    "an index, and a cache in front": {
      ...smallest,
      table: { userIndex: {}, onDemandThroughput: { maxReadRequestUnits: 100 } },
      cache: networkOf(account, "bc"),
      clientRoleNames: { web: "web" },
    },
  }),
  accepted: () => smallest,
  refusedValues,
  refusedPairs,
  refusedLookups,
};

function networkOf({ vpcId, subnets }: Account, letters: string) {
  const zones = [...letters].map((letter) => `us-east-1${letter}`);
  return { vpcId, subnetIdsByZone: Object.fromEntries(zones.map((zone) => [zone, subnets[zone]!])) };
}

/** What only the account can tell: refused at plan by both products, in the same words. */
function refusedLookups(account: Account): Titled<Refused<StateSharingConfig>> {
  const [a, b] = [account.subnets["us-east-1a"]!, account.subnets["us-east-1b"]!];
  return {
    "a subnet of another zone": {
      config: {
        cache: { ...networkOf(account, "ab"), subnetIdsByZone: { "us-east-1a": a, "us-east-1c": b } },
      },
      input: "cache.subnetIdsByZone",
      rule: "must name the zone of each subnet",
      got: `us-east-1c = ${b} in us-east-1b`,
    },
    "subnets of another VPC": {
      config: { cache: { ...networkOf(account, "ab"), vpcId: account.otherVpcId } },
      input: "cache.subnetIdsByZone",
      rule: `must lie in the VPC ${account.otherVpcId}`,
      got: `subnets of ${account.vpcId}`,
    },
    "a replica in the table's own region": {
      config: { table: { replicas: [{ region: "us-east-1" }] } },
      input: "table.replicas",
      rule: "must be in other regions than the table (us-east-1)",
      got: "us-east-1",
    },
  };
}
