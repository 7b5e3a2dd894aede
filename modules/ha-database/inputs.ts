import { z } from "zod";
import {
  allDistinct,
  atMost,
  Bound,
  defineInputs,
  equal,
  flag,
  joined,
  keysOf,
  multiply,
  not,
  Rule,
  sizeOf,
  smaller,
  some,
  text,
  without,
} from "../definition";
import { majorVersion, versionRank } from "../database/engine";
import {
  databaseFields,
  databaseRules,
  engineVersion,
  instanceClass,
  wholeVersion,
} from "../database/inputs";
import { zoneName } from "../aws-values";

/** The replicas that reads go to. */
const replicas = z.strictObject({
  /** Zones with a replica, each once; all of `subnetIdsByZone` when left out, and none for an empty list. */
  zones: z.array(zoneName()).optional(),
  /** Class of the replicas; the master's when left out. A smaller one may fall behind. */
  instanceClass: instanceClass().optional(),
  /** Their version of the engine, for an upgrade that starts with them; the master's when left out. */
  engineVersion: engineVersion().optional(),
  /** Refuse to delete them; as `deletionProtection` when left out. Switch it off to give a replica up. */
  deletionProtection: flag().optional(),
});

/** The names under which reads find a replica. */
const reader = z.strictObject({
  /** Seconds that a replica may be behind before no name leads to it; when left out 30, and 600 for PostgreSQL, whose replicas report five minutes and more while nothing is written. */
  maxLagSeconds: z.number().int().min(1).max(3600).optional(),
  /** A private hosted zone of yours for the names; one for them alone is made when left out. */
  hostedZone: z
    .strictObject({
      /** Id of the zone; it is associated with the VPC. */
      id: z.string().regex(/^Z[A-Z0-9]+$/, "must be the id of a hosted zone (Z…)"),
      /** Name of the zone, for instance `data.internal`. */
      name: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "must be a domain without a dot at its end"),
    })
    .optional(),
});

/** Inputs of the HA database. */
export const schema = z.strictObject({
  ...databaseFields,
  /** The engine. */
  engine: z.enum(["postgres", "mysql", "mariadb"]),
  /** Class of the master and of its standby. */
  instanceClass: instanceClass().default("db.t4g.medium"),
  /** Let users connect with tokens of IAM. */
  iamAuthentication: flag().default(true),
  /** Storage, encrypted, which grows by itself. */
  storage: z
    .strictObject({
      /** GiB at the start; later the size is RDS's affair. */
      gib: z.number().int().min(20).max(65536).default(20),
      /** GiB up to which it grows; five times `gib` when left out. */
      maxGib: z.number().int().min(22).max(65536).optional(),
      /** Type. */
      type: z.enum(["gp3", "io2"]).default("gp3"),
      /** Provisioned IOPS: for io2 required, for gp3 only from 400 GiB on. */
      iops: z.number().int().min(1000).max(256000).optional(),
    })
    .prefault({}),
  /** Read replicas, one for each zone. */
  replicas: replicas.prefault({}),
  /** The names for reads. */
  reader: reader.prefault({}),
  /** A proxy in front of the master, which keeps connections for clients that come and go. */
  proxy: z
    .strictObject({
      /** Percent of the database's connections that it may take. */
      maxConnectionsPercent: z.number().int().min(1).max(100).default(90),
      /** Seconds after which a client's idle connection is closed. */
      idleClientTimeoutSeconds: z.number().int().min(1).max(28800).default(1800),
    })
    .optional(),
});

/** Config of `HaDatabase`. */
export type HaDatabaseConfig = z.input<typeof schema>;

/** The inputs as the construct sees them. */
export type HaDatabaseInput = Bound<typeof schema>;

/** Zones that have a replica. */
export function replicaZones({ replicas, subnetIdsByZone }: HaDatabaseInput): string[] {
  return replicas.zones.or(keysOf(subnetIdsByZone));
}

/** The replicas' version of the engine. */
export function replicaVersion({ replicas, engineVersion }: HaDatabaseInput): string {
  return replicas.engineVersion.or(engineVersion);
}

/** GiB up to which the storage grows. */
export function maxStorage({ gib, maxGib }: Pick<HaDatabaseInput["storage"], "gib" | "maxGib">): number {
  return maxGib.or(smaller(multiply(gib, 5), 65536));
}

export const inputs = defineInputs("HaDatabase", schema, (input): Rule[] => [
  ...databaseRules(input, 2),
  wholeReplicaVersion(input),
  replicasFirst(input),
  sameMajor(input),
  knownZones(input),
  eachZoneOnce(input),
  ...storageRules(input),
]);

function wholeReplicaVersion(input: HaDatabaseInput): Rule {
  const rule = wholeVersion("replicas.engineVersion", input.engine, replicaVersion(input));
  return { ...rule, holds: some(not(input.replicas.engineVersion.isGiven), rule.holds) };
}

/** RDS refuses a master that is ahead: DBUpgradeDependencyFailure, and only after minutes. */
function replicasFirst(input: HaDatabaseInput): Rule {
  const version = replicaVersion(input);
  return {
    input: "replicas.engineVersion",
    // A number that is not named is RDS's to move: the replicas' may be as high as it likes, the master's is as it is.
    holds: atMost(versionRank(input.engineVersion, 0), versionRank(version, 9999)),
    message: text`replicas.engineVersion must not be under engineVersion (${input.engineVersion}), got ${version}.`,
  };
}

/** Replicas of PostgreSQL copy the master's pages. RDS takes them along when the master gets a new major version. */
function sameMajor(input: HaDatabaseInput): Rule {
  const { engine, engineVersion } = input;
  const version = replicaVersion(input);
  const [ours, theirs] = [majorVersion(engine, engineVersion), majorVersion(engine, version)];
  return {
    input: "replicas.engineVersion",
    holds: some(not(equal(engine, "postgres")), equal(ours, theirs)),
    message: text`replicas.engineVersion must be of the major version of engineVersion (${engineVersion}) for postgres, got ${version}.`,
  };
}

function knownZones(input: HaDatabaseInput): Rule {
  const [zones, known] = [replicaZones(input), keysOf(input.subnetIdsByZone)];
  return {
    input: "replicas.zones",
    holds: equal(sizeOf(without(zones, known)), 0),
    message: text`replicas.zones must be zones of subnetIdsByZone (${joined(known)}), got ${joined(zones)}.`,
  };
}

/** A replica is named by its zone. */
function eachZoneOnce(input: HaDatabaseInput): Rule {
  const zones = replicaZones(input);
  return {
    input: "replicas.zones",
    holds: allDistinct(zones),
    message: text`replicas.zones must have each zone once, got ${joined(zones)}.`,
  };
}

/** "Amazon RDS DB instance storage" and "Managing capacity automatically with storage autoscaling", RDS user guide. */
function storageRules({ storage: { gib, maxGib, type, iops } }: HaDatabaseInput): Rule[] {
  const most = maxStorage({ gib, maxGib });
  return [
    {
      input: "storage.maxGib",
      holds: atMost(multiply(gib, 11), multiply(most, 10)),
      message: text`storage.maxGib must be at least a tenth over storage.gib (${gib}), got ${most}.`,
    },
    {
      input: "storage.iops",
      holds: some(equal(type, "gp3"), iops.isGiven),
      message: text`storage.iops is required for storage of type io2.`,
    },
    {
      input: "storage.iops",
      holds: some(equal(type, "io2"), not(iops.isGiven), atMost(400, gib)),
      message: text`storage.iops must be left out for gp3 under 400 GiB, where RDS gives 3000, got ${iops.or(0)}.`,
    },
  ];
}
