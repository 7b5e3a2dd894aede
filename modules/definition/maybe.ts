import { encodeLike, Flag, hcl, rawHcl } from "./expression";
import { Given } from "./given";
import { choose } from "./operators";

/** An optional value: in TypeScript use it is there or not, in the published module it is a variable that may be null. */
export interface Maybe<T> {
  /** Whether it is given. */
  readonly isGiven: Flag;
  /** The value, or nothing: for an attribute of a resource that takes "unset" for its own default. */
  readonly orNull: T | undefined;
  /** The value where it is given, else `fallback`. */
  or(fallback: T): T;
  /** A value made of it, given where it is given. */
  map<V>(change: (value: T) => V): Maybe<V>;
}

/** An optional value that is not there: for what serves several patterns, of which one has no such input. */
export function noValue<T>(): Maybe<T> {
  return maybeValue<T>(undefined);
}

/** An optional value as it is in TypeScript use. */
export function maybeValue<T>(value: T | undefined): Maybe<T> {
  return {
    isGiven: value !== undefined,
    orNull: value,
    or: (fallback) => value ?? fallback,
    map: (change) => maybeValue(value === undefined ? undefined : change(value)),
  };
}

/**
 * An optional value that the published module's caller may leave out.
 *
 * @param value The token that reads it.
 * @param given HCL condition under which it may be read.
 * @param orNull The token that reads it as it is, null too, where there is a simpler one than a conditional.
 */
export function maybeReference<T>(
  value: T,
  given: string,
  orNull: T = encodeLike(value, hcl`(${rawHcl(given)} ? ${value} : null)`),
): Maybe<T> {
  const isGiven = new Given(given);
  return {
    isGiven,
    orNull,
    or: (fallback) => choose(isGiven, value as never, fallback as never) as T,
    map: (change) => maybeReference(change(value), given),
  };
}

/** What was selected of something optional: an optional value of it already knows whether both are given. */
export function flattened<V>(selected: V | Maybe<V>, wrap: (value: V) => Maybe<V>): Maybe<V> {
  return isMaybe(selected) ? selected : wrap(selected);
}

function isMaybe<V>(value: V | Maybe<V>): value is Maybe<V> {
  return typeof value === "object" && value !== null && "orNull" in value && "isGiven" in value;
}
