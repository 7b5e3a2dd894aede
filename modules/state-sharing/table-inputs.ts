import { z } from "zod";
import { kmsKeyArn } from "../aws-values";
import { allDistinct, Bound, choose, equal, joined, Rule, sizeOf, text, without } from "../definition";

/** A replica of the table in another region. */
const replica = z.strictObject({
  /** The region. */
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-[0-9]$/, "must be the name of a region (eu-west-1)"),
  /** ARN of a KMS key there; with `table.kmsKeyArn` every replica has one, and without it none. */
  kmsKeyArn: kmsKeyArn().optional(),
});

/** The table that has the state. */
export const table = z.strictObject({
  /** Days of which any second can be restored. */
  recoveryDays: z.number().int().min(1).max(35).default(35),
  /** ARN of the KMS key; a key that AWS owns when left out. The clients' policy lets them use it, and so must the key's own. */
  kmsKeyArn: kmsKeyArn().optional(),
  /** Units of a second beyond which requests are refused, as a ceiling of what it may cost; none when left out. */
  onDemandThroughput: z
    .strictObject({
      /** Read units. */
      maxReadRequestUnits: z.number().int().min(1).optional(),
      /** Write units. */
      maxWriteRequestUnits: z.number().int().min(1).optional(),
    })
    .optional(),
  /** An index by user, by which all of a user's state is found: to log out everywhere. */
  userIndex: z
    .strictObject({
      /** Attribute with the user's name; state without it is in no index. */
      attribute: z
        .string()
        .regex(/^[A-Za-z][A-Za-z0-9_]{0,49}$/, "must be a letter and up to 49 letters, digits and _")
        .default("user"),
    })
    .optional(),
  /** Replicas in other regions, which can be written to as well; the last writer of an item wins. */
  replicas: z.array(replica).max(10).default([]),
});

/** The table's settings as a construct sees them. */
export type TableInput = Bound<typeof table>;

/** Attributes that an index cannot be made by, since the table or the client has them. */
const TAKEN = ["id", "expires", "value", "version"];

/** Rules over the table's settings. */
export function tableRules({ kmsKeyArn, replicas, userIndex }: TableInput): Rule[] {
  const regions = replicas.map(({ region }) => region);
  const keys = without(
    replicas.map((one) => one.kmsKeyArn.or("")),
    [""],
  );
  const attribute = userIndex.get((index) => index.attribute).or("user");
  return [
    {
      input: "table.userIndex.attribute",
      holds: equal(sizeOf(without([attribute], TAKEN)), 1),
      message: text`table.userIndex.attribute must be another one than ${joined(TAKEN)}, got ${attribute}.`,
    },
    {
      input: "table.replicas",
      holds: allDistinct(regions),
      message: text`table.replicas must each be in another region, got ${joined(regions)}.`,
    },
    {
      // "Encryption at rest for global tables", DynamoDB developer guide: all replicas have the same type of key.
      input: "table.replicas",
      holds: equal(sizeOf(keys), choose(kmsKeyArn.isGiven, replicas.count, 0)),
      message: text`table.replicas must each have a kmsKeyArn of its own where table.kmsKeyArn is given, and none where it is not, got keys of ${sizeOf(keys)} of ${replicas.count} replicas.`,
    },
  ];
}
