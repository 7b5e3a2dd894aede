import { Constraint } from "../../modules/definition/constraint";
import { ObjectShape, Shape } from "../../modules/definition/schema";

/** A config as plain values. */
export type Plain = Readonly<Record<string, unknown>>;

/** Numbers that decide what is changed; the same ones change the same. */
export type Dice = readonly number[];

/**
 * A config in which a few values differ: others that this input has elsewhere, those at the edges of its rules and
 * just beyond, none at all. Values keep their type: Terraform converts those of another one, which no rule can see.
 */
export function mutate(shape: ObjectShape, start: Plain, known: readonly Plain[], dice: Dice): Plain {
  const pairs = Array.from({ length: Math.floor(dice.length / 2) }, (_, index) => dice.slice(2 * index));
  return pairs.reduce<Plain>((config, [where, what]) => {
    const places = placesIn(shape, config, []);
    const place = places[where! % places.length]!;
    const others = candidates(place, known);
    return put(config, place.path, others[what! % others.length]) as Plain;
  }, start);
}

interface Place {
  readonly path: readonly string[];
  readonly shape: Shape;
}

/** Every place of a config where a value is or could be: the fields of objects, the members of maps and lists. */
function placesIn(shape: Shape, value: unknown, path: readonly string[]): Place[] {
  const here = path.length === 0 ? [] : [{ path, shape }];
  return [...here, ...members(shape, value).flatMap(([key, of, item]) => placesIn(of, item, [...path, key]))];
}

function members(shape: Shape, value: unknown): [key: string, shape: Shape, item: unknown][] {
  if (value === undefined || value === null) return [];
  const given = value as Plain;
  switch (shape.kind) {
    case "object":
      return Object.entries(shape.fields).map(([key, field]) => [key, field.shape, given[key]]);
    case "map":
    case "list":
      return Object.entries(given).map(([key, item]) => [key, shape.of, item]);
    default:
      return [];
  }
}

/** What may stand in a place, `undefined` for nothing. */
function candidates({ path, shape }: Place, known: readonly Plain[]): unknown[] {
  const elsewhere = known.map((config) => at(config, path)).filter((item) => item !== undefined);
  return [undefined, ...elsewhere, ...ofKind(shape, elsewhere)];
}

function ofKind(shape: Shape, elsewhere: unknown[]): unknown[] {
  switch (shape.kind) {
    case "boolean":
      return [true, false];
    case "number":
      return [...numbersIn(shape.constraints), 0, 1, 7, 60, 3600];
    case "string":
      return [...wordsIn(shape.constraints), ...stringsAround(elsewhere as string[])];
    case "object":
      return [{}];
    case "list":
      return [[], ...(elsewhere as unknown[][]).flatMap((list) => [[...list, ...list], list.slice(1)])];
    case "map":
      return [{}, ...(elsewhere as Plain[]).flatMap(otherKeys)];
  }
}

/** The edges that a rule names, and the numbers beside them. */
function numbersIn(constraints: readonly Constraint[]): number[] {
  const edges = constraints.flatMap(({ rule }) => rule.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
  return edges.flatMap((edge) => [edge, edge - 1, edge + 1, edge + 0.5]);
}

/** The choices that a rule names. */
function wordsIn(constraints: readonly Constraint[]): string[] {
  return constraints.flatMap(({ rule }) => /^must be one of (.+)$/.exec(rule)?.[1]?.split(", ") ?? []);
}

const ODD = [
  "",
  " ",
  "a",
  "A",
  "-",
  "é",
  "a${var.x}", // one that is nothing but an expression is a reference: an input of users who know what they do
  "%{if x}",
  '"',
  "a\nb",
  "0",
  "x".repeat(64),
  "x".repeat(300),
];

function stringsAround(strings: readonly string[]): string[] {
  return [...ODD, ...strings.flatMap((text) => [`${text}x`, text.slice(1), text.toUpperCase(), `${text}\n`])];
}

/** A map with another member, and with another key. */
function otherKeys(map: Plain): Plain[] {
  const [first] = Object.values(map);
  if (first === undefined) return [];
  return ["b", "B c", "é", "us-east-1z", ""].flatMap((key) => [{ ...map, [key]: first }, { [key]: first }]);
}

function at(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined || value === undefined) return value;
  if (value === null) return undefined;
  return at((value as Plain)[key], rest);
}

/** A copy with another value in one place; without it for `undefined`. */
export function put(value: unknown, [key, ...rest]: readonly string[], item: unknown): unknown {
  if (key === undefined) return item;
  const changed = put((value as Plain)[key], rest, item);
  if (Array.isArray(value))
    return value.flatMap((one: unknown, index) =>
      String(index) !== key ? [one] : changed === undefined ? [] : [changed],
    );
  const { [key]: _, ...others } = value as Plain;
  return changed === undefined ? others : { ...others, [key]: changed };
}
