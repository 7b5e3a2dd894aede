import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Terraform } from "../../harness/terraform";
import { Json } from "../../harness/terraform-types";
import { resolved } from "../definition/resolved";

/** A variable's type and the value that it has. */
export interface GivenVariable {
  readonly type: string;
  readonly value: unknown;
}

/**
 * What Terraform's own evaluator makes of expressions: all of them in one start, in a root module without any
 * provider, which takes a fraction of a second.
 */
export async function evaluate(
  expressions: readonly unknown[],
  variables: Readonly<Record<string, GivenVariable>> = {},
): Promise<unknown[]> {
  const directory = mkdtempSync(join(tmpdir(), "evaluate-"));
  try {
    writeFileSync(join(directory, "main.tf.json"), JSON.stringify(root(expressions, variables)));
    const vars = Object.fromEntries(
      Object.entries(variables).map(([name, { value }]) => [name, value as Json]),
    );
    const terraform = new Terraform({ directory, vars });
    await terraform.apply();
    const outputs = await terraform.output();
    // Terraform does not keep an output that is null.
    return expressions.map((_, index) => outputs[`value${index}`] ?? null);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The root module, without an empty block, which Terraform refuses. */
function root(expressions: readonly unknown[], variables: Readonly<Record<string, GivenVariable>>): object {
  const types = Object.entries(variables).map(([name, { type }]) => [name, { type }]);
  const outputs = expressions.map((value, index) => [`value${index}`, { value: resolved(value) }]);
  return {
    ...(types.length === 0 ? {} : { variable: Object.fromEntries(types) }),
    output: Object.fromEntries(outputs),
  };
}
