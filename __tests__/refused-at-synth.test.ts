import "cdktf/lib/testing/adapters/jest";
import { Testing } from "cdktf";
import { InputError } from "../modules/definition";
import { Pattern } from "../publisher/pattern";
import { patterns } from "../publisher/patterns";
import { casesOf, NO_ACCOUNT } from "./support/pattern-cases";

/** What the construct says of a config; undefined when it refuses nothing. */
function refusalOf({ construct }: Pattern, config: object): InputError | undefined {
  try {
    Testing.synthScope((scope) => void new construct(scope, "this", config as never));
    return undefined;
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

/** The construct's side; the published module's is `engine/refused-inputs.test.ts`. */
describe.each(patterns)("$name refuses at synth", (pattern) => {
  const { accepted, refusedValues, refusedPairs } = casesOf(pattern);

  test("nothing of the config from which the others differ", () => {
    expect(refusalOf(pattern, accepted(NO_ACCOUNT))).toBeUndefined();
  });

  test.each(Object.entries({ ...refusedValues, ...refusedPairs }))(
    "%s",
    (_, { config, input, rule, got }) => {
      const refusal = refusalOf(pattern, { ...accepted(NO_ACCOUNT), ...config });
      expect(refusal?.problems.map((problem) => problem.input)).toEqual([input]);
      const { message } = refusal!.problems[0]!;
      expect(message).toContain(`${input} `);
      expect(message).toContain(rule);
      if (got !== undefined) expect(message).toContain(`, got ${got}`);
      expect(refusal!.message).toMatch(`${pattern.inputs.name} "this": 1 input is refused\n`);
    },
  );
});
