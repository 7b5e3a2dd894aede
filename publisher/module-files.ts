import { App } from "cdktf";
import { Construct } from "constructs";
import { moduleConfig } from "../modules/definition";
import { snakeCase } from "../modules/definition/names";
import { objectShapeOf } from "../modules/definition/schema";
import { isResolvable } from "../modules/definition/tokens";
import { OutputDocumentation, PatternDocumentation } from "./documentation";
import { addOutput, ModuleStack } from "./module-stack";
import { Pattern } from "./pattern";
import { textSpeller } from "./spelling";
import { Variable, variablesOf } from "./variables";
import { versionsBlock } from "./versions";

/** Files of a folder: path in it -> text. */
export type Files = Record<string, string>;

/** One `output` block. */
export interface Output {
  description?: string;
  value: unknown;
  sensitive?: true;
}

/** The Terraform JSON of a pattern's module, as blocks. */
export interface ModuleJson {
  readonly main: Record<string, unknown>;
  readonly variables: Record<string, Variable>;
  readonly outputs: Record<string, Output>;
  readonly versions: object;
}

/** Builds a pattern's module from its definition. */
export function buildModule(pattern: Pattern, documentation: PatternDocumentation): ModuleJson {
  const stack = new ModuleStack(new App({ skipValidation: true }), pattern.name);
  const construct = new pattern.construct(stack, "this", moduleConfig());
  const outputs = outputsOf(construct, documentation.outputs);
  outputs.forEach(({ name, value }) => addOutput(stack, snakeCase(name), value));
  stack.addOverride("variable", variablesOf(pattern.inputs, documentation.inputs));
  const spell = textSpeller(objectShapeOf(pattern.inputs.schema));
  const { main, variables, outputs: values } = inTerraformsWords(stack.toModule(), spell);
  return {
    main,
    variables: variables as Record<string, Variable>,
    outputs: describeOutputs(outputs, values, spell),
    versions: versionsBlock(pattern.requiredVersion),
  };
}

type Documented = OutputDocumentation & { readonly value: unknown };

/** Outputs are the construct's documented fields that are values; resources are for escape hatches only. */
function outputsOf(construct: Construct, documented: readonly OutputDocumentation[]): Documented[] {
  const fields = construct as unknown as Record<string, unknown>;
  return documented
    .map((output) => ({ ...output, value: fields[output.name] }))
    .filter(({ value }) => !holdsConstruct(value));
}

function holdsConstruct(value: unknown): boolean {
  // A token may hold the stack that it came from.
  if (typeof value !== "object" || value === null || isResolvable(value)) return false;
  if (Construct.isConstruct(value) || "made" in value) return true;
  return Object.values(value).some((item) => Construct.isConstruct(item));
}

function describeOutputs(
  outputs: Documented[],
  values: Readonly<Record<string, { readonly value: unknown }>>,
  spell: (text: string) => string,
): Record<string, Output> {
  const blocks = outputs.map(({ name, description, sensitive }): [string, Output] => [
    snakeCase(name),
    {
      ...(description === "" ? {} : { description: spell(description) }),
      value: values[snakeCase(name)]?.value,
      ...(sensitive ? { sensitive } : {}),
    },
  ]);
  return Object.fromEntries(blocks.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Texts are written once, with the names of TypeScript; whoever reads the module knows the names of Terraform. */
function inTerraformsWords<T>(value: T, spell: (text: string) => string): T {
  if (Array.isArray(value)) return value.map((item: unknown) => inTerraformsWords(item, spell)) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]: [string, unknown]) => [
    key,
    TEXTS.has(key) && typeof item === "string" ? spell(item) : inTerraformsWords(item, spell),
  ]);
  return Object.fromEntries(entries) as T;
}

const TEXTS = new Set(["error_message", "description"]);

const HEADER = {
  "//": "Made by `npm run publish:modules` from the construct of the same name. Do not edit.",
};

/** The module's JSON files. */
export function moduleFiles(module: ModuleJson): Files {
  return {
    "main.tf.json": json({ ...HEADER, ...module.main }),
    "variables.tf.json": json({ ...HEADER, variable: module.variables }),
    "outputs.tf.json": json({ ...HEADER, output: module.outputs }),
    "versions.tf.json": json({ ...HEADER, ...module.versions }),
  };
}

/** JSON as all generated files have it. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
