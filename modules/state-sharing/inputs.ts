import { z } from "zod";
import { BEGINS_SECURITY_GROUPS, topicArn } from "../aws-values";
import { Bound, defineInputs, flag, Rule, some } from "../definition";
import { cache, cacheRules } from "./cache-inputs";
import { table, tableRules } from "./table-inputs";

/** Inputs of the state sharing. */
export const schema = z.strictObject({
  /** Name of the table and of the cache, and prefix of everything around them. */
  name: z
    .string()
    .min(3)
    .max(24)
    .regex(
      /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
      "must be a-z, 0-9 and single hyphens, starting with a letter and not ending with a hyphen",
    )
    .regex(...BEGINS_SECURITY_GROUPS),
  /** The DynamoDB table that has the state; null for none, where a cache alone shall have it. */
  table: table.nullable().prefault({}),
  /** A cache of ElastiCache: in front of the table it only saves time, without the table it has the state. */
  cache: cache.optional(),
  /** Names of the roles of those who keep their state here, each by a name of your choice; each is given the policies of table and cache. */
  clientRoleNames: z
    .record(
      z.string(),
      z.string().regex(/^[A-Za-z0-9_+=,.@-]{1,64}$/, "must be the name of a role, not its ARN"),
    )
    .default({}),
  /** Tell a topic of a table that throttles, of a cache that is full, busy or behind, and of failovers. */
  alarms: z
    .strictObject({
      /** ARN of the SNS topic that hears of them. */
      topicArn: topicArn(),
      /** Percent of the cache's memory in use from which it is told. */
      memoryPercent: z.number().min(10).max(100).default(80),
      /** Seconds that a node of the cache may be behind before it is told. */
      maxLagSeconds: z.number().min(1).max(3600).default(30),
    })
    .optional(),
  /** Refuse to delete the table. */
  deletionProtection: flag().default(true),
  /** Tags of everything. */
  tags: z.record(z.string(), z.string()).default({}),
});

/** Config of `StateSharing`. */
export type StateSharingConfig = z.input<typeof schema>;

/** The inputs as the construct sees them. */
export type StateSharingInput = Bound<typeof schema>;

export const inputs = defineInputs("StateSharing", schema, (input): Rule[] => [
  {
    input: "table",
    holds: some(input.table.isGiven, input.cache.isGiven),
    message: "table must not be null without a cache: nothing would be left to keep state in.",
  },
  ...input.table.rules(tableRules),
  ...input.cache.rules(cacheRules),
]);
