import { bootstrapInstance } from "./bootstrap-instance";
import { multiAz } from "./multi-az";
import { Scenario } from "./scenario";

/** Every pattern that can be tried, by its name. */
export const scenarios: ReadonlyMap<string, Scenario> = new Map(
  [multiAz, bootstrapInstance].map((scenario) => [scenario.pattern, scenario]),
);
