import { TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";
import { patterns } from "../../publisher/patterns";
import { Build } from "../../scripts/bench/by-hand/by-hand";
import { subjectOf } from "../../scripts/bench/subject";
import { casesOf } from "../support/pattern-cases";

/** What is made in a scope, without the scope's name and the hashes in the names. */
function madeBy(build: Build): Record<string, Record<string, unknown>> {
  const json = Testing.synthScope((scope) => build(new Construct(scope as TerraformStack, "scope")));
  return JSON.parse(json.replace(/\bscope_(\w+?)(_[0-9A-F]{8})?\b/g, "$1")) as never;
}

test.each(patterns)("the benchmark compares $name with the very same resources by hand", (published) => {
  const { pattern, byHand } = subjectOf(published, casesOf(published));
  const made = madeBy(byHand().build);
  expect(Object.keys(made.resource!).length).toBeGreaterThan(3);
  expect(made).toEqual(madeBy(pattern));
});
