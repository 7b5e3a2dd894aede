/** The oldest and the first refused AWS provider: the modules use only what both 5.100 and 6.x have. */
const AWS_PROVIDER = { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" };

/** Terraform 1.9 and OpenTofu 1.9 are the first whose validations may read other variables. */
const TERRAFORM = ">= 1.9.0";

/** The `terraform` block of a module. */
export function versionsBlock(requiredVersion: string = TERRAFORM): object {
  return { terraform: { required_version: requiredVersion, required_providers: { aws: AWS_PROVIDER } } };
}
