import {
  absent,
  all,
  any,
  call,
  choice,
  forEach,
  is,
  isTrue,
  Json,
  output,
  present,
  same,
  States,
} from "./asl";
import { Floating } from "./seam";

/**
 * How each member stands, all at the same time: one record for each, in the order of the failover, with `is` as one of
 * - `arrived`: it is the target, and holds it already; `wanted`: it is the target, and may take it
 * - `holder`: it holds it, and is well; `failing`: it holds it, and is not
 * - `ready`: it runs and all checks are passed; `starting`: it runs, and its checks are not through
 * - `unfit`: it runs, but must not take it; `absent`: no instance of it runs
 */
export function survey(floating: Floating, next: string): Json {
  const item = {
    "member.$": "$$.Map.Item.Value",
    "in.$": "$.in",
    "want.$": "$.want.key",
    "wish.$": "$.wish.key",
    "holder.$": "$.place.instance",
    "floating.$": "$.floating",
    alarms: { raised: [] },
    running: { Name: "instance-state-name", Values: ["running"] },
  };
  return forEach("$.members", item, statesOfOne(floating), { at: "$.survey", next });
}

/** The states that look at one member. */
function statesOfOne(floating: Floating): States {
  return {
    // By filter: an id that is gone gives an empty list, where asking for it by name would be an error.
    Find: call(
      "ec2:describeInstances",
      { "Filters.$": "States.Array($.member.filter, $.running)" },
      {
        select: { "ids.$": "$.Reservations[*].Instances[*].InstanceId", ...floating.find },
        at: "$.found",
        next: "Runs",
      },
    ),
    Runs: choice([[absent("$.found.ids[0]"), "Absent"]], "IsWatched"),
    // Without a name DescribeAlarms would tell of every alarm of the account.
    IsWatched: choice([[present("$.member.alarms[0]"), "ReadAlarms"]], "ReadChecks"),
    // As they are now: the event that woke the controller may be late.
    ReadAlarms: call(
      "cloudwatch:describeAlarms",
      {
        "AlarmNames.$": "$.member.alarms",
        AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
        StateValue: "ALARM",
      },
      { select: { "raised.$": "$..AlarmName" }, at: "$.alarms", next: "ReadChecks" },
    ),
    ReadChecks: call(
      "ec2:describeInstanceStatus",
      { "InstanceIds.$": "States.Array($.found.ids[0])" },
      { select: { "list.$": "$.InstanceStatuses" }, at: "$.checks", next: "Judge" },
    ),
    Judge: judgement(floating),
    ...records(floating),
    Absent: output({ "key.$": "$.member.key", is: "absent", preferred: "no" }),
  };
}

/** The order of these rules is the policy. */
function judgement(floating: Floating): Json {
  const isTarget = same("$.member.key", "$.want");
  const holds = same("$.found.ids[0]", "$.holder");
  const isForced = all(present("$.in.force"), isTrue("$.in.force"));
  const isUnwell = any(
    present("$.alarms.raised[0]"),
    absent("$.checks.list[0]"),
    all(present("$.checks.list[0]"), any(check("System", "impaired"), check("Instance", "impaired"))),
  );
  const passed = all(check("System", "ok"), check("Instance", "ok"));
  return choice(
    [
      [all(isTarget, holds), "Arrived"],
      [all(holds, isUnwell), "Failing"],
      [holds, "Holder"],
      ...floating.unfit.map((condition) => [condition, "Unfit"] as const),
      [all(isTarget, isForced), "Wanted"],
      [isUnwell, "Unfit"],
      [isTarget, "Wanted"],
      [all(passed, same("$.member.key", "$.wish")), "Preferred"],
      [passed, "Ready"],
    ],
    "Starting",
  );
}

/** One of EC2's two status checks. */
function check(which: "System" | "Instance", status: string) {
  return is(`$.checks.list[0].${which}Status.Status`, status);
}

/** A state for each verdict, which writes the member's record. */
function records(floating: Floating): States {
  const record = (verdict: string, preferred = "no") =>
    output({
      "key.$": "$.member.key",
      "instanceId.$": "$.found.ids[0]",
      is: verdict,
      preferred,
      ...floating.record,
    });
  return {
    Arrived: record("arrived"),
    Wanted: record("wanted"),
    Holder: record("holder"),
    Failing: record("failing"),
    Unfit: record("unfit"),
    Preferred: record("ready", "yes"),
    Ready: record("ready"),
    Starting: record("starting"),
  };
}

/** The records by their verdict, for `Decide`. Lists, in the order of the failover. */
export const sorted: Json = {
  ...Object.fromEntries(
    ["arrived", "wanted", "holder", "ready", "starting"].map((verdict) => [
      `${verdict}.$`,
      `$.survey[?(@.is == '${verdict}')]`,
    ]),
  ),
  "preferred.$": "$.survey[?(@.preferred == 'yes')]",
};
