import { TerraformElement } from "cdktf";
import { Construct } from "constructs";
import { Expression } from "./expression";

/**
 * An ephemeral resource: a value that Terraform has in its hands during a run and writes into no plan and no state.
 * cdktf 0.21 has no class for it. It needs Terraform 1.10 or newer, and what takes its value is a write-only argument.
 */
export class EphemeralResource extends TerraformElement {
  /**
   * @param terraformResourceType Such as `aws_secretsmanager_random_password`.
   * @param attributes Its arguments, in Terraform's spelling.
   */
  constructor(
    scope: Construct,
    id: string,
    readonly terraformResourceType: string,
    private readonly attributes: Readonly<Record<string, unknown>>,
  ) {
    super(scope, id, `ephemeral.${terraformResourceType}`);
  }

  /** One of its attributes, for a write-only argument. */
  attribute(name: string): string {
    return new Expression(["", `.${name}`], [this.fqn]).toString();
  }

  override toTerraform(): object {
    return {
      ephemeral: { [this.terraformResourceType]: { [this.friendlyUniqueId]: { ...this.attributes } } },
    };
  }
}
