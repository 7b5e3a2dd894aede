import { MultiAzConfig } from "../../modules/multi-az/inputs";
import { Refused, Titled } from "../support/pattern-cases";

const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/web";

/** What can be told from the values alone: refused at synth by the construct, at plan by the published module. */
export const refusedValues: Titled<Refused<MultiAzConfig>> = {
  "name with a capital": {
    config: { name: "Web" },
    input: "name",
    rule: "2 to 20 characters of a-z",
    got: '"Web"',
  },
  "name of one character, too short for a prefix": {
    config: { name: "w" },
    input: "name",
    rule: "must be 2 to 20 characters",
    got: '"w"',
  },
  "name of 21 characters": {
    config: { name: "a-very-long-tier-name" },
    input: "name",
    rule: "must be 2 to 20 characters",
    got: '"a-very-long-tier-name"',
  },
  "name that a load balancer must not have": {
    config: { name: "internal-web" },
    input: "name",
    rule: "must not start with internal-",
    got: '"internal-web"',
  },
  "name that a security group must not have": {
    config: { name: "sg-web" },
    input: "name",
    rule: "must not be sg nor start with sg-",
    got: '"sg-web"',
  },
  "name that makes one of security groups": {
    config: { name: "sg" },
    input: "name",
    rule: "must not be sg nor start with sg-",
    got: '"sg"',
  },
  "VPC by its name": {
    config: { vpcId: "main" },
    input: "vpcId",
    rule: "must be the id of a VPC",
    got: '"main"',
  },
  "one subnet": {
    config: { subnetIds: ["subnet-0000000a"] },
    input: "subnetIds",
    rule: "must have 2 to 6 entries",
    got: '["subnet-0000000a"]',
  },
  "zone in place of a subnet": {
    config: { subnetIds: ["subnet-0000000a", "us-east-1b"] },
    input: "subnetIds[1]",
    rule: "must be the id of a subnet",
    got: '"us-east-1b"',
  },
  "image from two sources": {
    config: { image: { id: "ami-0000000a", ssmParameter: { name: "/images/web" } } },
    input: "image",
    rule: "exactly one of id, ssmParameter and fromInstance",
    got: "2",
  },
  "no image": { config: { image: {} }, input: "image", rule: "must have exactly one of", got: "0" },
  "image by its name": {
    config: { image: { id: "ubuntu" } },
    input: "image.id",
    rule: "must be the id of an AMI",
    got: '"ubuntu"',
  },
  "instance by its name": {
    config: { image: { fromInstance: { instanceId: "web-1" } } },
    input: "image.fromInstance.instanceId",
    rule: "must be the id of an instance",
    got: '"web-1"',
  },
  "instance type without a size": {
    config: { instanceType: "t3" },
    input: "instanceType",
    rule: "must be an instance type",
    got: '"t3"',
  },
  "mixed instances of one type": {
    config: { mixedInstances: { otherTypes: [] } },
    input: "mixedInstances.otherTypes",
    rule: "must have 1 to 39 entries",
    got: "[]",
  },
  "over 100 percent On-Demand": {
    config: { mixedInstances: { otherTypes: ["t3.medium"], onDemandPercent: 101 } },
    input: "mixedInstances.onDemandPercent",
    rule: "must be a whole number from 0 to 100",
    got: "101",
  },
  "unknown way to choose Spot capacity": {
    config: { mixedInstances: { otherTypes: ["t3.medium"], spotAllocationStrategy: "cheapest" as never } },
    input: "mixedInstances.spotAllocationStrategy",
    rule: "must be one of price-capacity-optimized",
    got: '"cheapest"',
  },
  "root volume of nothing": {
    config: { rootVolume: { sizeGib: 0 } },
    input: "rootVolume.sizeGib",
    rule: "must be a whole number from 1 to 16384",
    got: "0",
  },
  "policy by its name": {
    config: { policyArns: { queue: "ReadQueue" } },
    input: 'policyArns["queue"]',
    rule: "must be the ARN of a policy",
    got: '"ReadQueue"',
  },
  "too many security groups": {
    config: { securityGroupIds: ["a", "b", "c", "d", "e"].map((digit) => `sg-0000000${digit}`) },
    input: "securityGroupIds",
    rule: "must have at most 4 entries",
    got: '["sg-0000000a","sg-0000000b","sg-0000000c","sg-0000000d","sg-0000000e"]',
  },
  "egress to no port": {
    config: { egress: { database: { port: 70000, cidr: "10.0.0.0/16" } } },
    input: 'egress["database"].port',
    rule: "must be a whole number from 1 to 65535",
    got: "70000",
  },
  "egress without a name": {
    config: { egress: { "": { port: 443, cidr: "10.0.0.0/16" } } },
    input: "key of egress",
    rule: "must not be empty",
    got: '""',
  },
  "egress to a name": {
    config: { egress: { database: { port: 5432, cidr: "database.internal" } } },
    input: 'egress["database"].cidr',
    rule: "must be an IPv4 range",
    got: '"database.internal"',
  },
  "half a second of grace": {
    config: { health: { graceSeconds: 0.5 } },
    input: "health.graceSeconds",
    rule: "must be a whole number from 0 to 7200",
    got: "0.5",
  },
  "unknown rollout": {
    config: { rollout: { mode: "canary" as never } },
    input: "rollout.mode",
    rule: "must be one of refresh, replace",
    got: '"canary"',
  },
  "rollout with too wide a span": {
    config: { rollout: { minHealthyPercent: 50, maxHealthyPercent: 200 } },
    input: "rollout.maxHealthyPercent",
    rule: "must be at most 100 above rollout.minHealthyPercent (50)",
    got: "200",
  },
  "instances for a day less than one": {
    config: { maxInstanceLifetimeDays: 0 },
    input: "maxInstanceLifetimeDays",
    rule: "must be a whole number from 1 to 365",
    got: "0",
  },
  "port over the last": { config: { port: 65536 }, input: "port", rule: "from 1 to 65535", got: "65536" },
  "health check without a slash": {
    config: { healthCheck: { path: "healthz" } },
    input: "healthCheck.path",
    rule: "must be a path that starts with /",
    got: '"healthz"',
  },
  "health check by a class of codes": {
    config: { healthCheck: { matcher: "2xx" } },
    input: "healthCheck.matcher",
    rule: "must be status codes",
    got: '"2xx"',
  },
  "health check that takes longer than its interval": {
    config: { healthCheck: { intervalSeconds: 10, timeoutSeconds: 30 } },
    input: "healthCheck.timeoutSeconds",
    rule: "must be under healthCheck.intervalSeconds (10)",
    got: "30",
  },
  "HTTP on the internet": {
    config: { loadBalancer: { internal: false, allowedCidrs: ["0.0.0.0/0"] } },
    input: "loadBalancer.https",
    rule: "is required for a load balancer that the internet reaches (internal is false)",
  },
  "on the internet, and for nobody": {
    config: { loadBalancer: { internal: false, https: { certificateArn } } },
    input: "loadBalancer.allowedCidrs",
    rule: "is required for a load balancer that the internet reaches (internal is false)",
  },
  "certificate by its domain": {
    config: { loadBalancer: { https: { certificateArn: "example.org" } } },
    input: "loadBalancer.https.certificateArn",
    rule: "must be the ARN of a certificate",
    got: '"example.org"',
  },
  "connections too short": {
    config: { loadBalancer: { keepAliveSeconds: 30 } },
    input: "loadBalancer.keepAliveSeconds",
    rule: "must be a whole number from 60 to 604800",
    got: "30",
  },
  "no capacity needed": {
    config: { capacity: { needed: 0 } },
    input: "capacity.needed",
    rule: "must be a whole number from 1 to 1000",
    got: "0",
  },
  "scaling at full load": {
    config: { scaling: { cpu: { targetPercent: 95 } } },
    input: "scaling.cpu.targetPercent",
    rule: "must be a number from 10 to 90",
    got: "95",
  },
  "zone by its letter": {
    config: { drainZones: ["a"] },
    input: "drainZones[0]",
    rule: "must be the name of a zone",
    got: '"a"',
  },
  "alarm at no errors": {
    config: { alarms: { topicArn: "arn:aws:sns:us-east-1:123456789012:alarms", errorPercent: 0 } },
    input: "alarms.errorPercent",
    rule: "must be a number from 0.1 to 100",
    got: "0",
  },
  "alarm by its name": {
    config: { drill: { stopAlarmArn: "errors" } },
    input: "drill.stopAlarmArn",
    rule: "must be the ARN of a CloudWatch alarm",
    got: '"errors"',
  },
};

/** What two inputs tell together. */
export const refusedPairs: Titled<Refused<MultiAzConfig>> = {
  "warm pool of mixed instances": {
    config: { warmPool: {}, mixedInstances: { otherTypes: ["t3.medium"] } },
    input: "warmPool",
    rule: "and mixedInstances must not be given together",
  },
};
