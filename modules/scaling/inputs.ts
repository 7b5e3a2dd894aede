import { z } from "zod";

/** Inputs of every pattern whose fleet follows its load by target tracking. */
export const loadScalingFields = {
  /** Keep the average CPU load at a target. */
  cpu: z
    .strictObject({
      /** Percent. */
      targetPercent: z.number().min(10).max(90),
    })
    .optional(),
  /** Keep the requests of each target at a number. */
  requests: z
    .strictObject({
      /** Requests a minute for each target. */
      perTarget: z.number().min(1),
    })
    .optional(),
};
