import { z } from "zod";
import { ipv4Range, kmsKeyArn, securityGroupId, subnetId, vpcId, zoneName } from "../aws-values";
import {
  atMost,
  Bound,
  choose,
  equal,
  every,
  flag,
  Flag,
  joined,
  keysOf,
  Rule,
  sizeOf,
  text,
  without,
} from "../definition";
import { windowRules } from "../database/window-rules";
import { BACKUP_WINDOW, MAINTENANCE_WINDOW } from "../database/windows";

/** The cache in front of the table, or instead of it. */
export const cache = z.strictObject({
  /** Id of the VPC. */
  vpcId: vpcId(),
  /** A private subnet for each zone: id by the zone's name, for instance `us-east-1a`. Each zone has a node. The names have to be known at plan; the ids may be made in the same apply. */
  subnetIdsByZone: z.record(zoneName(), subnetId()),
  /** Security groups whose members may connect, each by a name of your choice. */
  allowedSecurityGroupIds: z.record(z.string(), securityGroupId()).default({}),
  /** IPv4 ranges that may connect. */
  allowedCidrs: z.array(ipv4Range()).default([]),
  /** Type of the nodes. */
  nodeType: z
    .string()
    .regex(/^cache\.[a-z0-9-]+\.[a-z0-9-]+$/, "must be a node type (cache.t4g.small)")
    .default("cache.t4g.small"),
  /** Version of Valkey, of those that know users of IAM. */
  engineVersion: z
    .string()
    .regex(/^(7\.2|8\.[0-9])$/, "must be a version of Valkey with its minor number (7.2, 8.0)")
    .default("8.0"),
  /** Redis OSS in the place of Valkey. The other engine is another cache. */
  redisOss: z
    .strictObject({
      /** Version of Redis OSS, of those that know users of IAM. */
      engineVersion: z
        .string()
        .regex(/^7\.[01]$/, "must be a version of Redis OSS from 7.0 on (7.1)")
        .default("7.1"),
    })
    .optional(),
  /** TCP port. */
  port: z.number().int().min(1150).max(65535).default(6379),
  /** What every key starts with; the clients can touch no other one. */
  keyPrefix: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,40}:$/, "must be up to 40 letters, digits, _ and -, and a colon at its end")
    .default("sess:"),
  /** What is given up when memory is full; when left out `volatile-lru` beside a table, which has it all, and else `noeviction`, which refuses writes rather than logging users out. */
  evictionPolicy: z
    .enum(["volatile-lru", "volatile-lfu", "volatile-ttl", "allkeys-lru", "allkeys-lfu", "noeviction"])
    .optional(),
  /** Parameters of the engine beside the eviction policy. */
  parameters: z
    .array(
      z.strictObject({
        /** Name. */
        name: z.string().regex(/^[a-z][a-z0-9-]*$/, "must be the name of a parameter in lower case"),
        /** Value. */
        value: z.string().min(1),
      }),
    )
    .default([]),
  /** Days that daily snapshots are kept; 0 takes none. */
  snapshotDays: z.number().int().min(0).max(35).default(1),
  /** An hour or more each day in which the snapshot is taken, in UTC. */
  snapshotWindow: z
    .string()
    .regex(BACKUP_WINDOW, "must be a daily window of UTC (02:00-03:00)")
    .default("02:00-03:00"),
  /** An hour to a day each week in which ElastiCache may work on it, in UTC. It must not touch `cache.snapshotWindow`. */
  maintenanceWindow: z
    .string()
    .regex(MAINTENANCE_WINDOW, "must be a window of UTC (sun:04:00-sun:05:00)")
    .default("sun:04:00-sun:05:00"),
  /** Make changes at apply, not in the window. */
  applyImmediately: flag().default(false),
  /** ARN of the KMS key for data at rest and snapshots; a key that AWS owns when left out. Decide once: another key replaces the cache. */
  kmsKeyArn: kmsKeyArn().optional(),
});

/** The cache's settings as a construct sees them. */
export type CacheInput = Bound<typeof cache>;

/** The engine, and the version of it. */
export function engineOf({ engineVersion, redisOss }: CacheInput) {
  return {
    engine: choose(redisOss.isGiven, "redis", "valkey"),
    version: redisOss.get((settings) => settings.engineVersion).or(engineVersion),
  };
}

/** What is given up when memory is full. */
export function evictionPolicy({ evictionPolicy }: CacheInput, besideTable: Flag): string {
  return (evictionPolicy as { or(fallback: string): string }).or(
    choose(besideTable, "volatile-lru", "noeviction"),
  );
}

/** Parameters that have an input of their own, or that a cache of this kind cannot have. */
const OWN_PARAMETERS = ["cluster-enabled", "maxmemory-policy"];

/** Rules over the cache's settings. */
export function cacheRules({
  subnetIdsByZone,
  parameters,
  maintenanceWindow,
  snapshotWindow,
}: CacheInput): Rule[] {
  const zones = keysOf(subnetIdsByZone);
  const names = parameters.map(({ name }) => name);
  return [
    {
      input: "cache.subnetIdsByZone",
      holds: every(atMost(2, sizeOf(zones)), atMost(sizeOf(zones), 6)),
      message: text`cache.subnetIdsByZone must have 2 to 6 zones, one of which can take over, got ${joined(zones)}.`,
    },
    {
      input: "cache.parameters",
      holds: equal(sizeOf(without(OWN_PARAMETERS, names)), OWN_PARAMETERS.length),
      message: text`cache.parameters must leave ${joined(OWN_PARAMETERS)} out, got ${joined(names)}; for the latter there is cache.evictionPolicy.`,
    },
    ...windowRules(
      { input: "cache.maintenanceWindow", window: maintenanceWindow },
      { input: "cache.snapshotWindow", window: snapshotWindow },
      60,
    ),
  ];
}
