import { Emulator } from "../../harness/emulator";
import { PlanJson } from "../../harness/terraform-types";
import { patterns } from "../../publisher/patterns";
import { publish } from "../../publisher/tree";
import { ParityCase, rootWith } from "../parity/both-products";
import { prepareAccount } from "../support/account";
import { casesOf } from "../support/pattern-cases";

/** A plan, and the pattern of each of its addresses. */
export interface PlannedModules {
  readonly plan: PlanJson;
  /** Of a resource's address, and of an output that has all of a module's. */
  patternOf(from: string): string;
}

/** A plan of every published module: with what people get who set nothing, or in every case of the parity test. */
export async function planModules(which: "smallest" | "all", emulator: Emulator): Promise<PlannedModules> {
  const account = await prepareAccount(emulator);
  const cases = publish(patterns).flatMap(({ pattern, module }) =>
    Object.entries(casesOf(pattern).parity(account))
      .filter(([title]) => which === "all" || title === which)
      .map(([title, config]): ParityCase => ({
        name: `${pattern.name}: ${title}`,
        pattern,
        module,
        config,
      })),
  );
  const terraform = await rootWith(cases, ["published"], emulator.url);
  const patternOf = (from: string) => {
    const [, index] = /^(?:module\.)?published_(\d+)\b/.exec(from) ?? [];
    return cases[Number(index)]!.pattern.name;
  };
  return { plan: await (await terraform.plan()).json(), patternOf };
}
