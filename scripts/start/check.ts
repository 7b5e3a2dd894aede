import { awsProviderVersion, sharedLockFile, validateMany } from "../../harness/shared-root";
import { requireTerraform } from "../../harness/terraform-binary";
import { TerraformError } from "../../harness/terraform-error";
import { Report } from "../terminal/step";
import { Made } from "./make";

/** What Terraform says of everything that was made. */
export type Check =
  /** All is valid. */
  | { readonly kind: "valid"; readonly by: string }
  /** Something is wrong with what was made: Terraform's own words. */
  | { readonly kind: "refused"; readonly by: string; readonly why: string }
  /** Nothing could be checked: what is missing and how to get it. */
  | { readonly kind: "unchecked"; readonly why: string };

/** Lets Terraform, with the schema of the AWS provider, check stacks, modules and examples, all in one go. */
export async function check(made: readonly Made[], report: Report): Promise<Check> {
  let by: string;
  try {
    const { product, version } = requireTerraform();
    by = `${product} ${version} and AWS provider ${awsProviderVersion()}`;
    report("getting the AWS provider; the first time it is downloaded, some 150 MB");
    await sharedLockFile();
  } catch (error) {
    return { kind: "unchecked", why: (error as Error).message };
  }
  report("reading the schema of the AWS provider");
  try {
    await validateMany(made.flatMap(callsOf));
    return { kind: "valid", by };
  } catch (error) {
    if (!(error instanceof TerraformError)) throw error;
    return { kind: "refused", by, why: error.message };
  }
}

/** The example calls the module, and gives it the inputs that it requires; so checking it checks both. */
function callsOf({ name, stack, module, example }: Made) {
  const called = { name: `${name}-module`, directory: example ?? module.directory };
  return stack === undefined ? [called] : [called, { name: `${name}-stack`, directory: stack.directory }];
}
