import { Constraint } from "../modules/definition/constraint";
import { hclLiteral } from "../modules/definition/hcl";
import { snakeCase } from "../modules/definition/names";
import { Field, isRequired, ObjectShape, Shape } from "../modules/definition/schema";
import { PatternDocumentation } from "./documentation";
import { cell, code, table } from "./readme-table";
import { valueInTerraform } from "./spelling";

const BEGIN = "<!-- BEGIN_TF_DOCS -->";
const END = "<!-- END_TF_DOCS -->";

/** The README's table of inputs; the attributes of an object follow it in rows of their own. */
export function inputsTable(shape: ObjectShape, documentation: Pick<PatternDocumentation, "inputs">): string {
  const rows = inputRows(shape, "", documentation.inputs);
  return `### Inputs\n\n${table(["Name", "Type", "Default", "Description"], rows)}`;
}

/** The README's table of outputs, by name. */
export function outputsTable(documentation: Pick<PatternDocumentation, "outputs">): string {
  const rows = documentation.outputs.map(({ name, description, sensitive }) => [
    code(snakeCase(name)),
    cell(sensitive ? `${description} Sensitive.` : description),
  ]);
  return `### Outputs\n\n${table(["Name", "Description"], rows.sort(byFirst))}`;
}

/**
 * Replaces what stands between the markers of a README.
 *
 * @throws Error when a marker is missing or the markers are in the wrong order.
 */
export function insertTables(readme: string, tables: string): string {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin < 0) throw new Error(`The README has no ${BEGIN}.`);
  if (end < 0) throw new Error(`The README has no ${END}.`);
  if (end < begin) throw new Error(`The README has ${END} before ${BEGIN}.`);
  return `${readme.slice(0, begin)}${BEGIN}\n\n${tables.trim()}\n\n${readme.slice(end)}`;
}

function inputRows(
  shape: ObjectShape,
  prefix: string,
  descriptions: Readonly<Record<string, string>>,
): string[][] {
  const fields = Object.entries(shape.fields).sort(
    ([a, one], [b, other]) => Number(isRequired(other)) - Number(isRequired(one)) || compare(a, b),
  );
  return fields.flatMap(([name, field]) => {
    const path = prefix + name;
    const description = [descriptions[path] ?? "", ...rulesOf(field.shape)]
      .filter((part) => part !== "")
      .join(" ");
    const row = [
      code(path.split(".").map(snakeCase).join(".")),
      code(typeName(field.shape)),
      defaultCell(field),
    ];
    return [[...row, cell(description)], ...nestedRows(field.shape, path, descriptions)];
  });
}

function nestedRows(shape: Shape, path: string, descriptions: Readonly<Record<string, string>>): string[][] {
  if (shape.kind === "object") return inputRows(shape, `${path}.`, descriptions);
  return shape.kind === "map" || shape.kind === "list" ? nestedRows(shape.of, `${path}.*`, descriptions) : [];
}

/** Short on purpose: the attributes of an object have rows of their own. */
function typeName(shape: Shape): string {
  if (shape.kind === "map" || shape.kind === "list") return `${shape.kind}(${typeName(shape.of)})`;
  return shape.kind === "boolean" ? "bool" : shape.kind;
}

function defaultCell(field: Field): string {
  if (isRequired(field)) return "required";
  if (field.fallback === undefined) return code("null");
  return code(hclLiteral(valueInTerraform(field.shape, field.fallback)));
}

/** The rules of a value as sentences: `Must be at least 1.` Those of an object stand with its attributes. */
function rulesOf(shape: Shape): string[] {
  if (shape.kind === "object") return [];
  const own = shape.constraints.map((constraint) => sentence("", constraint));
  if (shape.kind === "list") return [...own, ...membersOf(shape.of)];
  if (shape.kind !== "map") return own;
  return [
    ...own,
    ...shape.keyConstraints.map((constraint) => sentence("Each key", constraint)),
    ...membersOf(shape.of),
  ];
}

function membersOf(shape: Shape): string[] {
  if (shape.kind === "object") return [];
  return shape.constraints.map((constraint) => sentence("Each member", constraint));
}

function sentence(subject: string, { rule }: Constraint): string {
  const words = `${subject} ${rule}`.trim();
  return `${words[0]!.toUpperCase()}${words.slice(1)}${words.endsWith(".") ? "" : "."}`;
}

function byFirst([a]: string[], [b]: string[]): number {
  return compare(a!, b!);
}

/** By code unit, since the order of a locale differs between machines. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
