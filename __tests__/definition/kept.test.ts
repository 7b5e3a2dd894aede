import {
  App,
  DefaultTokenResolver,
  Lazy,
  StringConcat,
  TerraformLocal,
  TerraformStack,
  Tokenization,
} from "cdktf";
import { hcl, text } from "../../modules/definition";

const app = new App({ skipValidation: true, outdir: "cdktf.out" });
const [one, other] = [new TerraformStack(app, "one"), new TerraformStack(app, "other")];

/** As cdktf resolves a stack: once to prepare it, and once to write it. */
function pass(value: unknown, scope: TerraformStack, preparing: boolean): unknown {
  return Tokenization.resolve(value, {
    scope,
    preparing,
    resolver: new DefaultTokenResolver(new StringConcat()),
  });
}

/** A value that counts how often it is asked. */
function counted() {
  const asked = { times: 0 };
  const value = {
    get member() {
      asked.times += 1;
      return 1;
    },
  };
  return { asked, value };
}

test("an expression is put together once to prepare a stack, and not again to write it", () => {
  const { asked, value } = counted();
  const expression = hcl`f(${value})`;
  const prepared = pass(expression, one, true);
  const { times } = asked;
  expect(times).toBeGreaterThan(0);
  expect(pass(expression, one, false)).toBe(prepared);
  expect(asked.times).toBe(times);
});

test("what is prepared again is put together again", () => {
  const value = [1];
  const expression = hcl`f(${value})`;
  expect(pass(expression, one, true)).toBe("${f([1])}");
  value.push(2);
  expect(pass(expression, one, true)).toBe("${f([1, 2])}");
  expect(pass(expression, one, false)).toBe("${f([1, 2])}");
});

test.each([
  ["an expression", (lazy: string) => hcl`f(${lazy})`],
  ["a text", (lazy: string) => text`<${lazy}>`],
  ["an expression in an expression", (lazy: string) => hcl`f(${hcl`g(${lazy})`})`],
])("a lazy value in %s is asked when the stack is written", (_, around) => {
  let said = "early";
  const value = around(Lazy.stringValue({ produce: () => said }));
  expect(JSON.stringify(pass(value, one, true))).toContain("early");
  said = "late";
  expect(JSON.stringify(pass(value, one, false))).toContain("late");
});

test("an expression that two stacks use is written for each", () => {
  const name = new TerraformLocal(one, "name", "x");
  const expression = hcl`f(${name.fqn})`;
  const here = pass(expression, one, true);
  const there = pass(expression, other, true);
  expect(there).not.toBe(here);
  expect(pass(expression, other, false)).toBe(there);
  expect(pass(expression, one, false)).toBe(here);
});
