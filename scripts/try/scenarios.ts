import { bootstrapInstance } from "./bootstrap-instance";
import { multiAz } from "./multi-az";
import { Scenario } from "./scenario";
import { scheduledScaleOut } from "./scheduled-scale-out";

/** Every pattern that can be tried, by its name. */
export const scenarios: ReadonlyMap<string, Scenario> = new Map(
  [multiAz, scheduledScaleOut, bootstrapInstance].map((scenario) => [scenario.pattern, scenario]),
);
