import { App } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { moduleConfig } from "../modules/definition";
import { snakeCase } from "../modules/definition/names";
import { OutputDocumentation, PatternDocumentation } from "./documentation";
import { addOutput, ModuleStack } from "./module-stack";
import { Pattern } from "./pattern";
import { Variable, variablesOf } from "./variables";
import { versionsBlock } from "./versions";

/** Files of a folder: path in it -> text. */
export type Files = Record<string, string>;

/** The Terraform JSON of a pattern's module, as blocks. */
export interface ModuleJson {
  readonly main: Record<string, unknown>;
  readonly variables: Record<string, Variable>;
  readonly outputs: Record<string, { value: unknown; description?: string; sensitive?: boolean }>;
  readonly versions: object;
}

/** Builds a pattern's module from its definition. */
export function buildModule(pattern: Pattern, documentation: PatternDocumentation): ModuleJson {
  const stack = new ModuleStack(new App({ skipValidation: true, outdir: "cdktf.out" }), pattern.name);
  const construct = new pattern.construct(stack, "this", moduleConfig());
  const outputs = outputsOf(construct, documentation.outputs);
  outputs.forEach(({ name, value }) => addOutput(stack, snakeCase(name), value));
  const variables = variablesOf(pattern.inputs, (name) => documentation.inputs[name]);
  stack.addOverride("variable", variables);
  const blocks = stack.toModule();
  return {
    main: blocks.main,
    variables: blocks.variables as Record<string, Variable>,
    outputs: Object.fromEntries(
      outputs
        .map(({ name, description, sensitive }) => {
          const { value } = blocks.outputs[snakeCase(name)]!;
          return [
            snakeCase(name),
            { ...(description ? { description } : {}), ...(sensitive ? { sensitive } : {}), value },
          ] as const;
        })
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    versions: versionsBlock(pattern.requiredVersion),
  };
}

/** Outputs are the construct's documented fields that are values; resources are for escape hatches only. */
function outputsOf(construct: Construct, documented: readonly OutputDocumentation[]) {
  const fields = construct as unknown as Record<string, unknown>;
  return documented
    .map((output) => ({ ...output, value: fields[output.name] }))
    .filter(({ value }) => !holdsConstruct(value));
}

function holdsConstruct(value: unknown): boolean {
  if (Construct.isConstruct(value)) return true;
  if (typeof value !== "object" || value === null) return false;
  return "made" in value || Object.values(value).some((item) => Construct.isConstruct(item as IConstruct));
}

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

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
