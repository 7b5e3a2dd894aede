import { bootstrapInstance } from "./bootstrap-instance";
import { floatingInterface } from "./floating-interface";
import { floatingIp } from "./floating-ip";
import { haDatabase } from "./ha-database";
import { haDatabaseCluster } from "./ha-database-cluster";
import { jobObserver } from "./job-observer";
import { multiAz } from "./multi-az";
import { Scenario } from "./scenario";
import { scheduledScaleOut } from "./scheduled-scale-out";
import { stateSharing } from "./state-sharing";

/** Every pattern that can be tried, by its name. */
export const scenarios: ReadonlyMap<string, Scenario> = new Map(
  [
    multiAz,
    haDatabase,
    haDatabaseCluster,
    floatingIp,
    floatingInterface,
    stateSharing,
    scheduledScaleOut,
    jobObserver,
    bootstrapInstance,
  ].map((scenario) => [scenario.pattern, scenario]),
);
