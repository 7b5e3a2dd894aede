import { Bound, Inputs } from "../modules/definition";
import { bindVariables } from "../modules/definition/bind-references";
import { conditionsOf } from "../modules/definition/conditions";
import { hclLiteral } from "../modules/definition/hcl";
import { snakeCase } from "../modules/definition/names";
import { Field, InputSchema, objectShapeOf, ObjectShape, Shape } from "../modules/definition/schema";

/** One `variable` block. */
export interface Variable {
  type: string;
  description?: string;
  default?: unknown;
  nullable?: false;
  validation?: { condition: unknown; error_message: unknown }[];
}

/**
 * The variables of a pattern's module: required ones first, then by name. Rules across inputs become validations
 * of the variable that they blame (Terraform 1.9 lets a validation read other variables).
 *
 * @param describe Description of a top-level input by its TypeScript name.
 */
export function variablesOf<S extends InputSchema>(
  inputs: Inputs<S>,
  describe: (name: string) => string | undefined,
): Record<string, Variable> {
  const shape = objectShapeOf(inputs.schema);
  const crossRules = inputs.rules(bindVariables(shape) as Bound<S>);
  const variables = Object.entries(shape.fields).map(([name, field]) => {
    const variable = variableOf(name, field, describe(name));
    const validations = [
      ...(variable.validation ?? []),
      ...crossRules
        .filter((rule) => rule.input.split(/[.[]/)[0] === name && rule.holds !== true)
        .map((rule) => ({ condition: rule.holds as unknown, error_message: rule.message as unknown })),
    ];
    return [name, { ...variable, ...(validations.length === 0 ? {} : { validation: validations }) }] as const;
  });
  const blamed = new Set(Object.keys(shape.fields));
  const astray = crossRules.find((rule) => !blamed.has(rule.input.split(/[.[]/)[0]!));
  if (astray) throw new Error(`A rule of ${inputs.name} blames "${astray.input}", which is not an input.`);
  return Object.fromEntries(sorted(variables, shape).map(([name, variable]) => [snakeCase(name), variable]));
}

function sorted<T>(entries: (readonly [string, T])[], shape: ObjectShape): (readonly [string, T])[] {
  const group = (name: string) => (isRequired(shape.fields[name]!) ? 0 : 1);
  return [...entries].sort(([a], [b]) => group(a) - group(b) || (snakeCase(a) < snakeCase(b) ? -1 : 1));
}

function isRequired(field: Field): boolean {
  return !field.optional && field.fallback === undefined;
}

function variableOf(name: string, field: Field, description: string | undefined): Variable {
  const ref = `var.${snakeCase(name)}`;
  const validation = conditionsOf(field.shape, ref, snakeCase(name), field.optional).map((condition) => ({
    condition: `\${${condition.holds}}`,
    error_message: condition.template,
  }));
  return {
    ...(description === undefined ? {} : { description }),
    type: typeOf(field.shape),
    ...defaultOf(field),
    ...(validation.length === 0 ? {} : { validation }),
  };
}

function defaultOf(field: Field): Pick<Variable, "default" | "nullable"> {
  if (field.optional) return { default: null };
  if (field.fallback === undefined) return { nullable: false };
  return { default: inTerraform(field.shape, field.fallback), nullable: false };
}

/** The Terraform type of a shape, precise to the last attribute. */
export function typeOf(shape: Shape): string {
  switch (shape.kind) {
    case "map":
      return `map(${typeOf(shape.of)})`;
    case "list":
      return `list(${typeOf(shape.of)})`;
    case "object":
      return `object({ ${Object.entries(shape.fields)
        .map(([name, field]) => `${snakeCase(name)} = ${attributeType(field)}`)
        .join(", ")} })`;
    case "boolean":
      return "bool";
    default:
      return shape.kind;
  }
}

function attributeType(field: Field): string {
  const type = typeOf(field.shape);
  if (field.optional) return `optional(${type})`;
  if (field.fallback === undefined) return type;
  return `optional(${type}, ${hclLiteral(inTerraform(field.shape, field.fallback))})`;
}

/** A default value with the names of its attributes in Terraform's spelling; keys of maps are the user's. */
function inTerraform(shape: Shape, value: unknown): unknown {
  if (shape.kind === "list") return (value as unknown[]).map((item) => inTerraform(shape.of, item));
  if (shape.kind === "map")
    return mapEntries(value as object, (key, item) => [key, inTerraform(shape.of, item)]);
  if (shape.kind !== "object") return value;
  return mapEntries(value as object, (key, item) => [
    snakeCase(key),
    inTerraform(shape.fields[key]!.shape, item),
  ]);
}

function mapEntries(value: object, change: (key: string, item: unknown) => [string, unknown]): object {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => change(key, item)));
}
