import { DataResource, ITerraformDependable, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { InputError } from "./input-error";
import { Rule } from "./rule";

/**
 * The gate that everything else of a pattern waits for: its preconditions hold, or nothing is created. It is a
 * `terraform_data`, which costs nothing and exists only in the state. Were the rules conditions of the resources
 * themselves, those that no rule mentions would be created before another one is refused.
 */
export class Guard extends Construct {
  private readonly gate: TerraformResource;

  /** @throws Error for a rule that is known to be broken already. */
  constructor(scope: Construct, id: string, rules: readonly Rule[]) {
    super(scope, id);
    const broken = rules.filter(({ holds }) => holds === false);
    if (broken.length > 0) throw new InputError(this.node.path, broken);
    this.gate = new DataResource(this, "Resource", {});
    // Terraform refuses a condition that refers to nothing, so what is known to hold stays out.
    const open = rules.filter(({ holds }) => holds !== true);
    this.gate.addOverride(
      "lifecycle.precondition",
      open.map(({ holds, message }) => ({ condition: holds, error_message: message })),
    );
  }

  /** For `dependsOn` of the resources that others build on. */
  get passed(): ITerraformDependable[] {
    return [this.gate];
  }
}
