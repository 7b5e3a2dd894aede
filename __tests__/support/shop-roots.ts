import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "../../examples/shop/build";
import { copyOf, sharedLockFile, workingDirectory } from "../../harness/shared-root";
import { Terraform } from "../../harness/terraform";
import { synthesizeShop } from "./shop-stack";

/** The root module that cdktf makes of `examples/shop`, as a trial; initialized. */
export async function typescriptShop(emulatorUrl: string): Promise<Terraform> {
  const directory = synthesizeShop(await workingDirectory("shop-typescript"));
  copyFileSync(await sharedLockFile(), join(directory, ".terraform.lock.hcl"));
  const terraform = new Terraform({ directory, emulatorUrl });
  await terraform.init();
  return terraform;
}

/** The root module in `terraform/examples/shop`, as a trial; initialized. */
export async function terraformShop(emulatorUrl: string): Promise<Terraform> {
  const directory = await copyOf("terraform", "examples/shop");
  const { path: program } = build();
  const terraform = new Terraform({
    directory,
    emulatorUrl,
    vars: { program, deletion_protection: false },
  });
  await terraform.init();
  return terraform;
}
