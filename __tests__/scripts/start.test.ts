import path from "node:path";
import { projectRoot } from "../../harness/project";
import { countsOf, Made } from "../../scripts/start/make";
import { table } from "../../scripts/start/table";

const made: Made = {
  name: "multi-az",
  stack: {
    directory: path.join(projectRoot, "cdktf.out/stacks/multi-az"),
    resources: 17,
    types: 12,
    lookups: 1,
    outputs: 6,
  },
  module: {
    directory: "terraform/modules/multi-az",
    resources: 29,
    types: 20,
    lookups: 9,
    outputs: 21,
    inputs: 26,
    required: 5,
    changed: 0,
  },
  example: "terraform/examples/multi-az",
};

test("counts blocks by their kind", () => {
  const blocks = {
    resource: { aws_eip: { a: {}, b: {} }, aws_lb: { c: {} } },
    data: { aws_vpc: { d: {} } },
    output: { e: {} },
  };
  expect(countsOf(blocks)).toEqual({ resources: 3, types: 2, lookups: 1, outputs: 1 });
  expect(countsOf({})).toEqual({ resources: 0, types: 0, lookups: 0, outputs: 0 });
});

test("says what was made, where, whether it was checked, and what to type next", () => {
  const lines = table(made, { kind: "valid", by: "Terraform 1.11.4" }).split("\n");
  expect(lines).toEqual([
    "multi-az",
    "  stack    cdktf.out/stacks/multi-az/cdk.tf.json  17 resources of 12 types, 1 look-up, 6 outputs",
    "  module   terraform/modules/multi-az             26 inputs (5 required), 29 resources of 20 types, 9 look-ups, 21 outputs",
    "  example  terraform/examples/multi-az            calls the module; copy it",
    "  checked  valid: Terraform 1.11.4",
    "  next     npm run try -- multi-az                deploy it without an account, break it, see it recover",
    "           npx cdktf deploy multi-az              deploy it to your account",
    "  read     modules/multi-az/README.md             when to use it, and everything that can be set",
  ]);
});

test("offers no deployment of a pattern that has no stack", () => {
  const text = table({ ...made, stack: undefined, example: undefined }, { kind: "valid", by: "Terraform" });
  expect(text).not.toContain("cdktf deploy");
  expect(text).not.toContain("examples");
});

test("says how many files a run has changed", () => {
  const text = table({ ...made, module: { ...made.module, changed: 1 } }, { kind: "valid", by: "Terraform" });
  expect(text).toContain("21 outputs; 1 file changed");
});

test.each([
  [{ kind: "unchecked", why: "There is no Terraform." }, "  checked  not checked, see below"],
  [
    { kind: "refused", by: "Terraform 1.11.4", why: "Error" },
    "  checked  REFUSED by Terraform 1.11.4, see below",
  ],
] as const)("a check that is %j is not called valid", (check, line) => {
  expect(table(made, check).split("\n")).toContain(line);
});
