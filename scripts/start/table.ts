import { relative } from "node:path";
import { projectRoot } from "../../harness/project";
import { columns, count } from "../terminal/columns";
import { Check } from "./check";
import { Counts, Made } from "./make";

/** What was made of a pattern, where it is, whether it was checked, and what to type next. */
export function table(made: Made, check: Check): string {
  const { name, stack, module, example } = made;
  const rows = [
    ...(stack ? [["stack", short(`${stack.directory}/cdk.tf.json`), contents(stack)]] : []),
    ["module", module.directory, `${inputs(made)}, ${contents(module)}${changes(module.changed)}`],
    ...(example === undefined ? [] : [["example", example, "calls the module; copy it"]]),
    ["checked", verdict(check)],
    ["next", `npm run try -- ${name}`, "deploy it without an account, break it, see it recover"],
    ...(stack ? [["", `npx cdktf deploy ${name}`, "deploy it to your account"]] : []),
    ["read", `modules/${name}/README.md`, "when to use it, and everything that can be set"],
  ];
  return [name, ...columns(rows).map((line) => `  ${line}`)].join("\n");
}

function inputs({ module }: Made): string {
  return `${count(module.inputs, "input")} (${module.required} required)`;
}

function contents({ resources, types, lookups, outputs }: Counts): string {
  return `${count(resources, "resource")} of ${count(types, "type")}, ${count(lookups, "look-up")}, ${count(outputs, "output")}`;
}

function changes(changed: number): string {
  return changed === 0 ? "" : `; ${count(changed, "file")} changed`;
}

function verdict(check: Check): string {
  if (check.kind === "valid") return `valid: ${check.by}`;
  return check.kind === "refused" ? `REFUSED by ${check.by}, see below` : "not checked, see below";
}

function short(path: string): string {
  return relative(projectRoot, path);
}
