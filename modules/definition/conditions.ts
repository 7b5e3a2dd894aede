import { Constraint } from "./constraint";
import { escapeMarkers, escapeTemplate } from "./hcl";
import { snakeCase } from "./names";
import { Field, isRequired, ListShape, MapShape, ObjectShape, Shape } from "./schema";

/** A rule of the schema as Terraform checks it at plan. */
export interface Condition {
  /** HCL expression of the condition. */
  readonly holds: string;
  /** HCL expression of the message. */
  readonly message: string;
  /** The message as text with `${…}` in it, for a place where it stands alone. */
  readonly template: string;
}

/** Where the walk stands: the HCL that reads the value, and how its path is written in a message. */
interface Place {
  readonly ref: string;
  /** Template text, with `${…}` where a key or an index goes. */
  readonly path: string;
  /** What may be null on the way here; where one is, the rule steps aside. */
  readonly guards: readonly string[];
  /** The maps and lists that the walk went into, outermost first. */
  readonly loops: readonly Loop[];
}

interface Loop {
  readonly variables: string;
  readonly over: string;
}

/**
 * Every rule of a shape, over the value that the HCL expression `ref` reads. Terraform lets null through for
 * every attribute of an object type, so a required attribute has its own rule here.
 *
 * @param path How the input is named in a message.
 * @param optional Whether the value itself may be null; then no rule speaks of it.
 */
export function conditionsOf(shape: Shape, ref: string, path: string, optional = false): Condition[] {
  return walk(shape, { ref, path, guards: optional ? [ref] : [], loops: [] });
}

function walk(shape: Shape, place: Place): Condition[] {
  switch (shape.kind) {
    case "object":
      return walkObject(shape, place);
    case "map":
      return walkMap(shape, place);
    case "list":
      return walkList(shape, place);
    default:
      return shape.constraints.map((constraint) => condition(constraint, place));
  }
}

function walkObject(shape: ObjectShape, place: Place): Condition[] {
  return Object.entries(shape.fields).flatMap(([name, field]) => {
    const inner: Place = {
      ...place,
      ref: `${place.ref}.${snakeCase(name)}`,
      path: `${place.path}.${snakeCase(name)}`,
    };
    return [
      ...required(field, inner),
      ...walk(field.shape, field.fallback === undefined || field.optional ? maybe(inner) : inner),
    ];
  });
}

function required(field: Field, place: Place): Condition[] {
  return isRequired(field) ? [condition(REQUIRED, place)] : [];
}

const REQUIRED: Constraint = {
  rule: "is required",
  holds: (value) => value !== undefined && value !== null,
  condition: (ref) => `${ref} != null`,
};

function maybe(place: Place): Place {
  return { ...place, guards: [...place.guards, place.ref] };
}

function walkMap(shape: MapShape, place: Place): Condition[] {
  const [key, item] = [`key${place.loops.length || ""}`, `item${place.loops.length || ""}`];
  const inside = enter(place, `${key}, ${item}`, "{}");
  return [
    ...shape.constraints.map((constraint) => condition(constraint, place)),
    ...shape.keyConstraints.map((constraint) =>
      condition(constraint, { ...inside, ref: key, path: `key of ${place.path}` }),
    ),
    ...walkMember(shape.of, { ...inside, ref: item, path: `${place.path}[\${jsonencode(${key})}]` }),
  ];
}

function walkList(shape: ListShape, place: Place): Condition[] {
  const [index, item] = [`index${place.loops.length || ""}`, `item${place.loops.length || ""}`];
  const inside = enter(place, `${index}, ${item}`, "[]");
  return [
    ...shape.constraints.map((constraint) => condition(constraint, place)),
    ...walkMember(shape.of, { ...inside, ref: item, path: `${place.path}[\${${index}}]` }),
  ];
}

function walkMember(shape: Shape, place: Place): Condition[] {
  return [condition(REQUIRED, place), ...walk(shape, maybe(place))];
}

function enter(place: Place, variables: string, empty: string): Place {
  const over = place.guards.length === 0 ? place.ref : `(${guarded(place.guards, place.ref, empty)})`;
  return { ...place, guards: [], loops: [...place.loops, { variables, over }] };
}

function guarded(guards: readonly string[], expression: string, otherwise: string): string {
  return [...guards.map((guard) => `${guard} == null ? ${otherwise} : `), expression].join("");
}

function condition(constraint: Constraint, place: Place): Condition {
  const holds = guarded(place.guards, constraint.condition(place.ref), "true");
  // Terraform evaluates the message of a rule that holds, too: it must not trip over a null on the way.
  const got = `\${try(jsonencode(${place.ref}), "null")}`;
  const sentence = (rule: string) => `${place.path} ${rule}, got ${got}.`;
  const message = `"${sentence(escapeTemplate(constraint.rule))}"`;
  if (place.loops.length > 0) return overMembers(place.loops, holds, message);
  return { holds, message, template: sentence(escapeMarkers(constraint.rule)) };
}

/** The rule over all members: it holds when no member has something to complain of. */
function overMembers(loops: readonly Loop[], holds: string, message: string): Condition {
  const complaints = loops.reduceRight((inner, loop, depth) => {
    const filter = depth === loops.length - 1 ? ` if !(${holds})` : "";
    return `[for ${loop.variables} in ${loop.over} : ${inner}${filter}]`;
  }, message);
  const flat = loops.length > 1 ? `flatten(${complaints})` : complaints;
  const joined = `join(" ", ${flat})`;
  return { holds: `length(${flat}) == 0`, message: joined, template: `\${${joined}}` };
}
