import { Picture } from "../picture";
import { bootstrapInstance } from "./bootstrap-instance";
import { haDatabase } from "./ha-database";
import { haDatabaseCluster } from "./ha-database-cluster";
import { multiAz } from "./multi-az";
import { scheduledScaleOut } from "./scheduled-scale-out";

/** The picture of each pattern, by its folder. */
export const pictures: Readonly<Record<string, Picture>> = {
  "multi-az": multiAz,
  "ha-database": haDatabase,
  "ha-database-cluster": haDatabaseCluster,
  "scheduled-scale-out": scheduledScaleOut,
  "bootstrap-instance": bootstrapInstance,
};
