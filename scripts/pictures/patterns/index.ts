import { Picture } from "../picture";
import { bootstrapInstance } from "./bootstrap-instance";
import { floatingInterface } from "./floating-interface";
import { floatingIp } from "./floating-ip";
import { haDatabase } from "./ha-database";
import { haDatabaseCluster } from "./ha-database-cluster";
import { jobObserver } from "./job-observer";
import { multiAz } from "./multi-az";
import { scheduledScaleOut } from "./scheduled-scale-out";
import { stateSharing } from "./state-sharing";

/** The picture of each pattern, by its folder. */
export const pictures: Readonly<Record<string, Picture>> = {
  "multi-az": multiAz,
  "ha-database": haDatabase,
  "ha-database-cluster": haDatabaseCluster,
  "floating-ip": floatingIp,
  "floating-interface": floatingInterface,
  "state-sharing": stateSharing,
  "scheduled-scale-out": scheduledScaleOut,
  "job-observer": jobObserver,
  "bootstrap-instance": bootstrapInstance,
};
