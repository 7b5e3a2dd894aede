import fc from "fast-check";
import { z } from "zod";
import { check } from "../../modules/definition/check";
import { InputSchema, objectShapeOf } from "../../modules/definition/schema";

const schema = z.strictObject({
  name: z.string().min(1).max(3),
  size: z.number().int().min(0).max(3).default(1),
  kind: z.enum(["a", "b"]).optional(),
  on: z.boolean().default(false),
  words: z
    .array(z.string().regex(/^[a-z]*$/, "must be lower-case"))
    .max(2)
    .default([]),
  inner: z
    .strictObject({
      low: z.number().gt(0).optional(),
      deep: z.strictObject({ high: z.number().lt(2) }).optional(),
    })
    .prefault({}),
  members: z.record(z.string().max(2), z.strictObject({ min: z.number() })).default({}),
});

/** Mostly inside of the limits, now and then beyond, and sometimes of another type. */
const wrong = fc.constantFrom<unknown>(-1, 4, 0.5, "c", "LONG", true, [], {});
const mostly = (right: fc.Arbitrary<unknown>) => fc.oneof({ weight: 19, arbitrary: right }, wrong);
const object = (fields: Record<string, fc.Arbitrary<unknown>>) => fc.record(fields, { requiredKeys: [] });
const config = fc.record(
  {
    name: mostly(fc.string({ minLength: 1, maxLength: 3 })),
    size: mostly(fc.integer({ min: 0, max: 3 })),
    kind: mostly(fc.constantFrom("a", "b")),
    on: mostly(fc.boolean()),
    words: mostly(fc.array(mostly(fc.constantFrom("", "abc", "a")), { maxLength: 2 })),
    inner: mostly(
      object({ low: mostly(fc.constantFrom(0.1, 5)), deep: object({ high: mostly(fc.constantFrom(0, 1)) }) }),
    ),
    members: mostly(
      fc.dictionary(fc.string({ minLength: 1, maxLength: 2 }), object({ min: mostly(fc.integer()) }), {
        maxKeys: 1,
      }),
    ),
    other: wrong,
  },
  { requiredKeys: ["name"] },
);

const verdicts = { kept: 0, refused: 0 };

test("a config without tokens and nulls is judged and filled in as zod itself does", () => {
  fc.assert(
    fc.property(config, fc.integer({ min: 0, max: 9 }), ({ other, ...rest }, dice) => {
      const given = dice === 0 ? { ...rest, other } : rest;
      const ours = check(objectShapeOf(schema as InputSchema), given);
      const theirs = schema.safeParse(given);
      verdicts[theirs.success ? "kept" : "refused"] += 1;
      expect(ours.problems.map(({ message }) => message).length === 0).toBe(theirs.success);
      if (theirs.success) expect(ours.value).toEqual(theirs.data);
    }),
    { seed: 20250101, numRuns: 1000 },
  );
  // The samples say something only where there are many of both kinds.
  expect(Math.min(verdicts.kept, verdicts.refused)).toBeGreaterThan(100);
});
