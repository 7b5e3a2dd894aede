import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { App, TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";
import { z } from "zod";
import {
  bind,
  defineInputs,
  Guard,
  InputError,
  lessThan,
  moduleConfig,
  Rule,
  text,
} from "../../modules/definition";
import { resolved, tokens } from "./resolved";

const schema = z.strictObject({
  low: z.number().min(0).default(0),
  high: z.number().max(99),
  name: z.string().min(1).optional(),
});

const inputs = defineInputs("Range", schema, ({ low, high }): Rule[] => [
  { input: "high", holds: lessThan(low, high), message: text`high (${high}) must be over low (${low}).` },
]);

const scope = () => new Construct(new TerraformStack(new App({ skipValidation: true }), "stack"), "orders");

function refusal(config: unknown): InputError {
  try {
    bind(scope(), inputs, config);
  } catch (error) {
    return error as InputError;
  }
  throw new Error("nothing was refused");
}

describe("a config in TypeScript", () => {
  test("is bound to its values", () => {
    const { input, deferred } = bind(scope(), inputs, { high: 5 });
    expect(input).toMatchObject({ low: 0, high: 5, name: { isGiven: false, orNull: undefined } });
    expect(deferred).toEqual([]);
  });

  test("is refused with everything that is wrong with it", () => {
    const error = refusal({ low: -1, high: 100, name: "" });
    expect(error).toBeInstanceOf(InputError);
    expect(error.message).toBe(
      'Range "orders": 3 inputs are refused\n' +
        "  - low must be a number, at least 0, got -1.\n" +
        "  - high must be a number, at most 99, got 100.\n" +
        '  - name must have at least 1 characters, got "".',
    );
    expect(error.problems.map(({ input }) => input)).toEqual(["low", "high", "name"]);
  });

  test("is refused for a rule across inputs", () => {
    const error = refusal({ low: 7, high: 5 });
    expect(error.message).toBe('Range "orders": 1 input is refused\n  - high (5) must be over low (7).');
    expect(error.problems).toEqual([expect.objectContaining({ input: "high" })]);
  });

  test.each([
    { what: "text that Terraform would read as its own", name: "a${var.x}", shown: "a${var.x}" },
    { what: "a value that only Terraform knows", name: "${local.some}", shown: "${local.some}" },
  ])("is refused in words also where they have $what in them", ({ name, shown }) => {
    const named = defineInputs("Range", schema, (input): Rule[] => [
      {
        input: "high",
        holds: lessThan(input.low, input.high),
        message: text`high of ${input.name.or("")} is low.`,
      },
    ]);
    expect(() => bind(scope(), named, { low: 7, high: 5, name })).toThrow(`- high of ${shown} is low.`);
  });

  test("leaves rules over tokens to Terraform", () => {
    const { deferred } = bind(scope(), inputs, { low: 1, high: tokens.number });
    expect(deferred.map(({ holds, message }) => resolved([holds, message]))).toEqual([
      ["${var.number <= 99}", expect.any(String)],
      ["${(1 < var.number)}", "high (${var.number}) must be over low (1)."],
    ]);
  });
});

test("strings of a user mean themselves, as keys and members of lists and maps too", () => {
  const strings = z.strictObject({
    text: z.string(),
    list: z.array(z.string()),
    map: z.record(z.string(), z.string()),
  });
  const config = { text: "${a}", list: ["-${a}"], map: { "${a}b": "%{c}", d: "e" } };
  const { input } = bind(scope(), defineInputs("Strings", strings), { ...config, text: "a ${a}" });
  expect(resolved(input)).toEqual({
    text: "a $${a}",
    list: ["-$${a}"],
    map: { "$${a}b": "%%{c}", d: "e" },
  });
});

test("the published module's config is bound to its variables", () => {
  const { input, deferred } = bind(scope(), inputs, moduleConfig());
  expect(resolved([input.low, input.high, input.name.orNull])).toEqual([
    "${var.low}",
    "${var.high}",
    "${var.name}",
  ]);
  expect(deferred).toEqual([]);
});

describe("the guard", () => {
  const rule = (holds: Rule["holds"], message = "a must be so."): Rule => ({ input: "a", holds, message });
  const synth = (...rules: Rule[]) =>
    JSON.parse(
      Testing.synthScope((stack) => {
        const { passed } = new Guard(stack, "guard", rules);
        new SnsTopic(stack, "topic", { dependsOn: passed });
      }),
    ).resource;

  test("has a precondition for each rule that Terraform has to check", () => {
    const [gate] = Object.values<{ lifecycle: unknown }>(
      synth(
        rule(tokens.boolean),
        rule(true),
        rule(lessThan(tokens.number, 0), text`a (${tokens.number}) must be "under" 0.`),
      ).terraform_data,
    );
    expect(gate!.lifecycle).toEqual({
      precondition: [
        { condition: "${var.boolean}", error_message: "a must be so." },
        { condition: "${(var.number < 0)}", error_message: 'a (${var.number}) must be "under" 0.' },
      ],
    });
  });

  test("stands before what depends on it", () => {
    const { aws_sns_topic, terraform_data } = synth(rule(tokens.boolean));
    expect(aws_sns_topic.topic.depends_on).toEqual([`terraform_data.${Object.keys(terraform_data)[0]}`]);
  });

  test("refuses at once what is known to be broken", () => {
    expect(() => synth(rule(tokens.boolean), rule(false, "a is wrong."))).toThrow(
      /1 input is refused\n {2}- a is wrong\./,
    );
  });
});
