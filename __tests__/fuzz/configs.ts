import fc from "fast-check";
import { objectShapeOf } from "../../modules/definition/schema";
import { Pattern } from "../../publisher/pattern";
import { patterns } from "../../publisher/patterns";
import { casesOf, NO_ACCOUNT } from "../support/pattern-cases";
import { Dice, mutate, Plain } from "./mutate";

/** `FUZZ_CASES=20000 FUZZ_SEED=2 npm run test:fuzz` looks further. */
const CASES = Number(process.env["FUZZ_CASES"] ?? 2000);
const SEED = Number(process.env["FUZZ_SEED"] ?? 1);

/** Changed configs of a pattern, its share of all cases; the same ones at each run with the same seed. */
export function changedConfigs(pattern: Pattern): Plain[] {
  const { parity, accepted, refusedValues, refusedPairs } = casesOf(pattern);
  const taken = [...Object.values(parity(NO_ACCOUNT)), accepted(NO_ACCOUNT)] as Plain[];
  const refused = [...Object.values(refusedValues), ...Object.values(refusedPairs)];
  const known = [...taken, ...refused.map(({ config }) => config as Plain)];
  const shape = objectShapeOf(pattern.inputs.schema);
  const dice = fc.array(fc.noBias(fc.nat()), { minLength: 3, maxLength: 7 });
  const samples = fc.sample(dice, { numRuns: Math.ceil(CASES / patterns.length), seed: SEED }) as Dice[];
  return samples.map(([start, ...rest]) => mutate(shape, taken[start! % taken.length]!, known, rest));
}
