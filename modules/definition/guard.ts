import { DataResource, ITerraformDependable, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { Rule } from "./rule";

/**
 * The gate that everything else of a pattern waits for: its preconditions hold, or nothing is created. It is a
 * `terraform_data`, which costs nothing and exists only in the state. Were the rules conditions of the resources
 * themselves, those that no rule mentions would be created before another one is refused.
 */
export class Guard extends Construct {
  private readonly gate: TerraformResource;

  constructor(scope: Construct, id: string, rules: readonly Rule[]) {
    super(scope, id);
    this.gate = new DataResource(this, "Resource", {});
    this.gate.addOverride(
      "lifecycle.precondition",
      rules.map(({ holds, message }) => ({ condition: holds, error_message: message })),
    );
  }

  /** For `dependsOn` of the resources that others build on. */
  get passed(): ITerraformDependable[] {
    return [this.gate];
  }
}
