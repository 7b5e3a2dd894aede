import { StateSharingConfig } from "../../modules/state-sharing/inputs";
import { Refused, Titled } from "../support/pattern-cases";
import { cache } from "./configs";

const withCache = (changed: object): Partial<StateSharingConfig> => ({ cache: { ...cache, ...changed } });

/** What can be told from one input alone: the table's settings are one, and so are the cache's. */
export const refusedValues: Titled<Refused<StateSharingConfig>> = {
  "name with a capital": {
    config: { name: "Sessions" },
    input: "name",
    rule: "must be a-z, 0-9 and single hyphens",
    got: '"Sessions"',
  },
  "name of two letters, which DynamoDB refuses": {
    config: { name: "ab" },
    input: "name",
    rule: "must have 3 to 24 characters",
    got: '"ab"',
  },
  "name that a security group must not have": {
    config: { name: "sg-web" },
    input: "name",
    rule: "must not be sg nor start with sg-",
    got: '"sg-web"',
  },
  "role by its ARN": {
    config: { clientRoleNames: { web: "arn:aws:iam::123456789012:role/web" } },
    input: 'clientRoleNames["web"]',
    rule: "must be the name of a role",
    got: '"arn:aws:iam::123456789012:role/web"',
  },
  "topic by its name": {
    config: { alarms: { topicArn: "alarms" } },
    input: "alarms.topicArn",
    rule: "must be the ARN of an SNS topic",
    got: '"alarms"',
  },
  "memory alarm at 5 percent": {
    config: { alarms: { topicArn: "arn:aws:sns:us-east-1:123456789012:a", memoryPercent: 5 } },
    input: "alarms.memoryPercent",
    rule: "must be a number from 10 to 100",
    got: "5",
  },
  "no way back at all": {
    config: { table: { recoveryDays: 0 } },
    input: "table.recoveryDays",
    rule: "must be a whole number from 1 to 35",
    got: "0",
  },
  "key by its alias": {
    config: { table: { kmsKeyArn: "alias/state" } },
    input: "table.kmsKeyArn",
    rule: "must be the ARN of a KMS key",
    got: '"alias/state"',
  },
  "ceiling of nothing": {
    config: { table: { onDemandThroughput: { maxReadRequestUnits: 0 } } },
    input: "table.onDemandThroughput.maxReadRequestUnits",
    rule: "must be a whole number, at least 1",
    got: "0",
  },
  "index by an attribute with a blank": {
    config: { table: { userIndex: { attribute: "user name" } } },
    input: "table.userIndex.attribute",
    rule: "must be a letter and up to 49 letters, digits and _",
    got: '"user name"',
  },
  "replica in a zone": {
    config: { table: { replicas: [{ region: "eu-west-1a" }] } },
    input: "table.replicas[0].region",
    rule: "must be the name of a region",
    got: '"eu-west-1a"',
  },
  "VPC by its name": {
    config: withCache({ vpcId: "main" }),
    input: "cache.vpcId",
    rule: "must be the id of a VPC",
    got: '"main"',
  },
  "node type of EC2": {
    config: withCache({ nodeType: "t4g.small" }),
    input: "cache.nodeType",
    rule: "must be a node type",
    got: '"t4g.small"',
  },
  "major version alone": {
    config: withCache({ engineVersion: "8" }),
    input: "cache.engineVersion",
    rule: "must be a version of Valkey with its minor number",
    got: '"8"',
  },
  "Redis OSS that knows no IAM": {
    config: withCache({ redisOss: { engineVersion: "6.2" } }),
    input: "cache.redisOss.engineVersion",
    rule: "must be a version of Redis OSS from 7.0 on",
    got: '"6.2"',
  },
  "port of another service": {
    config: withCache({ port: 80 }),
    input: "cache.port",
    rule: "must be a whole number from 1150 to 65535",
    got: "80",
  },
  "prefix that matches every key": {
    config: withCache({ keyPrefix: "*" }),
    input: "cache.keyPrefix",
    rule: "must be up to 40 letters, digits, _ and -, and a colon at its end",
    got: '"*"',
  },
  "prefix with a rule of its own in it": {
    config: withCache({ keyPrefix: "sess: +@all:" }),
    input: "cache.keyPrefix",
    rule: "must be up to 40 letters, digits, _ and -, and a colon at its end",
    got: '"sess: +@all:"',
  },
  "eviction policy that there is not": {
    config: withCache({ evictionPolicy: "lru" }),
    input: "cache.evictionPolicy",
    rule: "must be one of volatile-lru",
    got: '"lru"',
  },
  "client by its name": {
    config: withCache({ allowedSecurityGroupIds: { web: "web" } }),
    input: 'cache.allowedSecurityGroupIds["web"]',
    rule: "must be the id of a security group",
    got: '"web"',
  },
  "snapshots of 36 days": {
    config: withCache({ snapshotDays: 36 }),
    input: "cache.snapshotDays",
    rule: "must be a whole number from 0 to 35",
    got: "36",
  },
  "maintenance without a day": {
    config: withCache({ maintenanceWindow: "04:00-05:00" }),
    input: "cache.maintenanceWindow",
    rule: "must be a window of UTC (sun:04:00-sun:05:00)",
    got: '"04:00-05:00"',
  },
  "one zone": {
    config: withCache({ subnetIdsByZone: { "us-east-1a": "subnet-0000000a" } }),
    input: "cache.subnetIdsByZone",
    rule: "must have 2 to 6 zones",
    got: "us-east-1a",
  },
  "index by the key": {
    config: { table: { userIndex: { attribute: "id" } } },
    input: "table.userIndex.attribute",
    rule: "must be another one than id, expires, value, version",
    got: "id",
  },
  "two replicas in one region": {
    config: { table: { replicas: [{ region: "eu-west-1" }, { region: "eu-west-1" }] } },
    input: "table.replicas",
    rule: "must each be in another region",
    got: "eu-west-1, eu-west-1",
  },
  "replica without a key of its own": {
    config: {
      table: {
        kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1",
        replicas: [{ region: "eu-west-1" }],
      },
    },
    input: "table.replicas",
    rule: "must each have a kmsKeyArn of its own",
    got: "keys of 0 of 1 replicas",
  },
  "parameter that has an input of its own": {
    config: withCache({ parameters: [{ name: "maxmemory-policy", value: "noeviction" }] }),
    input: "cache.parameters",
    rule: "must leave cluster-enabled, maxmemory-policy out",
    got: "maxmemory-policy",
  },
  "maintenance of half an hour": {
    config: withCache({ maintenanceWindow: "sun:04:00-sun:04:30" }),
    input: "cache.maintenanceWindow",
    rule: "must be from 60 minutes to a day long",
    got: "sun:04:00-sun:04:30",
  },
  "snapshot in the maintenance": {
    config: withCache({ snapshotWindow: "04:30-05:30" }),
    input: "cache.maintenanceWindow",
    rule: "must not touch cache.snapshotWindow (04:30-05:30 each day)",
    got: "sun:04:00-sun:05:00",
  },
};

/** What two inputs tell together. */
export const refusedPairs: Titled<Refused<StateSharingConfig>> = {
  "neither table nor cache": {
    config: { table: null },
    input: "table",
    rule: "must not be null without a cache",
  },
};
