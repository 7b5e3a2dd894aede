import { z } from "zod";
import { Constraint, constraintsOf, isOfKind } from "./constraint";
import { Flag } from "./expression";

/**
 * What the rest of the kit knows of a schema: plain shapes. zod is how a pattern writes its inputs down;
 * this file is the only one that looks into zod.
 */
export type Shape = ScalarShape | ObjectShape | MapShape | ListShape;

export interface ScalarShape {
  readonly kind: "string" | "number" | "boolean";
  /** The rule that the value is of this kind. */
  readonly type: Constraint;
  readonly constraints: readonly Constraint[];
}

export interface ObjectShape {
  readonly kind: "object";
  readonly fields: Readonly<Record<string, Field>>;
}

/** A map whose keys the user chooses: they are never renamed. */
export interface MapShape {
  readonly kind: "map";
  readonly of: Shape;
  readonly constraints: readonly Constraint[];
  readonly keyConstraints: readonly Constraint[];
}

export interface ListShape {
  readonly kind: "list";
  readonly of: Shape;
  readonly constraints: readonly Constraint[];
}

/** One input, or one attribute of an object input. */
export interface Field {
  readonly shape: Shape;
  /** May be absent (null in Terraform): when it is left out, or only when null is given and there is a fallback. */
  readonly optional: boolean;
  /** The value taken when it is left out; undefined for no default. Defaults inside of it are not applied yet. */
  readonly fallback: unknown;
}

/** Whether a value has to be given: it may not be left out, and nothing stands in for it. */
export function isRequired(field: Field): boolean {
  return !field.optional && field.fallback === undefined;
}

/** Inputs of a pattern: `z.strictObject({ … })`, so that a misspelled name is refused. */
export type InputSchema = z.ZodObject<Readonly<Record<string, z.ZodType>>>;

/** A boolean input; accepts a token too, since cdktf cannot carry a token in a boolean. */
export function flag(): z.ZodType<Flag, Flag> {
  return z.boolean() as unknown as z.ZodType<Flag, Flag>;
}

const known = new WeakMap<z.ZodType, Shape>();

/** The shape of a schema; the same object at each call. */
export function shapeOf(schema: z.ZodType): Shape {
  const before = known.get(schema);
  if (before) return before;
  const shape = read(schema);
  known.set(schema, shape);
  return shape;
}

/** The shape of a pattern's inputs. */
export function objectShapeOf(schema: InputSchema): ObjectShape {
  return shapeOf(schema) as ObjectShape;
}

function read(schema: z.ZodType): Shape {
  switch (schema._zod.def.type) {
    case "string":
    case "enum":
    case "literal":
      return scalar("string", schema);
    case "number":
      return scalar("number", schema);
    case "boolean":
      return scalar("boolean", schema);
    case "object":
      return readObject(schema as InputSchema);
    case "array":
      return {
        kind: "list",
        of: shapeOf((schema as z.ZodArray<z.ZodType>).element),
        constraints: constraintsOf(schema),
      };
    case "record":
      return readMap(schema as z.ZodRecord<z.ZodString, z.ZodType>);
    default:
      throw new Error(`A schema of type "${schema._zod.def.type}" has no counterpart in Terraform's types.`);
  }
}

function scalar(kind: ScalarShape["kind"], schema: z.ZodType): ScalarShape {
  return { kind, type: isOfKind(kind), constraints: constraintsOf(schema) };
}

function readObject(schema: InputSchema): ObjectShape {
  const strict = (schema._zod.def.catchall as z.ZodType | undefined)?._zod.def.type === "never";
  if (!strict) throw new Error("Inputs are z.strictObject, so that a misspelled name is refused.");
  if (schema._zod.def.checks?.length)
    throw new Error("A check of a whole object has no meaning in Terraform. Write a rule over the inputs.");
  const fields = Object.entries(schema.shape).map(([name, field]) => [name, readField(field)] as const);
  return { kind: "object", fields: Object.fromEntries(fields) };
}

function readMap(schema: z.ZodRecord<z.ZodString, z.ZodType>): MapShape {
  return {
    kind: "map",
    of: shapeOf(schema.valueType),
    constraints: constraintsOf(schema),
    keyConstraints: readKeys(schema),
  };
}

/** A key of a map from which resources are made becomes part of their names, whatever else is asked of it. */
function readKeys(schema: z.ZodRecord<z.ZodString, z.ZodType>): Constraint[] {
  const own = constraintsOf(schema.keyType);
  const isNamed =
    shapeOf(schema.valueType).kind !== "object" || own.some((constraint) => !constraint.holds(""));
  return isNamed ? own : [NOT_EMPTY, ...own];
}

const NOT_EMPTY: Constraint = {
  rule: "must not be empty",
  holds: (value) => value !== "",
  condition: (ref) => `${ref} != ""`,
};

function readField(schema: z.ZodType): Field {
  const definition = schema._zod.def as { type: string; innerType?: z.ZodType; defaultValue?: unknown };
  switch (definition.type) {
    case "optional":
      return { shape: optionalShape(definition.innerType!), optional: true, fallback: undefined };
    case "default":
    case "prefault":
      if (definition.innerType!._zod.def.type === "nullable")
        return onUnlessNull(definition.innerType as z.ZodNullable<z.ZodType>, definition.defaultValue);
      return { shape: shapeOf(definition.innerType!), optional: false, fallback: definition.defaultValue };
    default:
      return { shape: shapeOf(schema), optional: false, fallback: undefined };
  }
}

/** A feature that is on by default, and off for `null`, which Terraform keeps apart from "left out" in variables only. */
function onUnlessNull(schema: z.ZodNullable<z.ZodType>, fallback: unknown): Field {
  const shape = shapeOf(schema.unwrap());
  if (shape.kind !== "object")
    throw new Error("Only an object may be null: a feature that is on by default.");
  return { shape, optional: true, fallback };
}

/** No member and no map are the same thing to say, so there is one way to say it. */
function optionalShape(schema: z.ZodType): Shape {
  const shape = shapeOf(schema);
  if ((shape.kind === "map" || shape.kind === "list") && shape.of.kind === "object")
    throw new Error(
      `A ${shape.kind} of objects is empty by default, not optional: .default(${shape.kind === "map" ? "{}" : "[]"})`,
    );
  return shape;
}
