import { FloatingInterfaceConfig } from "../../modules/floating-interface/inputs";
import { floatingLookups } from "../floating/refused";
import { Account, PatternCases, Refused, Titled } from "../support/pattern-cases";
import { everything } from "./configs";
import { refusedPairs, refusedValues } from "./refused";

/** What the tests of both products run this pattern with. */
export const cases: PatternCases<FloatingInterfaceConfig> = {
  parity,
  accepted,
  refusedValues,
  refusedPairs,
  refusedLookups,
};

const ALARM = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:proxy-app";

/** Nobody has these instances: a failover may have come from one that is gone for good. */
function accepted(account: Account): FloatingInterfaceConfig {
  const { subnets, securityGroupId } = account;
  return {
    name: "proxy",
    active: "blue",
    members: {
      blue: { instanceId: "i-0000000b" },
      green: launched(account, subnets["us-east-1a"]!),
    },
    subnetId: subnets["us-east-1a"]!,
    privateIp: "172.31.0.200",
    securityGroupIds: [securityGroupId],
  };
}

function launched({ launchTemplateId }: Account, ...subnetIds: string[]) {
  return { launch: { launchTemplateId, subnetIds } };
}

function parity(account: Account): Titled<FloatingInterfaceConfig> {
  const smallest = accepted(account);
  const home = account.subnets["us-east-1a"]!;
  return {
    smallest,
    everything: {
      ...everything,
      members: {
        blue: { instanceId: "i-0000000b", alarmArns: [ALARM, `${ALARM}:with:colons`] },
        green: { instanceId: "i-0000000c" },
        spare: { launch: { ...launched(account, home).launch, launchTemplateVersion: "$Latest" } },
      },
      subnetId: home,
      privateIp: "172.31.0.200",
      securityGroupIds: [account.securityGroupId],
      secondaryPrivateIps: ["172.31.15.250"],
      elasticIp: {},
      tags: { Team: "edge", camelCase: "kept" },
    },
    "instances only, an Elastic IP of one's own": {
      ...smallest,
      members: { blue: { instanceId: "i-0000000b" }, green: { instanceId: "i-0000000c" } },
      forceDetachAfterSeconds: 120,
      alarms: { topicArn: "arn:aws:sns:us-east-1:123456789012:moves" },
    },
    "launched members only": {
      ...smallest,
      active: "green",
      members: { blue: launched(account, home), green: launched(account, home) },
    },
  };
}

/** What only the account can tell. */
function refusedLookups(account: Account): Titled<Refused<FloatingInterfaceConfig>> {
  const { subnets } = account;
  const [a, b] = [subnets["us-east-1a"]!, subnets["us-east-1b"]!];
  const blue = { instanceId: "i-0000000b" };
  return {
    ...(floatingLookups({ blue, green: launched(account, a) }) as Titled<Refused<FloatingInterfaceConfig>>),
    "a launched member in another zone": {
      config: { members: { blue, green: launched(account, b) } },
      input: "members",
      rule: "must all be in the zone of subnetId, us-east-1a",
      got: `green (${b}) in another one`,
    },
    "a launched member that may also be in another zone": {
      config: { members: { blue, green: launched(account, a, b) } },
      input: "members",
      rule: "must all be in the zone of subnetId, us-east-1a",
      got: `green (${b}) in another one`,
    },
    "a subnet that is in another zone than the members": {
      config: { subnetId: b, privateIp: "172.31.16.200" },
      input: "members",
      rule: "must all be in the zone of subnetId, us-east-1b",
      got: `green (${a}) in another one`,
    },
    "a private address of another subnet": {
      config: { privateIp: "172.31.16.200" },
      input: "privateIp",
      rule: "and secondaryPrivateIps must lie in the range of subnetId, 172.31.0.0/20",
      got: "172.31.16.200",
    },
    "a secondary address of another subnet": {
      config: { secondaryPrivateIps: ["172.31.0.201", "10.0.0.1"] },
      input: "privateIp",
      rule: "and secondaryPrivateIps must lie in the range of subnetId, 172.31.0.0/20",
      got: "10.0.0.1",
    },
  };
}
