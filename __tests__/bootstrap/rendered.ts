import { App } from "cdktf";
import { z } from "zod";
import { bootstrap } from "../../modules/bootstrap/inputs";
import { planOf } from "../../modules/bootstrap/plan";
import { programFetching, programParts, ProgramSettings, programWith } from "../../modules/bootstrap/program";
import { bind, defineInputs, sha256 } from "../../modules/definition";
import { knownValue } from "../../modules/definition/expression";

/** What a user writes. */
export type BootstrapConfig = z.input<typeof bootstrap>;

const inputs = defineInputs("Test", z.strictObject({ bootstrap }));

const defaults: ProgramSettings = { timeoutSeconds: 60, warmPool: false, logGroup: "" };

/** The plan of a bootstrap. */
export function renderPlan(config: BootstrapConfig): string {
  const { input } = bind(new App({ skipValidation: true }), inputs, { bootstrap: config });
  return known(planOf(input.bootstrap));
}

/** The program that an instance runs. */
export function renderProgram(config: BootstrapConfig, settings: Partial<ProgramSettings> = {}): string {
  return known(programWith(renderPlan(config), { ...defaults, ...settings }, programParts()));
}

/** The program of a bootstrap whose plan is in a bucket. */
export function renderFetching(config: BootstrapConfig, bucket: string, key: string): string {
  const object = { bucket, key, sha256: sha256(renderPlan(config)) };
  return known(programFetching(object, defaults, programParts()));
}

function known(text: string): string {
  const plain = knownValue(text);
  if (typeof plain !== "string" || plain.includes("${TfToken["))
    throw new Error("It is known to Terraform only.");
  return plain;
}
