import { Annotations, TerraformElement } from "cdktf";
import { Construct } from "constructs";
import { Rule } from "./rule";

/**
 * A check: rules that people should hear of when they do not hold, but that stop nothing. Terraform prints a warning
 * at plan and apply. What must stop belongs to the guard.
 */
export class CheckBlock extends TerraformElement {
  private readonly open: readonly Rule[];

  /** Rules that are known to hold are left out; of those known not to hold cdktf warns at synth. */
  constructor(scope: Construct, id: string, rules: readonly Rule[]) {
    super(scope, id, "check");
    this.open = rules.filter(({ holds }) => typeof holds !== "boolean");
    for (const { message } of rules.filter(({ holds }) => holds === false))
      Annotations.of(this).addWarning(message);
  }

  override toTerraform(): object {
    if (this.open.length === 0) return {};
    const assert = this.open.map(({ holds, message }) => ({ condition: holds, error_message: message }));
    return { check: { [this.friendlyUniqueId]: { assert } } };
  }
}
