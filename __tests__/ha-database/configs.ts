import { HaDatabaseConfig } from "../../modules/ha-database/inputs";

/** The least that a user has to say. */
export const smallest: HaDatabaseConfig = {
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
export const everything: HaDatabaseConfig = {
  ...smallest,
  engineVersion: "16.8",
  allowMajorVersionUpgrade: true,
  instanceClass: "db.r7g.large",
  databaseName: "shop",
  masterUsername: "owner",
  port: 5433,
  allowedSecurityGroupIds: { web: "sg-0a1b2c3d" },
  allowedCidrs: ["10.0.0.0/16", "10.1.0.0/16"],
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  parameters: [
    { name: "log_min_duration_statement", value: "500", applyMethod: "immediate" },
    { name: "shared_buffers", value: "32768" },
  ],
  passwordVersion: 7,
  iamAuthentication: false,
  caCertificateId: "rds-ca-rsa4096-g1",
  maintenance: { window: "wed:22:30-thu:00:00", applyImmediately: true },
  backup: { retentionDays: 35, window: "00:00-01:00" },
  monitoring: { intervalSeconds: 15 },
  databaseInsights: "advanced",
  logExports: ["postgresql", "upgrade"],
  alarms: { topicArn: "arn:aws:sns:us-east-1:123456789012:alarms", freeStorageGib: 2 },
  restoreFrom: { snapshotId: "orders-before" },
  deletionProtection: false,
  finalSnapshot: false,
  permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/boundary",
  tags: { Team: "orders", camelCase: "kept" },
  storage: { gib: 400, maxGib: 1000, type: "io2", iops: 4000 },
  replicas: {
    zones: ["us-east-1b", "us-east-1c"],
    instanceClass: "db.r7g.xlarge",
    engineVersion: "16.9",
    deletionProtection: true,
  },
  reader: { maxLagSeconds: 120, hostedZone: { id: "Z0123456789ABC", name: "data.internal" } },
  proxy: { maxConnectionsPercent: 50, idleClientTimeoutSeconds: 600 },
};
