import {
  absent,
  all,
  call,
  choice,
  copy,
  fail,
  is,
  isTrue,
  Json,
  no,
  output,
  pass,
  present,
  same,
  States,
  task,
  wait,
} from "./asl";
import { Floating, MOVED, NEXT_CANDIDATE } from "./seam";
import { sorted, survey } from "./survey";

/** What a machine is made for. Values may be tokens. */
export interface MachineOptions {
  /** Name of what floats. */
  readonly name: string;
  /** The members in the order of the failover, as `MemberEntry`; a list, or an expression that gives one. */
  readonly members: unknown;
  /** The names of the members, in the same order. */
  readonly keys: readonly string[];
  /** Name of the parameter with the member that shall hold it. */
  readonly intentName: string;
  /** Go back to that member by itself, once it is well again. */
  readonly returns: unknown;
  /** ARN of the topic that hears of moves; empty for none. */
  readonly topicArn: string;
}

/** Seconds after which an execution is given up, so that the next one gets its turn. */
const LIMIT_SECONDS = 300;

/**
 * The controller. An event only wakes it: it reads where the address is and how the members are, and then moves it or
 * does nothing. Its input is one of
 * - `{}`: look, and see to it that a member that is well holds it
 * - `{"target": "green"}`: move it to this member; with `"force": true` even where its checks fail
 * - `{"intent": true}`: move it to the member that the parameter names
 * - `{"instanceId": "i-…"}`: look, if this instance holds it or nobody does
 */
export function machine(floating: Floating, options: MachineOptions): Json {
  const { kind } = floating;
  const { name } = options;
  return {
    Comment: `The ${kind} controller: it reads the real state, and then moves the address or does nothing.`,
    StartAt: "Init",
    TimeoutSeconds: LIMIT_SECONDS,
    States: {
      Init: beginning(floating, options),
      ...concern(floating),
      ...turn,
      ...target(options),
      ...floating.read("Look", "Survey"),
      Survey: survey(floating, "Sort"),
      Sort: pass(sorted, "$.sorted", "Decide"),
      Decide: decision(floating),
      ...candidates,
      ...floating.move,
      ...report(kind, name),
      NothingToDo: output({
        moved: false,
        "instanceId.$": "$.place.instance",
        "members.$": "$.survey",
        "in.$": "$.in",
      }),
      NotConcerned: output({ moved: false, "instanceId.$": "$.place.instance", "in.$": "$.in" }),
      UnknownTarget: fail("UnknownTarget", "The target is not the name of a member."),
      TargetUnfit: fail("TargetUnfit", "The target does not run, or is not well; nothing was moved."),
      NoHealthyMember: fail("NoHealthyMember", "No member is able to take it; nothing was moved."),
      MoveFailed: fail("MoveFailed", "None of the members that are well could take it."),
    },
  };
}

function beginning({ data }: Floating, options: MachineOptions): Json {
  const { members, keys, returns, topicArn } = options;
  return {
    Type: "Pass",
    Parameters: {
      "in.$": "$",
      "me.$": "$$.Execution.Id",
      members,
      keys,
      returns,
      want: { key: "" },
      wish: { key: "" },
      place: { instance: "none" },
      floating: data,
      topic: topicArn,
    },
    Next: "IsAboutOne",
  };
}

/** Events about instances that are found by tag are those of the whole account: most are none of its business. */
function concern(floating: Floating): States {
  return {
    IsAboutOne: choice([[present("$.in.instanceId"), "Glance"]], "Queue"),
    ...floating.read("Glance", "IsConcerned"),
    IsConcerned: choice(
      [
        [same("$.place.instance", "$.in.instanceId"), "Queue"],
        [is("$.place.instance", "none"), "Queue"],
      ],
      "NotConcerned",
    ),
  };
}

/**
 * One after the other, the oldest first, so that two triggers at once move once, and of two commands the later one
 * counts. The list of executions is eventually consistent ("ListExecutions", Step Functions API reference): what slips
 * through still meets moves that can be repeated.
 */
const turn: States = {
  Queue: call(
    "sfn:listExecutions",
    { "StateMachineArn.$": "$$.StateMachine.Id", StatusFilter: "RUNNING" },
    {
      // The newest one comes first. It may not be listed itself yet: then others go first, if there are any.
      select: { "oldest.$": "$.Executions[-1:].ExecutionArn" },
      at: "$.queue",
      next: "IsMyTurn",
    },
  ),
  IsMyTurn: choice(
    [
      [absent("$.queue.oldest[0]"), "Trigger"],
      [same("$.queue.oldest[0]", "$.me"), "Trigger"],
    ],
    "AwaitTurn",
  ),
  AwaitTurn: wait(1, "Queue"),
};

/** What is wanted: a member by name, that of the intent, or only that it is in good hands. */
function target({ intentName }: MachineOptions): States {
  const readIntent = (at: string, next: string) =>
    call("ssm:getParameter", { Name: intentName }, { select: { "key.$": "$.Parameter.Value" }, at, next });
  const want = (path: string) =>
    pass({ "key.$": path, "isKnown.$": `States.ArrayContains($.keys, ${path})` }, "$.want", "IsKnown");
  return {
    Trigger: choice(
      [
        [present("$.in.target"), "WantTarget"],
        [all(present("$.in.intent"), isTrue("$.in.intent")), "ReadIntent"],
        [isTrue("$.returns"), "ReadWish"],
      ],
      "Look",
    ),
    WantTarget: want("$.in.target"),
    ReadIntent: readIntent("$.intent", "WantIntent"),
    WantIntent: want("$.intent.key"),
    IsKnown: choice([[isTrue("$.want.isKnown"), "Look"]], "UnknownTarget"),
    ReadWish: readIntent("$.wish", "Look"),
  };
}

/** The order of these rules is the policy. */
function decision({ scattered }: Floating): Json {
  return choice(
    [
      [all(present("$.sorted.arrived[0]"), no(scattered)), "NothingToDo"],
      [present("$.sorted.arrived[0]"), "UseArrived"],
      [present("$.sorted.wanted[0]"), "UseWanted"],
      [no(is("$.want.key", "")), "TargetUnfit"],
      [all(present("$.sorted.holder[0]"), present("$.sorted.preferred[0]")), "UsePreferred"],
      [all(present("$.sorted.holder[0]"), scattered), "UseHolder"],
      [present("$.sorted.holder[0]"), "NothingToDo"],
      [present("$.sorted.ready[0]"), "UseReady"],
      [present("$.sorted.starting[0]"), "UseStarting"],
    ],
    "NoHealthyMember",
  );
}

/** Who may take it, tried one after the other. */
const candidates: States = {
  ...Object.fromEntries(
    ["arrived", "wanted", "preferred", "holder", "ready", "starting"].map((list) => [
      `Use${list[0]!.toUpperCase()}${list.slice(1)}`,
      copy(`$.sorted.${list}`, "$.candidates", "Take"),
    ]),
  ),
  Take: pass(
    { "target.$": "$.candidates[0]", "rest.$": "$.candidates[1:]", "from.$": "$.place.instance" },
    "$.attempt",
    "Move",
  ),
  [NEXT_CANDIDATE]: copy("$.attempt.rest", "$.candidates", "IsOneLeft"),
  IsOneLeft: choice([[present("$.candidates[0]"), "Take"]], "MoveFailed"),
};

function report(kind: string, name: string): States {
  return {
    [MOVED]: pass(
      {
        moved: true,
        [kind]: name,
        "from.$": "$.attempt.from",
        "to.$": "$.attempt.target.key",
        "instanceId.$": "$.attempt.target.instanceId",
        "in.$": "$.in",
        "execution.$": "$$.Execution.Name",
      },
      "$.report",
      "IsHeard",
    ),
    IsHeard: choice([[is("$.topic", ""), "Done"]], "Notify"),
    // It has moved: a topic that takes no message must not make a failure of it.
    Notify: task(
      "arn:aws:states:::sns:publish",
      { "TopicArn.$": "$.topic", Subject: name, "Message.$": "States.JsonToString($.report)" },
      { next: "Done", caught: "Done" },
    ),
    Done: { Type: "Succeed", OutputPath: "$.report" },
  };
}
