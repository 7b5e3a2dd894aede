import { check } from "../../modules/definition/check";
import { MapShape, ObjectShape, objectShapeOf, Shape } from "../../modules/definition/schema";
import { Pattern } from "../../publisher/pattern";

/** The config with the shortest `name` that the pattern takes. */
export function withShortestName(pattern: Pattern, config: object): object {
  return { ...config, name: namesOf(pattern)[0]! };
}

/** The config with the longest `name` that the pattern takes, and with the longest names of members, policies etc. */
export function withLongestNames(pattern: Pattern, config: object): object {
  const named = { ...config, name: namesOf(pattern).at(-1)! };
  return keysIn(objectShapeOf(pattern.inputs.schema), named).reduce<object>(renamed, named);
}

/** Names of all lengths that the pattern takes, the shortest first. */
function namesOf({ inputs }: Pattern): string[] {
  const shape = objectShapeOf(inputs.schema);
  const name = { kind: "object", fields: { name: shape.fields["name"]! } } as ObjectShape;
  const all = Array.from({ length: 100 }, (_, index) => "n".repeat(index + 1));
  return all.filter((one) => check(name, { name: one }).problems.length === 0);
}

/** A key that the user has chosen, and the longest one that could stand in its place. */
interface Key {
  readonly key: string;
  readonly longest: string;
}

/** The keys of maps of objects, which become parts of names; those that are names of zones are AWS's. */
function keysIn(shape: Shape, value: unknown): Key[] {
  if (typeof value !== "object" || value === null) return [];
  const entries = Object.entries(value);
  switch (shape.kind) {
    case "object":
      return entries.flatMap(([name, item]) => keysIn(shape.fields[name]!.shape, item));
    case "map":
      return shape.of.kind === "object"
        ? entries.map(([key]) => ({ key, longest: longestOf(shape, key) }))
        : [];
    default:
      return [];
  }
}

/** A key that may be as long as one likes is part of no name. */
function longestOf({ keyConstraints }: MapShape, key: string): string {
  const all = Array.from({ length: 64 }, (_, index) => key + "k".repeat(index));
  const taken = all.filter((one) => keyConstraints.every(({ holds }) => holds(one)));
  return taken.length === all.length ? key : taken.at(-1)!;
}

/** The config with another key, and with what names it. */
function renamed(config: object, { key, longest: long }: Key): object {
  return JSON.parse(JSON.stringify(config).replaceAll(JSON.stringify(key), JSON.stringify(long))) as object;
}
