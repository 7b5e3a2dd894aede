import { Construct } from "constructs";
import { takeBlockName } from "./block-names";
import { Built, Feature } from "./bound";
import { flattened, Maybe, maybeValue } from "./maybe";

/**
 * A feature that is on, made of an input that is required here and optional elsewhere, so that one piece of code
 * serves both: `new Fleet(…, { ...input, bootstrap: given(input.bootstrap) })`.
 */
export function given<T extends object>(value: T): Feature<T> {
  return featureOf(value);
}

/** A feature as it is where its being given is known: built, or not at all. */
export function featureOf<T extends object>(value: T | undefined): Feature<T> {
  return {
    isGiven: value !== undefined,
    get: <V>(select: (value: T) => V | Maybe<V>) => readFrom(value, select),
    rules: (make) => [...(value ? make(value) : [])],
    build: (scope, id, make) => built(value && make(new Construct(scope, id), value)),
    buildInstead: (scope, id, make) => built(value ? undefined : make(new Construct(scope, id))),
    block: (resource, name, content) => {
      takeBlockName(resource, name);
      if (value) resource.addOverride(name, content(value));
    },
    nested: (name, content) => (value ? { [name]: content(value) } : {}),
    blockInstead: (resource, name, content) => {
      takeBlockName(resource, name);
      if (!value) resource.addOverride(name, content);
    },
  };
}

function readFrom<R, V>(made: R | undefined, select: (made: R) => V | Maybe<V>): Maybe<V> {
  return made === undefined ? maybeValue<V>(undefined) : flattened(select(made), maybeValue);
}

function built<R>(made: R | undefined): Built<R> {
  return {
    made,
    read: <V>(select: (made: R) => V | Maybe<V>) => readFrom(made, select),
    rules: (select) => [...(made === undefined ? [] : select(made))],
    use: (act) => void (made !== undefined && act(made)),
    dependency: (select) => (made === undefined ? [] : [select(made)].flat()),
  };
}
