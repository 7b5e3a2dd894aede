import { join } from "node:path";
import { App, LocalBackend } from "cdktf";
import { Settings } from "../../examples/shop/settings";
import { ShopStack } from "../../examples/shop/stack";

/** The smallest shop, as a trial has it. */
export const TRIAL: Settings = {
  region: "us-east-1",
  zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  deletionProtection: false,
};

/** Synthesizes the stack of `examples/shop`, as `cdktf deploy` does; returns the folder with it. */
export function synthesizeShop(outdir: string, settings: Settings = TRIAL): string {
  const app = new App({ outdir, skipValidation: true });
  const stack = new ShopStack(app, "shop", settings);
  // cdktf's own place for the state is the folder that one is in.
  new LocalBackend(stack, { path: "terraform.tfstate" });
  app.synth();
  return join(outdir, "stacks", "shop");
}
