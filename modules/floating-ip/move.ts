import {
  all,
  any,
  call,
  choice,
  Condition,
  END,
  fail,
  forEach,
  is,
  no,
  pass,
  present,
  same,
  States,
  wait,
} from "../floating/asl";
import { MOVED, NEXT_CANDIDATE } from "../floating/seam";

/** Seconds, and reads, for which the controller waits until EC2 shows what it has been told. */
const CONFIRMATIONS = 5;

/** Where the addresses are: with the instance that holds the first one of them that somebody holds. */
export function read(entry: string, next: string): States {
  return {
    [entry]: call(
      "ec2:describeAddresses",
      { "AllocationIds.$": "$.floating.allocationIds" },
      {
        select: {
          "instances.$": "States.ArrayUnique($.Addresses[?(@.AssociationId)].InstanceId)",
          "held.$": "States.ArrayLength($.Addresses[?(@.AssociationId)].AssociationId)",
        },
        at: "$.seen",
        next: `${entry}AtWhom`,
      },
    ),
    [`${entry}AtWhom`]: choice([[isHeld, `${entry}Held`]], `${entry}Free`),
    [`${entry}Held`]: pass({ "instance.$": "$.seen.instances[0]" }, "$.place", next),
    [`${entry}Free`]: pass({ instance: "none" }, "$.place", next),
  };
}

/** An address may also be with an interface that no instance has. */
const isHeld: Condition = all(present("$.seen.instances[0]"), no(is("$.seen.instances[0]", "")));

/** Of several addresses, one is with another instance than the first, or with none. */
export const scattered: Condition = any(present("$.seen.instances[1]"), {
  Variable: "$.seen.held",
  NumericLessThanPath: "$.floating.count",
});

/**
 * One call for each address: it takes the address away from the old holder and gives it to the new one, so that there is
 * no moment in which it belongs to nobody ("AssociateAddress", EC2 API reference). By interface: an instance with
 * several ones is refused.
 */
export const move: States = {
  Move: forEach(
    "$.floating.allocationIds",
    {
      "allocationId.$": "$$.Map.Item.Value",
      "interfaceId.$": "$.attempt.target.interfaceId",
      "privateAddress.$": "States.ArrayGetItem($.attempt.target.addresses, $$.Map.Item.Index)",
    },
    {
      Associate: call(
        "ec2:associateAddress",
        {
          "AllocationId.$": "$.allocationId",
          "NetworkInterfaceId.$": "$.interfaceId",
          "PrivateIpAddress.$": "$.privateAddress",
          AllowReassociation: true,
        },
        { next: END },
      ),
    },
    { next: "Expect", caught: NEXT_CANDIDATE },
  ),
  Expect: pass({ reads: 0 }, "$.confirmed", "Confirm"),
  ...read("Confirm", "IsConfirmed"),
  IsConfirmed: choice(
    [
      [all(same("$.place.instance", "$.attempt.target.instanceId"), no(scattered)), MOVED],
      [{ Variable: "$.confirmed.reads", NumericGreaterThanEquals: CONFIRMATIONS }, "NotConfirmed"],
    ],
    "CountReads",
  ),
  CountReads: pass({ "reads.$": "States.MathAdd($.confirmed.reads, 1)" }, "$.confirmed", "AwaitConfirmation"),
  AwaitConfirmation: wait(1, "Confirm"),
  NotConfirmed: fail(
    "NotConfirmed",
    "EC2 took the move, but shows the address elsewhere: somebody else moves it, too.",
  ),
};
