import {
  add,
  atMost,
  choose,
  countTrue,
  equal,
  every,
  Flag,
  hcl,
  joinGiven,
  lessThan,
  Maybe,
  multiply,
  not,
  Rule,
  rulesOfEach,
  sizeOf,
  some,
  text,
} from "../definition";
import { isToken } from "../definition/tokens";
import type { ScheduledScaleOutInput } from "./inputs";

/** Scheduled actions of a group (docs.aws.amazon.com, EC2 Auto Scaling User Guide, "Quotas for Auto Scaling resources"). */
const MAX_ACTIONS = 125;

/** What each window and each action has to say, and how many there may be. */
export function edgeRules({ windows, actions }: ScheduledScaleOutInput): Rule[] {
  const count = add(multiply(2, sizeOf(windows.keys)), sizeOf(actions.keys));
  return [
    ...rulesOfEach("windows", windows, windowRules),
    ...rulesOfEach("actions", actions, actionRules),
    {
      input: "windows",
      holds: atMost(count, MAX_ACTIONS),
      message: text`windows and actions must make at most ${MAX_ACTIONS} scheduled actions, two for each window and one for each action, got ${count}.`,
    },
  ];
}

type Window = Parameters<Parameters<ScheduledScaleOutInput["windows"]["map"]>[0]>[1];
type Action = Parameters<Parameters<ScheduledScaleOutInput["actions"]["map"]>[0]>[1];

function windowRules(name: string, { from, to, timeZone, at, until }: Window): Rule[] {
  const path = text`windows["${name}"]`;
  const recurs = every(from.isGiven, to.isGiven, not(some(at.isGiven, until.isGiven)));
  const isOnce = every(at.isGiven, until.isGiven, not(some(from.isGiven, to.isGiven)));
  return [
    {
      input: path,
      holds: some(recurs, isOnce),
      message: text`${path} must have from and to, or at and until, got ${namesGiven({ from, to, at, until })}.`,
    },
    zoneOfCron(path, "from", from, timeZone),
    {
      input: text`${path}.until`,
      holds: some(not(isOnce), isBefore(at.or(EARLY), until.or(LATE))),
      message: text`${path}.until must be after its at (${at.or("")}), got "${until.or("")}".`,
    },
  ];
}

function actionRules(name: string, { recurrence, timeZone, at, min, desired }: Action): Rule[] {
  const path = text`actions["${name}"]`;
  return [
    {
      input: path,
      holds: equal(countTrue(recurrence.isGiven, at.isGiven), 1),
      message: text`${path} must have exactly one of recurrence and at, got ${namesGiven({ recurrence, at })}.`,
    },
    {
      input: path,
      holds: some(min.isGiven, desired.isGiven),
      message: text`${path} must have min or desired, or both, got ${namesGiven({ min, desired })}.`,
    },
    zoneOfCron(path, "recurrence", recurrence, timeZone),
  ];
}

const [EARLY, LATE] = ["2000-01-01T00:00:00Z", "2099-12-31T23:59:00Z"];

/** Auto Scaling takes the times of what comes once in UTC only; a zone beside them would be lost without a word. */
function zoneOfCron(path: string, field: string, cron: Maybe<string>, timeZone: Maybe<string>): Rule {
  return {
    input: text`${path}.timeZone`,
    holds: some(cron.isGiven, not(timeZone.isGiven)),
    message: text`${path}.timeZone must stand beside ${field}, as a time that comes once is in UTC, got "${timeZone.or("")}".`,
  };
}

/** What does not match its format is another rule's. */
function isBefore(one: string, other: string): Flag {
  if (isToken(one) || isToken(other)) return hcl`try(timecmp(${one}, ${other}) < 0, true)`;
  return lessThan(Date.parse(one), Date.parse(other));
}

/** The names of what is given, as text. */
function namesGiven(fields: Readonly<Record<string, Maybe<unknown>>>): string {
  const names = Object.entries(fields).map(([name, { isGiven }]) => choose(isGiven, name, ""));
  const list = joinGiven(names, ", ");
  return choose(equal(list, ""), "nothing", list);
}
