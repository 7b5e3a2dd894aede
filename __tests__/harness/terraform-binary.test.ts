import path from "node:path";
import { findTerraform, olderThan, parseVersion, requireTerraform } from "../../harness/terraform-binary";
import { useTemporaryFolder, write } from "./temporary-folder";

const folder = useTemporaryFolder();

function binary(name: string, output: string): string {
  return write(folder(), name, `#!/bin/sh\nprintf '${output}'\n`, 0o755);
}

const env = (name?: string) => ({
  PATH: `${folder()}:/bin:/usr/bin`,
  ...(name ? { TERRAFORM_BINARY_NAME: name } : {}),
});

test("reads both products' version output", () => {
  expect(parseVersion("Terraform v1.11.4\non linux_amd64\n\nYour version is out of date!")).toEqual({
    product: "Terraform",
    version: "1.11.4",
    platform: "linux_amd64",
  });
  expect(parseVersion("OpenTofu v1.9.1\non darwin_arm64\n+ provider")).toMatchObject({ product: "OpenTofu" });
  expect(parseVersion("command not found")).toBeUndefined();
});

test.each([
  ["1.10.9", "1.11.0", true],
  ["1.9.0", "1.11.0", true],
  ["1.11.0", "1.11.0", false],
  ["1.11.4", "1.11.0", false],
  ["1.11.0-dev", "1.11.0", false],
  ["2.0.0", "1.11.0", false],
  ["0.15.5", "1.0.0", true],
])("%s is older than %s: %s", (version, minimum, expected) => {
  expect(olderThan(version, minimum)).toBe(expected);
});

test("is found on the PATH, or by the name that cdktf uses too", () => {
  binary("terraform", "Terraform v1.11.4\\non linux_amd64\\n");
  const tofu = binary("my-tofu", "OpenTofu v1.10.0\\non linux_amd64\\n");
  expect(findTerraform(env())).toMatchObject({ path: "terraform", version: "1.11.4" });
  expect(findTerraform(env(tofu))).toMatchObject({ path: tofu, product: "OpenTofu" });
});

test("a missing one is undefined, and required it is an error that says how to get it", () => {
  const missing = env(path.join(folder(), "missing"));
  expect(findTerraform(missing)).toBeUndefined();
  expect(() => requireTerraform(missing)).toThrow(
    /missing cannot be started\. Install Terraform 1\.11\.0 or newer/,
  );
});

test("is asked in the project's folder, by which version managers choose, and without the caller's arguments", () => {
  const shim = write(
    folder(),
    "shim",
    `#!/bin/sh\n[ -z "$TF_CLI_ARGS" ] && [ -f package.json ] && printf 'Terraform v1.11.4\\non linux_amd64\\n'\n`,
    0o755,
  );
  expect(findTerraform({ ...env(shim), TF_CLI_ARGS: "-lock=false" })).toMatchObject({ version: "1.11.4" });
});

test("an old one is refused, with its version", () => {
  const old = binary("old", "Terraform v1.9.8\\non linux_amd64\\n");
  expect(() => requireTerraform(env(old))).toThrow(
    /Terraform 1\.9\.8, too old .* Install Terraform 1\.11\.0/,
  );
  const tofu = binary("tofu", "OpenTofu v1.9.0\\non linux_amd64\\n");
  expect(requireTerraform(env(tofu)).version).toBe("1.9.0");
});
