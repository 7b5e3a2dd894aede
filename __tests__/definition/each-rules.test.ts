import { atMost, hcl, Rule, rulesOfEach, text } from "../../modules/definition";
import { Input, plain, values, variables } from "./fixture/both-ways";
import { resolved } from "./resolved";

const small = (input: Input): Rule[] =>
  rulesOfEach("parts", input.parts, (name, { size, extra }) => [
    { input: text`parts["${name}"].size`, holds: atMost(size, 5), message: text`${name} has ${size}.` },
    { input: text`parts["${name}"].extra`, holds: extra.isGiven, message: text`${name} has none.` },
  ]);

const part = (size: number, extra?: { text: string }) => ({ size, lines: [], extra });

test("each member has its rules, with its own path", () => {
  const rules = small(values({ ...plain, parts: { b: part(6), a: part(2, { text: "x" }) } }));
  expect(rules).toEqual([
    { input: 'parts["a"].size', holds: true, message: "a has 2." },
    { input: 'parts["a"].extra', holds: true, message: "a has none." },
    { input: 'parts["b"].size', holds: false, message: "b has 6." },
    { input: 'parts["b"].extra', holds: false, message: "b has none." },
  ]);
});

test("without members there is nothing to say", () => {
  expect(small(values(plain))).toEqual([]);
});

test("a member with a value that only Terraform knows has its rule left to it", () => {
  const size = hcl`var.size` as never;
  const [rule, other] = small(values({ ...plain, parts: { a: part(size) } }));
  expect(resolved(rule!.holds)).toBe("${(var.size <= 5)}");
  expect(other!.holds).toBe(false);
});

test("in the module there is one rule for all, which blames the map and says what each broken one says", () => {
  const [size, extra, ...more] = small(variables);
  expect(more).toEqual([]);
  expect(size!.input).toBe("parts");
  expect(resolved(size!.holds)).toBe(
    "${alltrue(values({ for key, value in var.parts : key => (value.size <= 5) }))}",
  );
  expect(resolved(size!.message)).toBe(
    '${join(" ", [for verdict in values({ for key, value in var.parts : key => { holds = (value.size <= 5), message = "${key} has ${value.size}." } }) : verdict.message if !verdict.holds])}',
  );
  expect(resolved(extra!.holds)).toContain("value.extra != null");
});
