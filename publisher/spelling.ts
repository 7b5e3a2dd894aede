import { snakeCase } from "../modules/definition/names";
import { ObjectShape, Shape } from "../modules/definition/schema";

/** A value with the names of its attributes in Terraform's spelling; keys of maps are the user's and stay. */
export function valueInTerraform(shape: Shape, value: unknown): unknown {
  if (value === null) return null; // what is on by default is off
  switch (shape.kind) {
    case "list":
      return (value as unknown[]).map((item) => valueInTerraform(shape.of, item));
    case "map":
      return mapEntries(value as object, (key, item) => [key, valueInTerraform(shape.of, item)]);
    case "object":
      return mapEntries(value as object, (key, item) => [
        snakeCase(key),
        valueInTerraform(shape.fields[key]!.shape, item),
      ]);
    default:
      return value;
  }
}

/** Rewrites the names of inputs in a text as Terraform spells them: "capacity.surviveZoneLoss" has underscores there. */
export function textSpeller(shape: ObjectShape): (text: string) => string {
  const names = [...inputNames(shape)].filter((name) => name !== snakeCase(name));
  if (names.length === 0) return (text) => text;
  const pattern = new RegExp(`\\b(${names.join("|")})\\b`, "g");
  return (text) => text.replace(pattern, (name) => snakeCase(name));
}

function inputNames(shape: Shape): Set<string> {
  if (shape.kind === "map" || shape.kind === "list") return inputNames(shape.of);
  if (shape.kind !== "object") return new Set();
  const entries = Object.entries(shape.fields);
  return new Set(entries.flatMap(([name, field]) => [name, ...inputNames(field.shape)]));
}

function mapEntries(value: object, change: (key: string, item: unknown) => [string, unknown]): object {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => change(key, item)));
}
