import { Token } from "cdktf";
import fc from "fast-check";
import { z } from "zod";
import { hcl, text } from "../../modules/definition";
import * as arithmetic from "../../modules/definition/operators";
import * as texts from "../../modules/definition/text-operators";
import { check } from "../../modules/definition/check";
import { conditionsOf } from "../../modules/definition/conditions";
import { encode, knownValue, literalText, rawHcl, TokenKind } from "../../modules/definition/expression";
import { hclLiteral, hclString } from "../../modules/definition/hcl";
import { objectShapeOf } from "../../modules/definition/schema";
import { isToken } from "../../modules/definition/tokens";
import { typeOf } from "../../publisher/variables";
import { calls } from "./cases/operator-calls";
import { ruleCases } from "./cases/rules";
import { evaluate, GivenVariable } from "./evaluate";

/** Every run tries the same samples: a test that fails now and then helps nobody. */
const SEED = 20250101;

const operators = { ...arithmetic, ...texts };

describe("an operator means the same known at synth and left to Terraform", () => {
  const kinds = { string: "string", number: "number", boolean: "boolean", object: "map" } as Record<
    string,
    TokenKind
  >;

  /** The same value, but as a token, so that nothing is computed at synth. */
  const hidden = (value: unknown): unknown => {
    const kind = (Array.isArray(value) ? "stringList" : kinds[typeof value]) as TokenKind;
    return encode(kind, rawHcl(`(${hclLiteral(value)})`));
  };

  const run = (name: string, args: readonly unknown[]): unknown =>
    (operators[name as keyof typeof operators] as (...args: unknown[]) => unknown)(...args);

  test(`in ${calls.length} calls`, async () => {
    const left = calls.map(([name, args]) => run(name, args.map(hidden)));
    expect(left.filter((value) => !isToken(value))).toEqual([]);
    const answers = await evaluate([hcl`${left}`]);
    const inTerraform = calls.map(([name, args], index) => [name, args, (answers[0] as unknown[])[index]]);
    expect(inTerraform).toEqual(
      calls.map(([name, args]) => [name, args, knownValue(run(name, args)) ?? null]),
    );
  });

  test("has a call of each operator here", () => {
    expect([...new Set(calls.map(([name]) => name))].sort()).toEqual(Object.keys(operators).sort());
  });
});

describe("a rule gives the same verdict at synth and in Terraform", () => {
  const cases = ruleCases.flatMap(({ rule, schema, good, bad }) => [
    ...good.map((value) => ({ rule, schema, value, keeps: true })),
    ...bad.map((value) => ({ rule, schema, value, keeps: false })),
  ]);

  const fieldOf = (schema: z.ZodType) => objectShapeOf(z.strictObject({ x: schema })).fields.x!;

  /** Every condition of a case, with its message: Terraform evaluates that of a rule that holds, too. */
  const conditions = cases.map(({ schema }, index) => {
    const { shape, optional } = fieldOf(schema);
    return conditionsOf(shape, `var.case${index}`, "x", optional);
  });

  let answers: unknown[];
  beforeAll(async () => {
    const variables = cases.map(({ schema, value }, index): [string, GivenVariable] => [
      `case${index}`,
      { type: typeOf(fieldOf(schema).shape), value },
    ]);
    const all = conditions.map((of) =>
      rawHcl(`[${of.map(({ holds, message }) => `[${holds}, ${message}]`).join(", ")}]`),
    );
    answers = await evaluate(all, Object.fromEntries(variables));
  });

  test.each(cases.map((one, index) => [one.rule, JSON.stringify(one.value), one, index] as const))(
    "%s: %s",
    (_, __, { schema, value, keeps }, index) => {
      const { problems } = check(objectShapeOf(z.strictObject({ x: schema })), { x: value });
      expect(problems.map(({ message }) => message).length === 0).toBe(keeps);
      const broken = (answers[index] as [boolean, string][]).filter(([holds]) => !holds);
      expect(broken.length === 0).toBe(keeps);
      // Every message names the input and is there for whom it concerns.
      for (const [, message] of broken) expect(message).toMatch(/^(key of )?x/);
    },
  );
});

describe("a string comes out of Terraform as it went in", () => {
  const nasty = [
    "$",
    "%",
    "{",
    "}",
    "~",
    '"',
    "\\",
    "\n",
    "\r",
    "\t",
    "\b",
    "\f",
    "\u0001",
    "\u007f",
    "a",
    " ",
    "é",
    "漢",
    "😀",
    "e\u0301",
    "\u2028",
    "#",
    "/",
    "*",
  ];
  const strings = fc
    .sample(fc.string({ unit: fc.constantFrom(...nasty), maxLength: 9 }), { seed: SEED, numRuns: 200 })
    .filter((sample) => !isToken(sample));
  const mark = Token.asString(rawHcl('"<>"'));

  const spellings: [string, (sample: string) => unknown, (sample: string) => string][] = [
    ["hclString", (sample) => rawHcl(hclString(sample)), (sample) => sample],
    ["hcl", (sample) => hcl`${sample}`, (sample) => sample],
    ["hcl in a list and a map", (sample) => hcl`${[{ a: sample }]}[0].a`, (sample) => sample],
    [
      "hcl next to a token",
      (sample) => hcl`${`${sample}${mark}${sample}`}`,
      (sample) => `${sample}<>${sample}`,
    ],
    ["a key", (sample) => hcl`keys(${{ [sample]: 1 }})[0]`, (sample) => sample],
    ["text", (sample) => text`${sample}`, (sample) => sample],
    ["a user's string", (sample) => literalText(sample), (sample) => sample],
    [
      "a user's string with a token",
      (sample) => literalText(`${sample}${mark}${sample}`),
      (sample) => `${sample}<>${sample}`,
    ],
    ["text next to a token", (sample) => text`${sample}${mark}${sample}`, (sample) => `${sample}<>${sample}`],
    [
      "text inside of an expression",
      (sample) => hcl`${text`${sample}${mark}${sample}`}`,
      (sample) => `${sample}<>${sample}`,
    ],
  ];

  let answers: unknown[];
  beforeAll(async () => {
    answers = await evaluate(spellings.flatMap(([, write]) => strings.map(write)));
  });

  test.each(spellings.map((spelling, index) => [spelling[0], spelling[2], index] as const))(
    "written with %s",
    (_, meant, index) => {
      const own = answers.slice(index * strings.length, (index + 1) * strings.length);
      // Terraform keeps all strings in Unicode's composed form.
      expect(own).toEqual(strings.map((sample) => meant(sample).normalize("NFC")));
    },
  );

  test("and hclLiteral writes any value", async () => {
    const values = fc.sample(fc.jsonValue({ maxDepth: 3 }), { seed: SEED, numRuns: 100 });
    const answers = await evaluate([rawHcl(`jsonencode(${hclLiteral(values)})`)]);
    expect(JSON.parse(answers[0] as string)).toEqual(JSON.parse(JSON.stringify(values).normalize("NFC")));
  });
});
