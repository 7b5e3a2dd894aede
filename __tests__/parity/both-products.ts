import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformOutput, TerraformStack, Testing } from "cdktf";
import { awsProviderVersion, workingDirectory } from "../../harness/shared-root";
import { Terraform } from "../../harness/terraform";
import { Json, PlanJson } from "../../harness/terraform-types";
import { camelCase } from "../../modules/definition/names";
import { objectShapeOf } from "../../modules/definition/schema";
import { ModuleJson, moduleFiles } from "../../publisher/module-files";
import { Pattern } from "../../publisher/pattern";
import { valueInTerraform } from "../../publisher/spelling";
import { literal } from "../support/literal";

/** One config, given to both products of a pattern. */
export interface ParityCase {
  readonly name: string;
  readonly pattern: Pattern;
  readonly module: ModuleJson;
  /** The construct's config, without tokens. */
  readonly config: object;
  /** For the construct: what stands behind the tokens that its config has, by the names of locals. */
  readonly locals?: Readonly<Record<string, Json>>;
}

/** The module of a case whose construct alone is planned: nothing is asked of it, nor of its outputs. */
export const NO_MODULE: ModuleJson = { main: {}, variables: {}, outputs: {}, versions: {} };

/** What a plan says of one product: each resource's planned values, and the outputs. */
export interface Planned {
  readonly resources: Readonly<Record<string, { readonly values: Json; readonly unknown: Json }>>;
  readonly outputs: Json;
}

/** The two products of one case. */
export interface BothPlanned {
  readonly construct: Planned;
  readonly published: Planned;
}

/** Which product of a case: the construct in a stack, or a hand-written call of the published module. */
export type Product = "construct" | "published";

/** Plans both products of every case in one root module, with one start of the provider. */
export async function planBothProducts(
  cases: ParityCase[],
  emulatorUrl: string,
): Promise<Map<string, BothPlanned>> {
  const terraform = await rootWith(cases, ["construct", "published"], emulatorUrl);
  const plan = await (await terraform.plan()).json();
  return new Map(
    cases.map(({ name }, index) => [
      name,
      { construct: planned(plan, `construct_${index}`), published: planned(plan, `published_${index}`) },
    ]),
  );
}

/** An initialized root module that calls products of every case: `construct_0`, `published_0`, … */
export async function rootWith(
  cases: ParityCase[],
  products: Product[],
  emulatorUrl: string,
): Promise<Terraform> {
  const directory = await workingDirectory("parity");
  const calls = cases.flatMap((parityCase, index) =>
    products.map((product) => [
      `${product}_${index}`,
      writeProduct(directory, product, parityCase, `${product}_${index}`),
    ]),
  );
  write(directory, {
    "main.tf.json": JSON.stringify(rootOf(Object.fromEntries(calls) as Record<string, Json>)),
  });
  const terraform = new Terraform({ directory, emulatorUrl });
  await terraform.init();
  return terraform;
}

function rootOf(calls: Record<string, Json>): Json {
  const output = Object.keys(calls).map((name) => [name, { value: `\${module.${name}}`, sensitive: true }]);
  return {
    terraform: { required_providers: { aws: { source: "hashicorp/aws", version: awsProviderVersion() } } },
    provider: { aws: { max_retries: 2 } },
    module: calls,
    output: Object.fromEntries(output) as Json,
  };
}

/** Writes one product as a module of its own, and gives the call of it. */
function writeProduct(directory: string, product: Product, parityCase: ParityCase, name: string): Json {
  const { pattern, module, config } = parityCase;
  const isConstruct = product === "construct";
  write(
    join(directory, name),
    isConstruct ? { "main.tf.json": synthesize(parityCase) } : moduleFiles(module),
  );
  return { source: `./${name}`, ...(isConstruct ? {} : argumentsOf(pattern, config)) };
}

/** A construct's config as the arguments of the module's call, in Terraform's JSON. */
export function argumentsOf(pattern: Pattern, config: object): Record<string, Json> {
  return literal(valueInTerraform(objectShapeOf(pattern.inputs.schema), config) as Json) as Record<
    string,
    Json
  >;
}

/** The construct as a TypeScript user's stack has it, with its outputs. */
function synthesize({ pattern, module, config, locals = {} }: ParityCase): string {
  return Testing.synthScope((scope) => {
    TerraformStack.of(scope).addOverride("locals", literal(locals as Json));
    const construct = new pattern.construct(scope, "this", config as never) as unknown as Record<
      string,
      unknown
    >;
    for (const [name, { sensitive }] of Object.entries(module.outputs)) {
      const value = construct[camelCase(name)] ?? "${null}";
      new TerraformOutput(scope, name, { value, sensitive, staticId: true });
    }
  });
}

function write(directory: string, files: Record<string, string>): void {
  mkdirSync(directory, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
}

function planned(plan: PlanJson, module: string): Planned {
  const changes = (plan.resource_changes ?? []).filter(
    ({ address, mode }) => address.startsWith(`module.${module}.`) && mode === "managed",
  );
  const resources = changes.map(({ type, name, index, change }) => [
    `${type}.${commonName(name, index)}`,
    { values: change.after, unknown: change.after_unknown },
  ]);
  const output = plan.output_changes?.[module];
  return {
    resources: Object.fromEntries(resources) as Planned["resources"],
    outputs: { known: output?.after ?? null, unknown: output?.after_unknown ?? null },
  };
}

/**
 * One name for a resource of both products: cdktf adds the construct's id and a hash, and a map's members are
 * constructs of their own in TypeScript, whose key stands in the middle of the path, but instances of one resource
 * in the module, whose key stands at the end. So the words are sorted.
 */
function commonName(name: string, index: string | number | undefined): string {
  const plain = name.replace(/^this_/, "").replace(/_[0-9A-F]{8}$/, "");
  const words = [
    ...plain.split(/[^A-Za-z0-9]+/),
    ...(typeof index === "string" ? index.split(/[^A-Za-z0-9]+/) : []),
  ];
  return words
    .map((word) => word.toLowerCase())
    .sort()
    .join(" ");
}
