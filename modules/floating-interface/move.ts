import {
  all,
  call,
  choice,
  Condition,
  copy,
  fail,
  is,
  Json,
  no,
  pass,
  present,
  same,
  States,
  wait,
} from "../floating/asl";
import { MOVED, NEXT_CANDIDATE } from "../floating/seam";

/** The index of the device in the instance: the first one after the primary interface's. */
const DEVICE_INDEX = 1;

const STATUS = "$.seen.first.Attachment.Status";
const HOLDER = "$.seen.first.Attachment.InstanceId";
const TARGET = "$.attempt.target.instanceId";

/** Where the interface is: attached to an instance, whatever its state, or to none. */
export function read(entry: string, next: string): States {
  return {
    [entry]: look(`${entry}AtWhom`),
    [`${entry}AtWhom`]: choice([[present(HOLDER), `${entry}Held`]], `${entry}Free`),
    [`${entry}Held`]: pass({ "instance.$": HOLDER }, "$.place", next),
    [`${entry}Free`]: pass({ instance: "none" }, "$.place", next),
  };
}

/** Half of a move, by somebody who did not finish it. */
export const scattered: Condition = all(present(STATUS), no(is(STATUS, "attached")));

/** What is at the device index of a member that does not hold it: there is no room, which is seen before it is detached. */
export const find: Json = {
  "atIndex.$": `$.Reservations[*].Instances[*].NetworkInterfaces[?(@.Attachment.DeviceIndex == ${DEVICE_INDEX})].NetworkInterfaceId`,
};

/** A view of EC2 that is a moment late may still show this very interface there. */
export const isTaken: Condition = all(
  present("$.found.atIndex[0]"),
  no(same("$.found.atIndex[0]", "$.floating.interfaceId")),
);

function look(next: string): Json {
  return call(
    "ec2:describeNetworkInterfaces",
    { "NetworkInterfaceIds.$": "States.Array($.floating.interfaceId)" },
    { select: { "first.$": "$.NetworkInterfaces[0]" }, at: "$.seen", next },
  );
}

/** One of the calls that change something: not repeated by itself, since the state is looked at again after each. */
function act(action: string, parameters: Json, caught: string): Json {
  return call(`ec2:${action}`, parameters, { next: "Pause", caught, retry: false });
}

function detach(force: boolean): Json {
  const attachment = "$.seen.first.Attachment.AttachmentId";
  return act("detachNetworkInterface", { "AttachmentId.$": attachment, Force: force }, "Pause");
}

const isLate: Condition = { Variable: "$.polls.count", NumericGreaterThanPath: "$.floating.polls" };

/** Once a second: look, and do what is missing, whoever has done the rest. The order of the rules is the policy. */
const step: Json = choice(
  [
    [all(present(HOLDER), same(HOLDER, TARGET), is(STATUS, "attached")), "HasArrived"],
    // With nobody, and it cannot be attached: what else there is to say of it, the member did not take it.
    [all(isLate, no(present(HOLDER))), "Refused"],
    [isLate, "MoveTimedOut"],
    [no(present(HOLDER)), "Attach"],
    [is(STATUS, "attached"), "Detach"],
    [
      all(is(STATUS, "detaching"), {
        Variable: "$.polls.count",
        NumericGreaterThanPath: "$.floating.forceAfter",
      }),
      "ForceDetach",
    ],
  ],
  "Pause",
);

/**
 * What a member refuses (its index is taken, its type takes no more of them) comes as an error of the client, HTTP 400;
 * throttling and AWS's own trouble do not, and are tried again. The SDK says the status in its message, which is the
 * error's cause. Worded otherwise, it would only take longer: until it is late.
 */
const isRefused: Condition = all(present("$.error.Cause"), {
  Variable: "$.error.Cause",
  StringMatches: "*Status Code: 400*",
});

/**
 * Refused by the last candidate, after it has left the old holder: back to that one where it is well, or else to any
 * member that is.
 */
const giveBack: States = {
  IsRefused: choice([[isRefused, "Refused"]], "Pause"),
  Refused: choice(
    [
      [present("$.attempt.rest[0]"), NEXT_CANDIDATE],
      [present("$.refused"), NEXT_CANDIDATE],
      [present("$.sorted.holder[0]"), "MarkHolder"],
      [present("$.sorted.ready[0]"), "MarkReady"],
    ],
    NEXT_CANDIDATE,
  ),
  MarkHolder: copy(TARGET, "$.refused", "GiveBack"),
  GiveBack: pass(
    { "target.$": "$.sorted.holder[0]", "rest.$": "$.sorted.ready", "from.$": "$.attempt.from" },
    "$.attempt",
    "Move",
  ),
  MarkReady: copy(TARGET, "$.refused", "GiveToReady"),
  GiveToReady: copy("$.sorted.ready", "$.candidates", "Take"),
};

/** The states that move it, from wherever it is. */
export const move: States = {
  Move: pass({ count: 0 }, "$.polls", "Inspect"),
  Inspect: look("Count"),
  Count: pass({ "count.$": "States.MathAdd($.polls.count, 1)" }, "$.polls", "Step"),
  Step: step,
  Detach: detach(false),
  ForceDetach: detach(true),
  Attach: act(
    "attachNetworkInterface",
    {
      "NetworkInterfaceId.$": "$.floating.interfaceId",
      "InstanceId.$": TARGET,
      DeviceIndex: DEVICE_INDEX,
    },
    "IsRefused",
  ),
  Pause: wait(1, "Inspect"),
  ...giveBack,
  HasArrived: choice([[present("$.refused"), "TargetRefused"]], MOVED),
  TargetRefused: fail(
    "TargetRefused",
    "The target could not take the interface; it is with another member that is well.",
  ),
  MoveTimedOut: fail("MoveTimedOut", "EC2 has not brought the interface to its target in time."),
};
