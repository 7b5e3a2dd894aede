import { z } from "zod";
import { atMost, Bound, defineInputs, equal, not, Rule, some, text } from "../definition";
import { minorParts } from "../database/engine";
import { databaseFields, databaseRules } from "../database/inputs";

/** Inputs of the HA database cluster. */
export const schema = z.strictObject({
  ...databaseFields,
  /** The engine. */
  engine: z.enum(["postgres", "mysql"]),
  /** Class of the three instances. */
  instanceClass: z
    .string()
    .regex(
      /^db\.[a-z]+[0-9]+[a-z]*d[a-z]*\.[a-z0-9-]+$/,
      "must be a class with local disks (db.m6gd.large), as Multi-AZ DB clusters have no other",
    )
    .default("db.m6gd.large"),
  /** Storage of each of the three, encrypted. It does not grow by itself: RDS has no autoscaling for Multi-AZ DB clusters. */
  storage: z
    .strictObject({
      /** GiB. */
      gib: z.number().int().min(20).max(65536).default(100),
      /** Type. */
      type: z.enum(["gp3", "io1", "io2"]).default("gp3"),
      /** Provisioned IOPS: for io1 and io2 required, for gp3 only from 400 GiB on. */
      iops: z.number().int().min(1000).max(256000).optional(),
    })
    .prefault({}),
});

/** Config of `HaDatabaseCluster`. */
export type HaDatabaseClusterConfig = z.input<typeof schema>;

/** The inputs as the construct sees them. */
export type HaDatabaseClusterInput = Bound<typeof schema>;

export const inputs = defineInputs("HaDatabaseCluster", schema, (input): Rule[] => [
  ...databaseRules(input, 3),
  majorOnly(input),
  ...storageRules(input),
]);

/** The provider has no switch for it, so RDS moves the minor version, and a full one in the plan would be a step back. */
function majorOnly({ engine, engineVersion }: HaDatabaseClusterInput): Rule {
  return {
    input: "engineVersion",
    holds: not(equal(minorParts(engine, engineVersion), 1)),
    message: text`engineVersion must be the major version alone, since RDS moves the minor one of a cluster, got ${engineVersion}.`,
  };
}

/** "Amazon RDS DB instance storage", RDS user guide. */
function storageRules({ storage: { gib, type, iops } }: HaDatabaseClusterInput): Rule[] {
  const isGp3 = equal(type, "gp3");
  return [
    {
      input: "storage.iops",
      holds: some(isGp3, iops.isGiven),
      message: text`storage.iops is required for storage of type ${type}.`,
    },
    {
      input: "storage.gib",
      holds: some(isGp3, atMost(100, gib)),
      message: text`storage.gib must be at least 100 for storage of type ${type}, got ${gib}.`,
    },
    {
      input: "storage.iops",
      holds: some(not(isGp3), not(iops.isGiven), atMost(400, gib)),
      message: text`storage.iops must be left out for gp3 under 400 GiB, where RDS gives 3000, got ${iops.or(0)}.`,
    },
  ];
}
