import { FloatingInterfaceConfig } from "../../modules/floating-interface/inputs";
import { floatingPairs, floatingRefusals } from "../floating/refused";
import { Refused, Titled } from "../support/pattern-cases";

const MEMBERS = { blue: { instanceId: "i-0000000b" }, green: { instanceId: "i-0000000c" } };

/** What both floating patterns refuse alike, and what one value alone tells. */
export const refusedValues: Titled<Refused<FloatingInterfaceConfig>> = {
  ...(floatingRefusals(MEMBERS) as Titled<Refused<FloatingInterfaceConfig>>),
  "active with a capital": {
    config: { active: "Blue" },
    input: "active",
    rule: "must be 2 to 20 characters of a-z, 0-9 and -",
    got: '"Blue"',
  },
  "id of a subnet that is one of a VPC": {
    config: { subnetId: "vpc-0000000a" },
    input: "subnetId",
    rule: "must be the id of a subnet (subnet-…)",
    got: '"vpc-0000000a"',
  },
  "private address that is a range": {
    config: { privateIp: "10.0.1.50/24" },
    input: "privateIp",
    rule: "must be an IPv4 address (10.0.1.50)",
    got: '"10.0.1.50/24"',
  },
  "private address over 255": {
    config: { privateIp: "10.0.1.256" },
    input: "privateIp",
    rule: "must be an IPv4 address (10.0.1.50)",
    got: '"10.0.1.256"',
  },
  "private address with a leading zero": {
    config: { privateIp: "10.0.01.50" },
    input: "privateIp",
    rule: "must be an IPv4 address (10.0.1.50)",
    got: '"10.0.01.50"',
  },
  "secondary address that is a name": {
    config: { secondaryPrivateIps: ["proxy.internal"] },
    input: "secondaryPrivateIps[0]",
    rule: "must be an IPv4 address (10.0.1.50)",
    got: '"proxy.internal"',
  },
  "too many secondary addresses": {
    config: { secondaryPrivateIps: Array.from({ length: 50 }, (_, index) => `10.0.1.${index + 60}`) },
    input: "secondaryPrivateIps",
    rule: "must have at most 49 entries",
    got: "[",
  },
  "no security group": {
    config: { securityGroupIds: [] },
    input: "securityGroupIds",
    rule: "must have 1 to 16 entries",
    got: "[]",
  },
  "security group by its name": {
    config: { securityGroupIds: ["default"] },
    input: "securityGroupIds[0]",
    rule: "must be the id of a security group (sg-…)",
    got: '"default"',
  },
  "Elastic IP by its address": {
    config: { elasticIp: { existing: { allocationId: "203.0.113.7" } } },
    input: "elasticIp.existing.allocationId",
    rule: "must be the allocation id of an Elastic IP (eipalloc-…)",
    got: '"203.0.113.7"',
  },
  "force at once": {
    config: { forceDetachAfterSeconds: 4 },
    input: "forceDetachAfterSeconds",
    rule: "must be a whole number from 5 to 120",
    got: "4",
  },
  "a member that is neither there nor launched": {
    config: { members: { blue: { instanceId: "i-0000000b" }, green: {} } },
    input: "members",
    rule: "must each have exactly one of instanceId and launch",
    got: "green with none",
  },
};

/** The inputs together tell. */
export const refusedPairs: Titled<Refused<FloatingInterfaceConfig>> = {
  ...(floatingPairs(MEMBERS) as Titled<Refused<FloatingInterfaceConfig>>),
  "the primary address once more": {
    config: { privateIp: "172.31.0.200", secondaryPrivateIps: ["172.31.0.201", "172.31.0.200"] },
    input: "secondaryPrivateIps",
    rule: "must be other addresses than privateIp, each once",
    got: "172.31.0.200, 172.31.0.201, 172.31.0.200",
  },
};
