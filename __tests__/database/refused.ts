/**
 * What every pattern with a database refuses. The configs are of the fields that they share, so that each pattern
 * can take them.
 */
export const refusedDatabaseValues = {
  "name with a capital": {
    config: { name: "Orders" },
    input: "name",
    rule: "must be a-z, 0-9 and single hyphens",
    got: '"Orders"',
  },
  "name with two hyphens in a row": {
    config: { name: "orders--eu" },
    input: "name",
    rule: "must be a-z, 0-9 and single hyphens",
    got: '"orders--eu"',
  },
  "name of 25 characters": {
    config: { name: "orders-of-the-whole-shop1" },
    input: "name",
    rule: "must have at most 24 characters",
    got: '"orders-of-the-whole-shop1"',
  },
  "name that a security group must not have": {
    config: { name: "sg-web" },
    input: "name",
    rule: "must not be sg nor start with sg-",
    got: '"sg-web"',
  },
  "VPC by its name": {
    config: { vpcId: "main" },
    input: "vpcId",
    rule: "must be the id of a VPC",
    got: '"main"',
  },
  "version by its name": {
    config: { engineVersion: "latest" },
    input: "engineVersion",
    rule: "must be one to three numbers",
    got: '"latest"',
  },
  "database name with a hyphen": {
    config: { databaseName: "my-app" },
    input: "databaseName",
    rule: "must be 1 to 63 characters of a-z, 0-9 and _",
    got: '"my-app"',
  },
  "master user of 17 characters": {
    config: { masterUsername: "a_very_long_owner" },
    input: "masterUsername",
    rule: "must be 1 to 16 characters",
    got: '"a_very_long_owner"',
  },
  "port that RDS refuses": {
    config: { port: 80 },
    input: "port",
    rule: "must be a whole number from 1150 to 65535",
    got: "80",
  },
  "client by its name": {
    config: { allowedSecurityGroupIds: { web: "web" } },
    input: 'allowedSecurityGroupIds["web"]',
    rule: "must be the id of a security group",
    got: '"web"',
  },
  "key by its alias": {
    config: { kmsKeyArn: "alias/data" },
    input: "kmsKeyArn",
    rule: "must be the ARN of a KMS key",
    got: '"alias/data"',
  },
  "TLS switched off": {
    config: { parameters: [{ name: "rds.force_ssl", value: "0" }] },
    input: "parameters",
    rule: "must leave rds.force_ssl, require_secure_transport out, since TLS is forced",
    got: "rds.force_ssl",
  },
  "zeroth password": {
    config: { passwordVersion: 0 },
    input: "passwordVersion",
    rule: "must be a whole number, at least 1",
    got: "0",
  },
  "certificate authority that is none": {
    config: { caCertificateId: "my-ca" },
    input: "caCertificateId",
    rule: "must be a certificate authority of RDS",
    got: '"my-ca"',
  },
  "maintenance on no day": {
    config: { maintenance: { window: "04:00-05:00" } },
    input: "maintenance.window",
    rule: "must be a window of UTC",
    got: '"04:00-05:00"',
  },
  "maintenance of a quarter of an hour": {
    config: { maintenance: { window: "sun:04:00-sun:04:15" } },
    input: "maintenance.window",
    rule: "must be from 30 minutes to a day long",
    got: "sun:04:00-sun:04:15",
  },
  "no backups": {
    config: { backup: { retentionDays: 0 } },
    input: "backup.retentionDays",
    rule: "must be a whole number from 1 to 35",
    got: "0",
  },
  "backup of a quarter of an hour": {
    config: { backup: { window: "02:00-02:15" } },
    input: "backup.window",
    rule: "must be 30 minutes long or more",
    got: "02:00-02:15",
  },
  "monitoring every 7 seconds": {
    config: { monitoring: { intervalSeconds: 7 } },
    input: "monitoring.intervalSeconds",
    rule: "must be 1, 5, 10, 15, 30 or 60",
    got: "7",
  },
  "alarms to an e-mail address": {
    config: { alarms: { topicArn: "ops@example.com" } },
    input: "alarms.topicArn",
    rule: "must be the ARN of an SNS topic",
    got: '"ops@example.com"',
  },
  "snapshot without a name": {
    config: { restoreFrom: { snapshotId: "" } },
    input: "restoreFrom.snapshotId",
    rule: "must have at least 1 characters",
    got: '""',
  },
};

/** What two of the fields that they share tell together. */
export const refusedDatabasePairs = {
  "PostgreSQL 16.9.1, which is none": {
    config: { engineVersion: "16.9.1" },
    input: "engineVersion",
    rule: "must be one or two numbers (16 or 16.9) for postgres",
    got: "16.9.1",
  },
  "a major version, but not now": {
    config: { allowMajorVersionUpgrade: true },
    input: "allowMajorVersionUpgrade",
    rule: "needs maintenance.applyImmediately",
  },
  "maintenance while the backup runs": {
    config: { maintenance: { window: "sun:02:30-sun:03:30" } },
    input: "maintenance.window",
    rule: "must not touch backup.window (02:00-03:00 each day)",
    got: "sun:02:30-sun:03:30",
  },
  "backup within a long maintenance": {
    config: { maintenance: { window: "sat:22:00-sun:06:00" }, backup: { window: "03:00-03:30" } },
    input: "maintenance.window",
    rule: "must not touch backup.window (03:00-03:30 each day)",
    got: "sat:22:00-sun:06:00",
  },
  "log of another engine": {
    config: { logExports: ["slowquery"] },
    input: "logExports",
    rule: "must be logs of postgres (iam-db-auth-error, postgresql, upgrade)",
    got: "slowquery",
  },
};
