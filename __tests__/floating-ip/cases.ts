import { FloatingIpConfig } from "../../modules/floating-ip/inputs";
import { floatingLookups, floatingPairs, floatingRefusals } from "../floating/refused";
import { Account, PatternCases, Refused, Titled } from "../support/pattern-cases";
import { everything, smallest } from "./configs";

type Refusals = Titled<Refused<FloatingIpConfig>>;

/** What the tests of both products run this pattern with. */
export const cases: PatternCases<FloatingIpConfig> = {
  parity: ({ subnetIds, launchTemplateId }: Account) => ({
    smallest,
    everything: {
      ...everything,
      members: {
        ...everything.members,
        red: { launch: { launchTemplateId, launchTemplateVersion: "1", subnetIds: subnetIds.slice(0, 2) } },
      },
    },
    "launched members alone": {
      name: "proxy",
      active: "green",
      members: Object.fromEntries(
        ["blue", "green"].map((name) => [name, { launch: { launchTemplateId, subnetIds: [subnetIds[0]!] } }]),
      ),
    },
  }),
  accepted: () => smallest,
  refusedValues: {
    ...(floatingRefusals(smallest.members) as Refusals),
    "an interface by name": {
      config: {
        members: { ...smallest.members, blue: { instanceId: "i-0000000b", networkInterfaceId: "eth0" } },
      },
      input: 'members["blue"].networkInterfaceId',
      rule: "must be the id of a network interface",
      got: '"eth0"',
    },
    "an instance without its interface": {
      config: { members: { ...smallest.members, blue: { instanceId: "i-0000000b" } } },
      input: "members",
      rule: "must have networkInterfaceId where they have instanceId, and only there",
      got: "blue with",
    },
    "no address": {
      config: { addresses: {} },
      input: "addresses",
      rule: "must be 1 to 5",
      got: "0",
    },
    "an address by itself": {
      config: { addresses: { main: { existing: { allocationId: "203.0.113.1" } } } },
      input: 'addresses["main"].existing.allocationId',
      rule: "must be the allocation id of an Elastic IP",
      got: '"203.0.113.1"',
    },
    "a pool by name": {
      config: { addresses: { main: { publicIpv4Pool: "ours" } } },
      input: 'addresses["main"].publicIpv4Pool',
      rule: "must be the id of an address pool",
      got: '"ours"',
    },
  },
  refusedPairs: floatingPairs(smallest.members) as Refusals,
  refusedLookups: () => floatingLookups(smallest.members) as Refusals,
};
