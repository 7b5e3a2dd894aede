import { Emulator } from "../../harness/emulator";
import { Json, PlanJson } from "../../harness/terraform-types";
import { patterns } from "../../publisher/patterns";
import { publish } from "../../publisher/tree";
import { ParityCase, rootWith } from "../parity/both-products";
import { prepareAccount } from "../support/account";
import { casesOf } from "../support/pattern-cases";

/** What people get who set nothing, and who set everything. */
export type CaseName = "smallest" | "everything";

/** A plan of every published module with its config of that name. */
export async function planModules(name: CaseName, emulator: Emulator): Promise<PlanJson> {
  const account = await prepareAccount(emulator);
  const cases = publish(patterns).map(({ pattern, module }): ParityCase => ({
    name: pattern.name,
    pattern,
    module,
    config: casesOf(pattern).parity(account)[name]!,
  }));
  const terraform = await rootWith(cases, ["published"], emulator.url);
  return (await terraform.plan()).json();
}

/** The pattern of an address in such a plan. */
export function patternOf(address: string): string {
  const [, index] = /^module\.published_(\d+)\./.exec(address) ?? [];
  return patterns[Number(index)]!.name;
}

/** Every text in a value, however deep. */
export function textsIn(value: Json): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
