import { NO_ACCOUNT, PatternCases } from "../../__tests__/support/pattern-cases";
import { Pattern } from "../../publisher/pattern";
import { patterns } from "../../publisher/patterns";
import { importCases } from "../pattern-cases";
import { builtConstruct } from "./built-package";
import { Build, ByHand, patternByHand } from "./by-hand/by-hand";

/** A pattern with the smallest config of its tests, and the same resources by hand. */
export interface Subject {
  readonly config: object;
  readonly pattern: Build;
  /** Made when it is asked for. @throws Error when it does not make the same. */
  readonly byHand: () => ByHand;
}

/** Both sides of the comparison. */
export function subjectOf({ name, construct }: Pattern, cases: PatternCases): Subject {
  const [config] = Object.values(cases.parity(NO_ACCOUNT));
  const pattern: Build = (scope) => void new construct(scope, "this", config as never);
  return { config: config!, pattern, byHand: () => patternByHand(name, pattern) };
}

/** The comparison of a published pattern, as the built package has it. */
export async function subjectNamed(name: string): Promise<Subject> {
  const published = patterns.find((pattern) => pattern.name === name);
  if (published === undefined) throw new Error(`There is no pattern ${name}.`);
  return subjectOf({ ...published, construct: builtConstruct(published) }, await importCases(published));
}
