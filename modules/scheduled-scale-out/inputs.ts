import { z } from "zod";
import { Bound, defineInputs, Rule } from "../definition";
import { fleetFields, fleetRules } from "../fleet/inputs";
import { loadBalancerFields, loadBalancerRules } from "../load-balancer/inputs";
import { loadScalingFields } from "../scaling/inputs";
import { CRON } from "../schedule/cron";
import { TIME_ZONE } from "../schedule/time-zones";
import { capacityRules } from "./capacity-rules";
import { conflictRules } from "./conflict-rules";
import { policyFields } from "./policy-inputs";
import { edgeRules } from "./edge-rules";
import { subnetId, topicArn } from "../aws-values";

function cron() {
  return z
    .string()
    .regex(CRON, "must be a cron expression of five fields: minute hour day-of-month month day-of-week");
}

function timeZone() {
  return z
    .string()
    .regex(
      TIME_ZONE,
      "must be the canonical name of an IANA time zone (Europe/Berlin, America/New_York, UTC)",
    );
}

/** A whole minute that there is: the time of a scheduled action is a minute, and 30 February would fail at apply only. */
const INSTANT =
  /^(20[0-9][0-9]-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|20([02468][048]|[13579][26])-02-29)T([01][0-9]|2[0-3]):[0-5][0-9]:00Z$/;

function instant() {
  return z.string().regex(INSTANT, "must be a minute in UTC (2027-11-26T08:00:00Z)");
}

/** The name of a window or of an action; part of the name of the scheduled actions. */
function name() {
  return z.string().regex(/^[A-Za-z0-9_-]{1,60}$/, "must be 1 to 60 characters of A-Z, a-z, 0-9, - and _");
}

/** Instances of a group, at most as many as a schedule may ask for. */
function size() {
  return z.number().int().min(0).max(5000);
}

/** Inputs of the scheduled scale-out pattern. */
export const schema = z.strictObject({
  ...fleetFields,
  ...loadBalancerFields,
  /** Ids of the subnets in which instances run, one for each zone, in two zones or more. Private ones: instances need no public address. */
  subnetIds: z.array(subnetId()).min(2).max(6),
  /** The sizes outside of all windows. */
  capacity: z.strictObject({
    /** Instances at least. A change takes effect at the next edge of the schedule: what a schedule has set, Terraform does not touch. */
    min: size(),
    /** Instances at most, at all times; no window moves it. */
    max: z.number().int().min(1).max(5000),
    /**
     * Instances at least when the group is made, until the first edge. Left out: the floor of the window that is open at plan, or `min`.
     * Within an hour of an edge, where clocks change, the higher one; a window by days of the month or months counts as closed.
     */
    initial: size().optional(),
  }),
  /** Times in which more is needed, or less, by a name of your choice: recurring ones (`from`, `to`) and ones that come once (`at`, `until`). */
  windows: z
    .record(
      name(),
      z.strictObject({
        /** Start of a recurring window, as a cron expression: `0 8 * * MON-FRI`. */
        from: cron().optional(),
        /** End of a recurring window, as a cron expression. */
        to: cron().optional(),
        /** IANA time zone of `from` and `to`, on whose wall clock they fire; UTC when left out. */
        timeZone: timeZone().optional(),
        /** Start of a window that comes once, in UTC: `2027-11-26T08:00:00Z`. */
        at: instant().optional(),
        /** End of a window that comes once, in UTC. */
        until: instant().optional(),
        /** Instances at least while it is open; `capacity.min` again after it. */
        min: size(),
        /** Instances to start with; scaling may change them afterwards. Left out: as many as run, `min` at least; without a policy in `scaling`, `min`. */
        desired: size().optional(),
      }),
    )
    .default({}),
  /** Single edges, by a name of your choice, for what is no window: launch or terminate at a time. */
  actions: z
    .record(
      name(),
      z.strictObject({
        /** When it recurs, as a cron expression. */
        recurrence: cron().optional(),
        /** IANA time zone of `recurrence`; UTC when left out. */
        timeZone: timeZone().optional(),
        /** When it comes once, in UTC: `2027-11-26T08:00:00Z`. */
        at: instant().optional(),
        /** Instances at least from then on; as before when left out. */
        min: size().optional(),
        /** Instances from then on, which scaling may change; as before when left out. */
        desired: size().optional(),
      }),
    )
    .default({}),
  /** Scale out and in by load, between the floor of the schedule and `capacity.max`. */
  scaling: z.strictObject({ ...loadScalingFields, ...policyFields }).prefault({}),
  /** Alarms on fewer instances than the floor, on errors and on failed launches. */
  alarms: z
    .strictObject({
      /** ARN of the SNS topic that hears of them. */
      topicArn: topicArn(),
      /** Percent of requests that end in an error (5xx) in five minutes. */
      errorPercent: z.number().min(0.1).max(100).default(5),
      /** Minutes in which the group may have fewer instances in service than its floor: a window opens before its instances have booted. */
      belowFloorMinutes: z.number().int().min(1).max(120).default(15),
    })
    .optional(),
});

/** Config of `ScheduledScaleOut`. */
export type ScheduledScaleOutConfig = z.input<typeof schema>;

/** The inputs as the construct sees them. */
export type ScheduledScaleOutInput = Bound<typeof schema>;

export const inputs = defineInputs("ScheduledScaleOut", schema, (input): Rule[] => [
  ...fleetRules(input),
  ...loadBalancerRules(input),
  ...capacityRules(input),
  ...edgeRules(input),
  ...conflictRules(input),
]);
