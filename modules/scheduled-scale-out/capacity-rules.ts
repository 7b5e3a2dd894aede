import { atMost, Maybe, not, Rule, rulesOfEach, some, text } from "../definition";
import type { ScheduledScaleOutInput } from "./inputs";

/** Every floor has room under the maximum: what a schedule asks for beyond it, Auto Scaling refuses when it is time. */
export function capacityRules({ capacity, windows, actions }: ScheduledScaleOutInput): Rule[] {
  const { min, max, initial } = capacity;
  return [
    under("capacity.min", min, max),
    underIfGiven("capacity.initial", initial, max),
    ...rulesOfEach("windows", windows, (name, window) => [
      under(text`windows["${name}"].min`, window.min, max),
      underIfGiven(text`windows["${name}"].desired`, window.desired, max),
      overFloor(text`windows["${name}"]`, window.min, window.desired),
    ]),
    ...rulesOfEach("actions", actions, (name, action) => [
      underIfGiven(text`actions["${name}"].min`, action.min, max),
      underIfGiven(text`actions["${name}"].desired`, action.desired, max),
      overFloor(text`actions["${name}"]`, action.min.or(0), action.desired),
    ]),
  ];
}

function under(input: string, size: number, max: number): Rule {
  return {
    input,
    holds: atMost(size, max),
    message: text`${input} must be at most capacity.max (${max}), got ${size}.`,
  };
}

function underIfGiven(input: string, size: Maybe<number>, max: number): Rule {
  return under(input, size.or(0), max);
}

function overFloor(path: string, min: number, desired: Maybe<number>): Rule {
  return {
    input: text`${path}.desired`,
    holds: some(not(desired.isGiven), atMost(min, desired.or(0))),
    message: text`${path}.desired must be at least its min (${min}), got ${desired.or(0)}.`,
  };
}
