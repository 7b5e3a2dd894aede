/**
 * Pieces of a state machine in Amazon States Language, with JSONPath. Values in them may be tokens: the machine is
 * written by Terraform's `jsonencode`, in both products. How many states there are never depends on an input.
 * (docs.aws.amazon.com, Step Functions developer guide, "Using Amazon States Language to define workflows".)
 */

/** A JSON object of the language. */
export type Json = Readonly<Record<string, unknown>>;

/** States by their names. */
export type States = Readonly<Record<string, Json>>;

/** A comparison of a Choice state, without the state that follows it. */
export type Condition = Json;

/** Where a Task's result goes, and what follows. */
export interface TaskOptions {
  /** What is kept of the result; all of it when left out. */
  readonly select?: Json;
  /** Reference path of the result; left out, the result is thrown away. */
  readonly at?: string;
  readonly next: string;
  /** State that follows when all retries have failed; left out, the execution fails. */
  readonly caught?: string;
  /** Left out, a failing call is repeated, as in `RETRY`. False: it is not. */
  readonly retry?: false;
}

/**
 * A failing call is repeated after 1, 2, 4, 8, 10 and 10 seconds, with jitter: long enough for a burst of throttling,
 * and short against the machine's own limit. What still fails then fails the execution, which is alarmed.
 */
export const RETRY = [
  {
    ErrorEquals: ["States.ALL"],
    IntervalSeconds: 1,
    BackoffRate: 2,
    MaxAttempts: 6,
    MaxDelaySeconds: 10,
    JitterStrategy: "FULL",
  },
];

/** A call of an API: `call("ec2:describeAddresses", { … }, { next: "Look" })`. No code runs anywhere for it. */
export function call(action: string, parameters: Json, options: TaskOptions): Json {
  return task(`arn:aws:states:::aws-sdk:${action}`, parameters, options);
}

/** A Task of any kind of resource. */
export function task(resource: string, parameters: Json, options: TaskOptions): Json {
  const { select, at, next, caught, retry } = options;
  return {
    Type: "Task",
    Resource: resource,
    Parameters: parameters,
    ...(select === undefined ? {} : { ResultSelector: select }),
    ResultPath: at ?? null,
    ...(retry === false ? {} : { Retry: RETRY }),
    ...(caught === undefined ? {} : { Catch: caughtBy(caught) }),
    ...follow(next),
  };
}

/** Every error leads to one state, with its name and cause at `$.error`. */
export function caughtBy(next: string): Json[] {
  return [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: next }];
}

/** Puts a value together at a reference path. */
export function pass(parameters: Json, at: string, next: string): Json {
  return { Type: "Pass", Parameters: parameters, ResultPath: at, ...follow(next) };
}

/** Copies what a path selects to another place. */
export function copy(from: string, to: string, next: string): Json {
  return { Type: "Pass", InputPath: from, ResultPath: to, ...follow(next) };
}

/** The first condition that holds decides what follows. */
export function choice(rules: readonly (readonly [Condition, string])[], otherwise: string): Json {
  return {
    Type: "Choice",
    Choices: rules.map(([condition, next]) => ({ ...condition, Next: next })),
    Default: otherwise,
  };
}

export function wait(seconds: number, next: string): Json {
  return { Type: "Wait", Seconds: seconds, ...follow(next) };
}

/** Ends the execution, or the branch that it stands in, with this as its output. */
export function output(parameters: Json): Json {
  return { Type: "Pass", Parameters: parameters, End: true };
}

/** Ends the execution in failure, which the pattern's alarm tells of. */
export function fail(error: string, cause: string): Json {
  return { Type: "Fail", Error: error, Cause: cause };
}

/** The same states for each member of a list, at the same time. */
export function forEach(
  items: string,
  item: Json,
  states: States,
  options: Pick<TaskOptions, "next" | "at" | "caught">,
): Json {
  const { at, next, caught } = options;
  return {
    Type: "Map",
    ItemsPath: items,
    ItemSelector: item,
    ItemProcessor: {
      ProcessorConfig: { Mode: "INLINE" },
      StartAt: Object.keys(states)[0],
      States: states,
    },
    ResultPath: at ?? null,
    ...(caught === undefined ? {} : { Catch: caughtBy(caught) }),
    ...follow(next),
  };
}

/** The name that stands for "nothing follows". */
export const END = "";

function follow(next: string): Json {
  return next === END ? { End: true } : { Next: next };
}

/** All of the conditions. */
export function all(...conditions: Condition[]): Condition {
  return { And: conditions };
}

/** One of the conditions at least. */
export function any(...conditions: Condition[]): Condition {
  return { Or: conditions };
}

/** Not the condition. */
export function no(condition: Condition): Condition {
  return { Not: condition };
}

/** Something is there at the path. */
export function present(path: string): Condition {
  return { Variable: path, IsPresent: true };
}

/** There is nothing at the path. */
export function absent(path: string): Condition {
  return { Variable: path, IsPresent: false };
}

/** The text at the path is this one. The path has to be there. */
export function is(path: string, text: string): Condition {
  return { Variable: path, StringEquals: text };
}

/** The texts at both paths are the same. Both have to be there. */
export function same(path: string, other: string): Condition {
  return { Variable: path, StringEqualsPath: other };
}

/** The flag at the path is on. The path has to be there. */
export function isTrue(path: string): Condition {
  return { Variable: path, BooleanEquals: true };
}
