import { readFileSync } from "node:fs";
import path from "node:path";
import { RootConstruct } from "constructs";
import { Schedule } from "../../modules/schedule/edges";
import { bind, defineInputs } from "../../modules/definition";
import { camelCase } from "../../modules/definition/names";
import { capacityRules } from "../../modules/scheduled-scale-out/capacity-rules";
import { conflictRules } from "../../modules/scheduled-scale-out/conflict-rules";
import { edgeRules } from "../../modules/scheduled-scale-out/edge-rules";
import { schema } from "../../modules/scheduled-scale-out/inputs";

/** What of a config the simulator reads; the rest may stand in the file. */
export type ScheduleConfig = Schedule & { readonly capacity: { readonly min: number; readonly max: number } };

const inputs = defineInputs(
  "The schedule of",
  schema.pick({ capacity: true, windows: true, actions: true }),
  // The rules read no other inputs than these.
  (input) => [
    ...capacityRules(input as never),
    ...edgeRules(input as never),
    ...conflictRules(input as never),
  ],
);

/**
 * Reads a config of `ScheduledScaleOut`, or the variables of its module (`terraform.tfvars.json`), from a JSON file.
 *
 * @throws InputError for what the pattern would refuse, and Error for what is no JSON.
 */
export function readConfig(file: string): ScheduleConfig {
  const { capacity, windows, actions } = parse(file);
  const config = { capacity: inCamelCase(capacity), windows: members(windows), actions: members(actions) };
  bind(new RootConstruct(path.basename(file)), inputs, config);
  return config as ScheduleConfig;
}

function parse(file: string): Record<string, unknown> {
  const text = readFileSync(file, "utf8");
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    throw new Error(`${file} is no JSON: ${(error as Error).message}`);
  }
}

/** The names of windows are the user's, those of their fields may be Terraform's. */
function members(map: unknown): unknown {
  if (typeof map !== "object" || map === null) return map ?? undefined;
  return Object.fromEntries(Object.entries(map).map(([name, member]) => [name, inCamelCase(member)]));
}

function inCamelCase(object: unknown): unknown {
  if (typeof object !== "object" || object === null) return object;
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [camelCase(key), value]));
}
