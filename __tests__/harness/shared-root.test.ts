import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { awsProviderVersion, validateMany } from "../../harness/shared-root";

test("the provider's version is the one that the constructs were made from", () => {
  const provider = new AwsProvider(new TerraformStack(new App(), "stack"), "aws");
  expect(awsProviderVersion()).toBe(provider.terraformGeneratorMetadata?.providerVersion);
  expect(awsProviderVersion()).toMatch(/^\d+\.\d+\.\d+$/);
});

test("two modules of one name are refused before anything runs", async () => {
  const calls = [{ directory: "/one/multi-az" }, { directory: "/two/multi-az" }];
  await expect(validateMany(calls)).rejects.toThrow("Two modules have one name: multi-az, multi-az");
});
