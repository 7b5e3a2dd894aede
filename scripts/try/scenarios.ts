import { bootstrapInstance } from "./bootstrap-instance";
import { haDatabase } from "./ha-database";
import { haDatabaseCluster } from "./ha-database-cluster";
import { jobObserver } from "./job-observer";
import { multiAz } from "./multi-az";
import { Scenario } from "./scenario";
import { scheduledScaleOut } from "./scheduled-scale-out";

/** Every pattern that can be tried, by its name. */
export const scenarios: ReadonlyMap<string, Scenario> = new Map(
  [multiAz, haDatabase, haDatabaseCluster, scheduledScaleOut, jobObserver, bootstrapInstance].map(
    (scenario) => [scenario.pattern, scenario],
  ),
);
