import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { Terraform } from "../../harness/terraform";
import { TerraformError } from "../../harness/terraform-error";
import { Json } from "../../harness/terraform-types";
import { InputError } from "../../modules";
import { objectShapeOf } from "../../modules/definition/schema";
import { moduleFiles, ModuleJson } from "../../publisher/module-files";
import { Pattern } from "../../publisher/pattern";
import { textSpeller, valueInTerraform } from "../../publisher/spelling";
import { literal } from "../support/literal";
import { Plain } from "./mutate";

/** What a product says of a config: its sentences in Terraform's spelling, none for one that it takes. */
export type Verdict = readonly string[];

/** @throws Error for whatever is no refusal of an input: a config must not break the construct. */
export function verdictOfConstruct({ construct, inputs }: Pattern, config: Plain): Verdict {
  const stack = new TerraformStack(new App({ skipValidation: true }), "stack");
  try {
    new construct(stack, "this", config as never);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const speak = textSpeller(objectShapeOf(inputs.schema));
    return error.problems.map(({ message }) => speak(message));
  }
}

/** A config, and whether it should be refused. */
export interface Question {
  readonly config: Plain;
  readonly isRefused: boolean;
}

/** A question by the name that it has in a plan. */
type Asked = readonly [name: string, question: Question];

/**
 * What Terraform says of configs, over the module's variables alone. Without resources there is no provider to start,
 * so that a case costs milliseconds.
 *
 * Terraform does not get to a rule over two inputs in a plan in which a rule over a single one fails, whoever's that
 * is. So the configs that should be refused are not in one plan with the others, and those of which a plan has said
 * nothing are asked again without those of which it has.
 */
export async function verdictsOfModule(
  pattern: Pattern,
  module: ModuleJson,
  questions: readonly Question[],
): Promise<Verdict[]> {
  const asked = questions.map((question, index): Asked => [`case_${index}`, question]);
  const said = new Map<string, Verdict>();
  const ask = async (these: readonly Asked[]): Promise<void> => {
    const found = await plan(pattern, module, these);
    for (const [name, verdict] of found) said.set(name, verdict);
    const silent = these.filter(([name, { isRefused }]) => isRefused && !found.has(name));
    if (found.size > 0 && silent.length > 0) await ask(silent);
  };
  const plans = [true, false].flatMap((refused) =>
    chunks(asked.filter(([, { isRefused }]) => isRefused === refused)),
  );
  const work = async () => {
    for (let next = plans.pop(); next; next = plans.pop()) await ask(next);
  };
  await Promise.all([work(), work()]);
  return asked.map(([name]) => said.get(name) ?? []);
}

/** Configs in one plan: more of them take longer than their share. */
const AT_ONCE = 40;

function chunks(asked: readonly Asked[]): Asked[][] {
  const count = Math.ceil(asked.length / AT_ONCE);
  return Array.from({ length: count }, (_, index) => asked.slice(index * AT_ONCE, (index + 1) * AT_ONCE));
}

/** What one plan says, by the name of the config that it says it of. */
async function plan({ inputs }: Pattern, module: ModuleJson, asked: readonly Asked[]) {
  const directory = mkdtempSync(join(tmpdir(), "fuzz-"));
  try {
    const variables = moduleFiles(module)["variables.tf.json"]!;
    const absences = Object.entries(module.variables).filter(([, { default: fallback, nullable }]) => {
      const isOffByNull = (fallback ?? null) !== null && nullable !== false;
      return !isOffByNull;
    });
    mkdirSync(join(directory, "module"));
    writeFileSync(join(directory, "module", "variables.tf.json"), variables);
    for (const [name, { config }] of asked) {
      const given = literal(valueInTerraform(objectShapeOf(inputs.schema), config) as Json) as object;
      // Whatever is left out is said to be null, so that what is wrong with it is told of this call.
      const absent = Object.fromEntries(absences.map(([one]) => [one, null]));
      const call = { [name]: { source: "./module", ...absent, ...given } };
      writeFileSync(join(directory, `${name}.tf.json`), JSON.stringify({ module: call }));
    }
    return await refusalsOf(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function refusalsOf(directory: string): Promise<Map<string, string[]>> {
  const terraform = new Terraform({ directory });
  await terraform.init();
  const refusal: unknown = await terraform.plan().catch((error: unknown) => error);
  const found = new Map<string, string[]>();
  if (!(refusal instanceof Error)) return found;
  if (!(refusal instanceof TerraformError)) throw refusal;
  for (const { range, summary, detail } of refusal.diagnostics.filter(
    ({ severity }) => severity === "error",
  )) {
    const name = /^(case_\d+)\.tf\.json$/.exec(range?.filename ?? "")?.[1];
    if (name === undefined)
      throw new Error(`Terraform speaks of no case: ${range?.filename} ${summary} ${detail}`);
    found.set(name, [...(found.get(name) ?? []), sentence(detail ?? summary)]);
  }
  return found;
}

/** Without the place of the rule, which Terraform adds in a paragraph of its own. */
function sentence(detail: string): string {
  return detail.split("\n\nThis was checked by the validation rule at ")[0]!;
}
