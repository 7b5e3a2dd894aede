import { z } from "zod";
import { allocationId, networkInterfaceId } from "../aws-values";
import {
  atMost,
  Bound,
  choose,
  defineInputs,
  equal,
  every,
  Rule,
  rulesOfEach,
  sizeOf,
  text,
} from "../definition";
import { floatingFields, floatingRules, memberFields, memberName } from "../floating/inputs";

/** Inputs of the floating IP pattern. */
export const schema = z.strictObject({
  ...floatingFields,
  /** The instances between which the address floats, by a name of your choice: two or more, in any zones of the region. */
  members: z.record(
    memberName(),
    z.strictObject({
      ...memberFields,
      /** Id of the primary network interface of `instanceId`: the only one that the controller may give the address to. */
      networkInterfaceId: networkInterfaceId().optional(),
    }),
  ),
  /** The addresses that float together, by a name of your choice. The first one, by name, goes to a member's primary private address, the next one to its second private address, and so on. */
  addresses: z
    .record(
      memberName(),
      z.strictObject({
        /** An Elastic IP of yours. Left out: a new one is allocated. */
        existing: z
          .strictObject({
            /** Allocation id of the Elastic IP. */
            allocationId: allocationId(),
          })
          .optional(),
        /** Id of the pool that a new address is taken from: one of yours (BYOIP). Amazon's when left out. */
        publicIpv4Pool: z
          .string()
          .regex(
            /^(ipv4pool-ec2-[0-9a-f]{8,17}|amazon)$/,
            "must be the id of an address pool (ipv4pool-ec2-…)",
          )
          .optional(),
        /** Network border group of a new address, for a Local Zone; the region's when left out. */
        networkBorderGroup: z
          .string()
          .regex(/^[a-z0-9-]+$/, "must be a network border group (us-east-1)")
          .optional(),
      }),
    )
    .default({ main: {} }),
});

/** Config of `FloatingIp`. */
export type FloatingIpConfig = z.input<typeof schema>;

/** The inputs as the construct sees them. */
export type FloatingIpInput = Bound<typeof schema>;

export const inputs = defineInputs("FloatingIp", schema, (input): Rule[] => [
  ...floatingRules(input),
  ...rulesOfEach("members", input.members, (key, { instanceId, networkInterfaceId: eni }) => [
    {
      input: "members",
      holds: equal(instanceId.isGiven, eni.isGiven),
      message: text`members must have networkInterfaceId where they have instanceId, and only there, got ${key} with ${choose(instanceId.isGiven, "instanceId", "networkInterfaceId")} alone.`,
    },
  ]),
  {
    input: "addresses",
    holds: every(atMost(1, sizeOf(input.addresses.keys)), atMost(sizeOf(input.addresses.keys), 5)),
    message: text`addresses must be 1 to 5, got ${sizeOf(input.addresses.keys)}.`,
  },
]);
