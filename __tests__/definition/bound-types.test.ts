import { SnsTopicConfig } from "@cdktf/provider-aws/lib/sns-topic";
import { z } from "zod";
import { Bound, Each, Feature, flag, Flag, Items, Maybe, text } from "../../modules/definition";

const schema = z.strictObject({
  text: z.string(),
  size: z.number().default(0),
  on: flag().default(false),
  mode: z.enum(["a", "b"]).default("a"),
  note: z.string().optional(),
  words: z.array(z.string()).optional(),
  tags: z.record(z.string(), z.string()).default({}),
  inner: z.strictObject({ deep: z.string().optional() }).prefault({}),
  feature: z.strictObject({ port: z.number() }).optional(),
  members: z.record(z.string(), z.strictObject({ port: z.number() })).default({}),
  rows: z.array(z.strictObject({ port: z.number() })).default([]),
});

type Input = Bound<typeof schema>;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** The compiler is the test here: it refuses `true` where two types differ, and an error that is expected and not there. */
const same: Record<keyof Input, true> = {
  text: true satisfies Same<Input["text"], string>,
  size: true satisfies Same<Input["size"], number>,
  on: true satisfies Same<Input["on"], Flag>,
  mode: true satisfies Same<Input["mode"], "a" | "b">,
  note: true satisfies Same<Input["note"], Maybe<string>>,
  words: true satisfies Same<Input["words"], Maybe<string[]>>,
  tags: true satisfies Same<Input["tags"], Record<string, string>>,
  inner: true satisfies Same<Input["inner"], { readonly deep: Maybe<string> }>,
  feature: true satisfies Same<Input["feature"], Feature<{ readonly port: number }>>,
  members: true satisfies Same<Input["members"], Each<{ readonly port: number }>>,
  rows: true satisfies Same<Input["rows"], Items<{ readonly port: number }>>,
};

/** Never called: what a construct must not do with its inputs. */
export function misuse(input: Input): SnsTopicConfig[] {
  // @ts-expect-error An optional value is no value.
  const value: SnsTopicConfig = { displayName: input.note };
  // @ts-expect-error The port of a feature may not be there.
  input.feature.port.toFixed();
  // @ts-expect-error A map of objects has no members to loop over in the module.
  Object.values<{ port: number }>(input.members)[0]!.port.toFixed();
  // @ts-expect-error An optional value has no meaning in a text.
  const shown = text`${input.note}`;
  // @ts-expect-error A list of objects has no length to compare.
  return input.rows.length > 1 ? [value, { displayName: shown }] : [];
}

test("the types of bound inputs are checked when the project is compiled", () => {
  expect(Object.keys(same)).toEqual(Object.keys(schema.shape));
});
