import { Pattern } from "../publisher/pattern";
import { PatternCases } from "../__tests__/support/pattern-cases";

/** The configs that the tests run a pattern with, for the scripts that run it with the same ones. */
export async function importCases({ name }: Pattern): Promise<PatternCases> {
  const module = (await import(`../__tests__/${name}/cases`)) as { cases: PatternCases };
  return module.cases;
}
