import { z } from "zod";
import {
  atMost,
  Bound,
  choose,
  equal,
  every,
  flag,
  joined,
  keysOf,
  not,
  Rule,
  sizeOf,
  some,
  text,
  without,
} from "../definition";
import { knownLogs, minorParts, TLS_PARAMETERS } from "./engine";
import { BACKUP_WINDOW, MAINTENANCE_WINDOW } from "./windows";
import { windowRules } from "./window-rules";
import {
  BEGINS_SECURITY_GROUPS,
  ipv4Range,
  kmsKeyArn,
  policyArn,
  securityGroupId,
  subnetId,
  topicArn,
  vpcId,
  zoneName,
} from "../aws-values";

/** Version of the engine. */
export function engineVersion() {
  return z
    .string()
    .regex(
      /^[1-9][0-9]*(\.[0-9]+){0,2}$/,
      "must be one to three numbers with dots between them (16, 8.4, 16.9)",
    );
}

/** Class of an instance. */
export function instanceClass() {
  return z.string().regex(/^db\.[a-z0-9-]+\.[a-z0-9-]+$/, "must be an instance class (db.m7g.large)");
}

/** Inputs of every pattern that runs a database of Amazon RDS. */
export const databaseFields = {
  /** Name of the database in AWS, and prefix of everything around it. */
  name: z
    .string()
    .max(24)
    .regex(
      /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
      "must be a-z, 0-9 and single hyphens, starting with a letter and not ending with a hyphen",
    )
    .regex(...BEGINS_SECURITY_GROUPS),
  /** Id of the VPC; its DNS support and DNS host names are on. */
  vpcId: vpcId(),
  /** A private subnet for each zone: id by the zone's name, for instance `us-east-1a`. The names have to be known at plan; the ids may be made in the same apply. */
  subnetIdsByZone: z.record(zoneName(), subnetId()),
  /** Version of the engine. The major version alone (`16`, `8.4`): RDS moves the minor one, in the maintenance window. A full one (`16.9`) stays until you change it. */
  engineVersion: engineVersion(),
  /** Let a changed `engineVersion` be another major version, which there is no way back from. Needs `maintenance.applyImmediately`, since the parameters of the new version cannot wait for the window. */
  allowMajorVersionUpgrade: flag().default(false),
  /** Name of the database that is made in it. Decide once: another name is another database, and replaces this one. */
  databaseName: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,62}$/, "must be 1 to 63 characters of a-z, 0-9 and _, starting with a letter")
    .default("app"),
  /** Name of the master user. Decide once, as with `databaseName`. */
  masterUsername: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,15}$/, "must be 1 to 16 characters of a-z, 0-9 and _, starting with a letter")
    .default("dbadmin"),
  /** TCP port; 5432 for PostgreSQL and 3306 for MySQL and MariaDB when left out. Another one restarts the database. */
  port: z.number().int().min(1150).max(65535).optional(),
  /** Security groups whose members may connect, each by a name of your choice. */
  allowedSecurityGroupIds: z.record(z.string(), securityGroupId()).default({}),
  /** IPv4 ranges that may connect. */
  allowedCidrs: z.array(ipv4Range()).default([]),
  /** ARN of the KMS key for storage, snapshots, the secret and Database Insights; the account's own keys of AWS when left out. Decide once: another key replaces the database. */
  kmsKeyArn: kmsKeyArn().optional(),
  /** Parameters of the engine beside the one that forces TLS. */
  parameters: z
    .array(
      z.strictObject({
        /** Name. */
        name: z.string().regex(/^[a-z][a-z0-9_.]*$/, "must be the name of a parameter in lower case"),
        /** Value. */
        value: z.string().min(1),
        /** When it counts: with the next reboot, or at once, which static parameters refuse. */
        applyMethod: z.enum(["pending-reboot", "immediate"]).default("pending-reboot"),
      }),
    )
    .default([]),
  /** Another number makes another password of the master user, in the secret and in the database. */
  passwordVersion: z.number().int().min(1).default(1),
  /** Identifier of the certificate authority of the servers' certificates, for instance `rds-ca-rsa2048-g1`; the account's default when left out. */
  caCertificateId: z
    .string()
    .regex(/^rds-ca-[a-z0-9-]+$/, "must be a certificate authority of RDS (rds-ca-…)")
    .optional(),
  /** When RDS may work on it. */
  maintenance: z
    .strictObject({
      /** Half an hour to a day each week, in UTC. It must not touch `backup.window`. */
      window: z
        .string()
        .regex(MAINTENANCE_WINDOW, "must be a window of UTC (sun:04:00-sun:05:00)")
        .default("sun:04:00-sun:05:00"),
      /** Make changes that interrupt at apply, not in the window. */
      applyImmediately: flag().default(false),
    })
    .prefault({}),
  /** Backups, from which any second of the retention can be restored. */
  backup: z
    .strictObject({
      /** Days that they are kept. Replicas need them, so there is no 0. */
      retentionDays: z.number().int().min(1).max(35).default(7),
      /** Half an hour or more each day, in UTC. */
      window: z
        .string()
        .regex(BACKUP_WINDOW, "must be a daily window of UTC (02:00-03:00)")
        .default("02:00-03:00"),
    })
    .prefault({}),
  /** Metrics of the operating system (Enhanced Monitoring). */
  monitoring: z
    .strictObject({
      /** Seconds between two of them: 1, 5, 10, 15, 30 or 60. */
      intervalSeconds: z.number().int().min(1).max(60).default(60),
    })
    .optional(),
  /** Load by query: `standard` keeps 7 days, `advanced` 465 days. */
  databaseInsights: z.enum(["standard", "advanced"]).optional(),
  /** Logs that go to CloudWatch Logs. */
  logExports: z.array(z.string().min(1)).default([]),
  /** Tell a topic of failovers, failures and maintenance, and of storage that runs out. */
  alarms: z
    .strictObject({
      /** ARN of the SNS topic that hears of them. */
      topicArn: topicArn(),
      /** GiB of free storage under which it is told. */
      freeStorageGib: z.number().min(1).max(1000).default(5),
    })
    .optional(),
  /** Start from a snapshot. Later changes of it change nothing: what is restored anew is a database of another `name`. */
  restoreFrom: z
    .strictObject({
      /** Id or ARN of the snapshot; `databaseName`, `masterUsername` and `kmsKeyArn` are those that it has. */
      snapshotId: z.string().min(1),
    })
    .optional(),
  /** Refuse to delete it. */
  deletionProtection: flag().default(true),
  /** Take a last snapshot when it is deleted, and keep its automated backups as long as they would have been. */
  finalSnapshot: flag().default(true),
  /** ARN of a permissions boundary for the roles made here. */
  permissionsBoundaryArn: policyArn().optional(),
  /** Tags of everything. */
  tags: z.record(z.string(), z.string()).default({}),
};

/** The database's inputs as a construct sees them; each pattern has engines of its own. */
export type DatabaseInput = Bound<z.ZodObject<typeof databaseFields>> & { readonly engine: string };

/** Rules across the database's inputs. */
export function databaseRules(input: DatabaseInput, fewestZones: number): Rule[] {
  return [
    enoughZones(input, fewestZones),
    wholeVersion("engineVersion", input.engine, input.engineVersion),
    majorAtOnce(input),
    ...windowRules(
      { input: "maintenance.window", window: input.maintenance.window },
      { input: "backup.window", window: input.backup.window },
      30,
    ),
    ownParameters(input),
    knownInterval(input),
    logsOfEngine(input),
  ];
}

function enoughZones({ subnetIdsByZone }: DatabaseInput, fewest: number): Rule {
  const zones = keysOf(subnetIdsByZone);
  return {
    input: "subnetIdsByZone",
    holds: every(atMost(fewest, sizeOf(zones)), atMost(sizeOf(zones), 6)),
    message: text`subnetIdsByZone must have ${fewest} to 6 zones, got ${joined(zones)}.`,
  };
}

/** MySQL 8 is no version that RDS knows: the major versions of MySQL and MariaDB have two numbers. */
export function wholeVersion(name: string, engine: string, version: string): Rule {
  const parts = minorParts(engine, version);
  const numbers = choose(
    equal(engine, "postgres"),
    "one or two numbers (16 or 16.9)",
    "two or three numbers (8.4 or 8.4.5)",
  );
  return {
    input: name,
    holds: every(atMost(0, parts), atMost(parts, 1)),
    message: text`${name} must be ${numbers} for ${engine}, got ${version}.`,
  };
}

function majorAtOnce({ allowMajorVersionUpgrade, maintenance }: DatabaseInput): Rule {
  return {
    input: "allowMajorVersionUpgrade",
    holds: some(not(allowMajorVersionUpgrade), maintenance.applyImmediately),
    message:
      "allowMajorVersionUpgrade needs maintenance.applyImmediately: the parameter group of the new version cannot wait for the window.",
  };
}

function ownParameters({ parameters }: DatabaseInput): Rule {
  const names = parameters.map(({ name }) => name);
  return {
    input: "parameters",
    holds: equal(sizeOf(without(TLS_PARAMETERS, names)), TLS_PARAMETERS.length),
    message: text`parameters must leave ${joined(TLS_PARAMETERS)} out, since TLS is forced, got ${joined(names)}.`,
  };
}

/** "Setting up and enabling Enhanced Monitoring", RDS user guide. */
function knownInterval({ monitoring }: DatabaseInput): Rule {
  const seconds = monitoring.get(({ intervalSeconds }) => intervalSeconds).or(60);
  return {
    input: "monitoring.intervalSeconds",
    holds: some(...[1, 5, 10, 15, 30, 60].map((known) => equal(seconds, known))),
    message: text`monitoring.intervalSeconds must be 1, 5, 10, 15, 30 or 60, got ${seconds}.`,
  };
}

function logsOfEngine({ engine, logExports }: DatabaseInput): Rule {
  const known = knownLogs(engine);
  return {
    input: "logExports",
    holds: equal(sizeOf(without(logExports, known)), 0),
    message: text`logExports must be logs of ${engine} (${joined(known)}), got ${joined(logExports)}.`,
  };
}
