import { failureText } from "../stacks/failure";
import { check } from "./start/check";
import { makeModules, makeStacks } from "./start/make";
import { table } from "./start/table";
import { step } from "./terminal/step";

/** `npm start`: synthesizes and publishes every pattern, checks all of it with Terraform, and says what to do next. */
async function main(): Promise<void> {
  const folders = await step("Synthesizing the stacks of main.ts", makeStacks);
  const made = await step("Publishing the modules to terraform/", () => makeModules(folders));
  const checked = await step("Checking all of it with Terraform", (report) => check(made, report));
  console.log(`\n${made.map((one) => table(one, checked)).join("\n\n")}\n`);
  console.log("Several of them together: examples/shop/README.md\n");
  if (checked.kind === "unchecked") console.log(`Not checked. ${checked.why}\nThen run npm start again.`);
  if (checked.kind === "refused") console.error(checked.why);
  process.exitCode = checked.kind === "refused" ? 1 : 0;
}

main().catch((error: unknown) => {
  console.error(`\n${failureText(error)}`);
  process.exitCode = 1;
});
