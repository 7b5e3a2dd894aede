import { z } from "zod";
import { allocationId, securityGroupId, subnetId } from "../aws-values";
import { allDistinct, Bound, concat, defineInputs, flag, joined, Rule, text } from "../definition";
import { floatingFields, floatingRules, memberFields, memberName } from "../floating/inputs";

/** Inputs of the floating interface pattern. */
export const schema = z.strictObject({
  ...floatingFields,
  /** The instances between which the interface floats, by a name of your choice: two or more, all in the zone of `subnetId`. They keep device index 1 free for it. */
  members: z.record(memberName(), z.strictObject(memberFields)),
  /** Id of the subnet that the interface is in, in the zone of the members. One of its own, other than that of their first interfaces, keeps routes simple; the same one works, too. */
  subnetId: subnetId(),
  /** Its private IPv4 address, which stays the same wherever it is attached. */
  privateIp: privateIp(),
  /** Further private IPv4 addresses on it. How many an instance takes depends on its type. */
  secondaryPrivateIps: z.array(privateIp()).max(49).default([]),
  /** Ids of the security groups of the interface; those of the members do not count for it. */
  securityGroupIds: z.array(securityGroupId()).min(1).max(16),
  /** Whether EC2 drops packets that are not from or to the interface's own addresses. Off for a router, a NAT instance, a firewall. */
  sourceDestCheck: flag().default(true),
  /** An Elastic IP address on `privateIp`. It goes where the interface goes, without a call of its own. */
  elasticIp: z
    .strictObject({
      /** One of yours. Left out: a new one is allocated. */
      existing: z
        .strictObject({
          /** Allocation id of the Elastic IP. */
          allocationId: allocationId(),
        })
        .optional(),
    })
    .optional(),
  /** Seconds in which the holder's system may let the interface go; then it is taken from it by force, which AWS calls a last resort. */
  forceDetachAfterSeconds: z.number().int().min(5).max(120).default(10),
});

/** A private IPv4 address. */
function privateIp() {
  return z
    .string()
    .regex(
      /^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])$/,
      "must be an IPv4 address (10.0.1.50)",
    );
}

/** Config of `FloatingInterface`. */
export type FloatingInterfaceConfig = z.input<typeof schema>;

/** The inputs as the construct sees them. */
export type FloatingInterfaceInput = Bound<typeof schema>;

/** All its private addresses, the primary one first. */
export function addressesOf({ privateIp, secondaryPrivateIps }: FloatingInterfaceInput): string[] {
  return concat([privateIp], secondaryPrivateIps);
}

export const inputs = defineInputs("FloatingInterface", schema, (input): Rule[] => [
  ...floatingRules(input),
  {
    input: "secondaryPrivateIps",
    holds: allDistinct(addressesOf(input)),
    message: text`secondaryPrivateIps must be other addresses than privateIp, each once, got ${joined(addressesOf(input))}.`,
  },
]);
