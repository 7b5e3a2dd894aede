import { z } from "zod";
import { Bound, defineInputs, flag, Rule } from "../definition";
import { fleetFields, fleetRules } from "../fleet/inputs";
import { loadBalancerFields, loadBalancerRules } from "../load-balancer/inputs";
import { loadScalingFields } from "../scaling/inputs";
import { subnetId, topicArn } from "../aws-values";

/** Inputs of the multi-AZ pattern. */
export const schema = z.strictObject({
  ...fleetFields,
  ...loadBalancerFields,
  /** Ids of the subnets in which instances run, one for each zone, in two zones or more. Private ones: instances need no public address. */
  subnetIds: z.array(subnetId()).min(2).max(6),
  /** How much capacity there is. */
  capacity: z.strictObject({
    /** Instances that carry the usual peak load. The pattern adds what the loss of a zone takes away. */
    needed: z.number().int().min(1).max(1000),
    /** Instances at most; twice the minimum when left out. */
    max: z.number().int().min(1).max(5000).optional(),
    /** Keep so many instances that `needed` are left when a zone is lost. Off: `needed` is the minimum. */
    surviveZoneLoss: flag().default(true),
  }),
  /** Scale out and in by load, between the minimum and `capacity.max`. */
  scaling: z.strictObject(loadScalingFields).prefault({}),
  /** Zones without instances for now, for instance `us-east-1a`; the minimum stays, in the zones that are left. */
  drainZones: z
    .array(z.string().regex(/^[a-z]{2}(-[a-z]+)+-[0-9][a-z]$/, "must be the name of a zone (us-east-1a)"))
    .default([]),
  /** Alarms on a zone without healthy instances, on errors and on failed launches. */
  alarms: z
    .strictObject({
      /** ARN of the SNS topic that hears of them. */
      topicArn: topicArn(),
      /** Percent of requests that end in an error (5xx) in five minutes. */
      errorPercent: z.number().min(0.1).max(100).default(5),
    })
    .optional(),
  /** Experiments of the Fault Injection Service that take away all instances of one zone, one experiment for each zone. */
  drill: z
    .strictObject({
      /** ARN of a CloudWatch alarm that stops a running experiment. */
      stopAlarmArn: z
        .string()
        .regex(/^arn:[a-z-]+:cloudwatch:[^:]+:[0-9]+:alarm:/, "must be the ARN of a CloudWatch alarm"),
    })
    .optional(),
});

/** Config of `MultiAz`. */
export type MultiAzConfig = z.input<typeof schema>;

/** The inputs as the construct sees them. */
export type MultiAzInput = Bound<typeof schema>;

export const inputs = defineInputs("MultiAz", schema, (input): Rule[] => [
  ...fleetRules(input),
  ...loadBalancerRules(input),
]);
