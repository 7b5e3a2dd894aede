import { TerraformStack, Testing } from "cdktf";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../harness/project";
import * as publicApi from "../modules";
import { patterns } from "../publisher/patterns";
import { casesOf, NO_ACCOUNT } from "./support/pattern-cases";

test("every folder of modules/ with a page is in publisher/patterns.ts", () => {
  const folders = readdirSync(join(projectRoot, "modules"));
  const pages = folders.filter((name) => existsSync(join(projectRoot, "modules", name, "README.md")));
  expect(patterns.map(({ name }) => name).sort()).toEqual(pages.sort());
});

describe.each(patterns)("$name is where people look for it", ({ name, inputs, construct }) => {
  test("modules/index.ts exports its construct, which has the name that its inputs say", () => {
    expect(publicApi).toHaveProperty(inputs.name, construct);
    expect(construct.name).toBe(inputs.name);
  });

  test("README.md shows it", () => {
    const readme = readFileSync(join(projectRoot, "README.md"), "utf8");
    expect(readme).toContain(`### [${name}](modules/${name}/README.md)`);
    expect(readme).toContain(`src="modules/${name}/picture.light.svg"`);
  });
});

/** What a reader of one README finds in each other one, in this order; some have more between them. */
const SECTIONS = [
  "Use it when",
  "The smallest example",
  "What happens when",
  "Try it",
  "Cost while idle",
  "Operations",
  "Inputs and outputs",
  "Upgrade",
  "Clean up",
];

test.each(patterns)("the README of $name has its sections in the order of all", ({ name }) => {
  const readme = readFileSync(join(projectRoot, "modules", name, "README.md"), "utf8");
  const titles = [...readme.matchAll(/^## (.+)$/gm)].map(([, title]) => title!);
  expect(titles.filter((title) => SECTIONS.includes(title))).toEqual(SECTIONS);
});

test.each(patterns)("cdktf takes no stack for the tokens inside of $name", (pattern) => {
  const config = casesOf(pattern).accepted(NO_ACCOUNT);
  const stack = new TerraformStack(Testing.app(), "stack");
  const taken = jest.spyOn(Error, "captureStackTrace");
  new pattern.construct(stack, "this", config as never);
  const forTokens = taken.mock.calls.filter(([target]) => !(target instanceof Error));
  taken.mockRestore();
  // The one that all of them share.
  expect(forTokens).toHaveLength(1);
});

test.each(patterns)("$name has cases for the tests of both products", (pattern) => {
  const cases = casesOf(pattern);
  const titles = Object.keys(cases.parity(NO_ACCOUNT));
  expect(titles.slice(0, 2)).toEqual(["smallest", "everything"]);
  expect(Object.keys(cases.refusedValues).length).toBeGreaterThan(0);
});
