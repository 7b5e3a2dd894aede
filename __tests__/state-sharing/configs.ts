import { StateSharingConfig } from "../../modules/state-sharing/inputs";

/** The least that a user has to say: a table. */
export const smallest: StateSharingConfig = { name: "sessions" };

/** The least of a cache. */
export const cache: NonNullable<StateSharingConfig["cache"]> = {
  vpcId: "vpc-0a1b2c3d",
  subnetIdsByZone: { "us-east-1a": "subnet-0000000a", "us-east-1b": "subnet-0000000b" },
};

const key = (region: string) => `arn:aws:kms:${region}:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** Every optional input given, none with its default. */
export const everything: StateSharingConfig = {
  ...smallest,
  table: {
    recoveryDays: 7,
    kmsKeyArn: key("us-east-1"),
    onDemandThroughput: { maxReadRequestUnits: 4000, maxWriteRequestUnits: 1000 },
    userIndex: { attribute: "owner" },
    replicas: [
      { region: "eu-west-1", kmsKeyArn: key("eu-west-1") },
      { region: "us-west-2", kmsKeyArn: key("us-west-2") },
    ],
  },
  cache: {
    ...cache,
    subnetIdsByZone: { ...cache.subnetIdsByZone, "us-east-1c": "subnet-0000000c" },
    allowedSecurityGroupIds: { web: "sg-0a1b2c3d" },
    allowedCidrs: ["10.0.0.0/16"],
    nodeType: "cache.m7g.large",
    engineVersion: "7.2",
    redisOss: { engineVersion: "7.0" },
    port: 6380,
    keyPrefix: "shop-sessions:",
    evictionPolicy: "allkeys-lfu",
    parameters: [{ name: "timeout", value: "300" }],
    snapshotDays: 7,
    snapshotWindow: "00:00-01:00",
    maintenanceWindow: "wed:22:30-wed:23:30",
    applyImmediately: true,
    kmsKeyArn: key("us-east-1"),
  },
  clientRoleNames: { web: "web", jobs: "worker" },
  alarms: {
    topicArn: "arn:aws:sns:us-east-1:123456789012:alarms",
    memoryPercent: 70,
    maxLagSeconds: 10,
  },
  deletionProtection: false,
  tags: { Team: "shop" },
};
