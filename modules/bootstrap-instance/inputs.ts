import { z } from "zod";
import { bootstrap } from "../bootstrap/inputs";
import { atMost, Bound, defineInputs, given, larger, noValue, Rule, text } from "../definition";
import { FleetInput, fleetRules, instanceFields } from "../fleet/inputs";
import { healthCheckRules, loadBalancer, loadBalancerFields, reachRules } from "../load-balancer/inputs";
import { topicArn } from "../aws-values";

/** Inputs of the bootstrap instance pattern. */
export const schema = z.strictObject({
  ...instanceFields,
  ...loadBalancerFields,
  /** What sets an instance up, in this order: updates, files of the package manager, packages, users, secrets, source, files, commands, services, readiness. */
  bootstrap,
  /** How many instances there are. One heals: when it is lost, another one is set up in its place, in another zone where there is one. */
  capacity: z
    .strictObject({
      /** Instances at least. */
      min: z.number().int().min(0).max(1000).default(1),
      /** Instances at most; as many as `min`, and one at least, when left out. */
      max: z.number().int().min(1).max(5000).optional(),
    })
    .prefault({}),
  /** A load balancer in front of the instances, over two zones or more. Left out: there is none, and nothing may come in. */
  loadBalancer: loadBalancer.optional(),
  /** Alarms on failed launches, and on fewer instances in service than `capacity.min` for longer than a bootstrap may take. */
  alarms: z
    .strictObject({
      /** ARN of the SNS topic that hears of them. */
      topicArn: topicArn(),
    })
    .optional(),
});

/** Config of `BootstrapInstance`. */
export type BootstrapInstanceConfig = z.input<typeof schema>;

/** The inputs as the construct sees them. */
export type BootstrapInstanceInput = Bound<typeof schema>;

export const inputs = defineInputs("BootstrapInstance", schema, (input): Rule[] => [
  ...fleetRules(fleetInput(input)),
  ...healthCheckRules(input),
  ...reachRules(input.loadBalancer),
  {
    input: "capacity.max",
    holds: atMost(input.capacity.min, maxSize(input)),
    message: text`capacity.max must be at least capacity.min (${input.capacity.min}), got ${maxSize(input)}.`,
  },
]);

/** The inputs of the fleet in it: the bootstrap is what its instances run, always. */
export function fleetInput(input: BootstrapInstanceInput): FleetInput {
  return { ...input, bootstrap: given(input.bootstrap), userData: noValue() };
}

/** Instances at most. */
export function maxSize({ capacity }: BootstrapInstanceInput): number {
  return capacity.max.or(larger(capacity.min, 1));
}
