import { HaDatabaseClusterConfig } from "../../modules/ha-database-cluster/inputs";

/** The least that a user has to say. */
export const smallest: HaDatabaseClusterConfig = {
  name: "orders",
  vpcId: "vpc-0a1b2c3d",
  subnetIdsByZone: {
    "us-east-1a": "subnet-0000000a",
    "us-east-1b": "subnet-0000000b",
    "us-east-1c": "subnet-0000000c",
  },
  engine: "postgres",
  engineVersion: "16",
};

/** Every optional input given, none with its default. */
export const everything: HaDatabaseClusterConfig = {
  ...smallest,
  engine: "mysql",
  engineVersion: "8.0",
  allowMajorVersionUpgrade: true,
  instanceClass: "db.r6gd.large",
  databaseName: "shop",
  masterUsername: "owner",
  port: 3307,
  allowedSecurityGroupIds: { web: "sg-0a1b2c3d" },
  allowedCidrs: ["10.0.0.0/16"],
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  parameters: [{ name: "max_connections", value: "500", applyMethod: "immediate" }],
  passwordVersion: 3,
  caCertificateId: "rds-ca-rsa4096-g1",
  maintenance: { window: "wed:22:30-thu:00:00", applyImmediately: true },
  backup: { retentionDays: 35, window: "00:00-01:00" },
  monitoring: { intervalSeconds: 15 },
  databaseInsights: "advanced",
  logExports: ["slowquery"],
  alarms: { topicArn: "arn:aws:sns:us-east-1:123456789012:alarms", freeStorageGib: 20 },
  restoreFrom: { snapshotId: "orders-before" },
  deletionProtection: false,
  finalSnapshot: false,
  permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/boundary",
  tags: { Team: "orders" },
  storage: { gib: 400, type: "io1", iops: 4000 },
};
