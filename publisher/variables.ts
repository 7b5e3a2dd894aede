import { Bound, Inputs, Rule } from "../modules/definition";
import { bindVariables } from "../modules/definition/bind-references";
import { conditionsOf } from "../modules/definition/conditions";
import { hclLiteral } from "../modules/definition/hcl";
import { snakeCase } from "../modules/definition/names";
import {
  Field,
  InputSchema,
  isRequired,
  objectShapeOf,
  ObjectShape,
  Shape,
} from "../modules/definition/schema";
import { valueInTerraform } from "./spelling";

/** One `variable` block. */
export interface Variable {
  description?: string;
  type: string;
  default?: unknown;
  nullable?: false;
  validation?: { condition: unknown; error_message: unknown }[];
}

/** Description of an input by its path, `capacity.needed`; the members of a map or list are `*`. */
export type Descriptions = Readonly<Record<string, string>>;

/**
 * The variables of a pattern's module: required ones first, then by name. Rules across inputs become validations
 * of the variable that they blame (Terraform 1.9 lets a validation read other variables).
 */
export function variablesOf<S extends InputSchema>(
  inputs: Inputs<S>,
  descriptions: Descriptions,
): Record<string, Variable> {
  const shape = objectShapeOf(inputs.schema);
  const rules = rulesByInput(inputs, shape);
  const variables = Object.entries(shape.fields).map(
    ([name, field]) => [name, variable(name, field, descriptions, rules.get(name) ?? [])] as const,
  );
  return Object.fromEntries(sorted(variables, shape).map(([name, block]) => [snakeCase(name), block]));
}

function rulesByInput<S extends InputSchema>(inputs: Inputs<S>, shape: ObjectShape): Map<string, Rule[]> {
  const byInput = new Map<string, Rule[]>();
  for (const rule of inputs.rules(bindVariables(shape) as Bound<S>)) {
    // A rule that always holds in this pattern: Terraform refuses a condition that refers to nothing.
    if (rule.holds === true) continue;
    const name = rule.input.split(/[.[]/)[0]!;
    if (!(name in shape.fields))
      throw new Error(`A rule of ${inputs.name} blames "${rule.input}", which is not an input.`);
    byInput.set(name, [...(byInput.get(name) ?? []), rule]);
  }
  return byInput;
}

function sorted<T>(entries: (readonly [string, T])[], shape: ObjectShape): (readonly [string, T])[] {
  const group = (name: string) => (isRequired(shape.fields[name]!) ? 0 : 1);
  return [...entries].sort(([a], [b]) => group(a) - group(b) || (snakeCase(a) < snakeCase(b) ? -1 : 1));
}

function variable(name: string, field: Field, descriptions: Descriptions, rules: Rule[]): Variable {
  const terraformName = snakeCase(name);
  const conditions = conditionsOf(field.shape, `var.${terraformName}`, terraformName, field.optional);
  const validation = [
    ...conditions.map(({ holds, template }) => ({ condition: `\${${holds}}`, error_message: template })),
    ...rules.map(({ holds, message }) => ({ condition: holds, error_message: message })),
  ];
  return {
    ...describe(name, field.shape, descriptions),
    type: typeOf(field.shape),
    ...defaultOf(field),
    ...(validation.length === 0 ? {} : { validation }),
  };
}

/** The input's own description, and a line for each attribute below it. */
function describe(name: string, shape: Shape, descriptions: Descriptions): Pick<Variable, "description"> {
  const own = descriptions[name];
  if (own === undefined) return {};
  const attributes = attributePaths(shape, name).map(
    (path) => `- ${path.slice(name.length + 1)}: ${descriptions[path] ?? ""}`,
  );
  return { description: attributes.length === 0 ? own : `${own}\n\n${attributes.join("\n")}` };
}

/** Paths of all attributes of an input; every one of them needs a description. */
export function attributePaths(shape: Shape, path: string): string[] {
  if (shape.kind === "map" || shape.kind === "list") return attributePaths(shape.of, `${path}.*`);
  if (shape.kind !== "object") return [];
  return Object.entries(shape.fields).flatMap(([name, field]) => [
    `${path}.${name}`,
    ...attributePaths(field.shape, `${path}.${name}`),
  ]);
}

function defaultOf(field: Field): Pick<Variable, "default" | "nullable"> {
  if (field.fallback === undefined) return field.optional ? { default: null } : { nullable: false };
  const fallback = { default: valueInTerraform(field.shape, field.fallback) };
  return field.optional ? fallback : { ...fallback, nullable: false };
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
  if (field.fallback === undefined) return field.optional ? `optional(${type})` : type;
  if (field.optional)
    throw new Error(
      "An attribute cannot be on by default and off for null: in Terraform null is the default.",
    );
  return `optional(${type}, ${hclLiteral(valueInTerraform(field.shape, field.fallback))})`;
}
