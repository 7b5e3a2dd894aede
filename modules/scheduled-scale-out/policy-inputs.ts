import { z } from "zod";

/** A metric of CloudWatch. */
const metricFields = {
  /** Namespace, for instance `AWS/SQS`. */
  namespace: z.string().min(1).max(255),
  /** Name of the metric. */
  metricName: z.string().min(1).max(255),
  /** Dimensions of the metric, by name. */
  dimensions: z.record(z.string(), z.string()).default({}),
  /** Statistic. */
  statistic: z.enum(["Average", "Minimum", "Maximum", "SampleCount", "Sum"]).default("Average"),
};

/** The name of a policy, which becomes a part of its name in AWS. */
function policyName() {
  return z.string().regex(/^[A-Za-z0-9-]{1,60}$/, "must be 1 to 60 characters of A-Z, a-z, 0-9 and -");
}

/** Scaling policies beside target tracking on CPU and requests. */
export const policyFields = {
  /** Keep any metric at a target, by a name of your choice. The metric must fall as instances are added. */
  metrics: z
    .record(
      policyName(),
      z.strictObject({
        ...metricFields,
        /** Value to keep. */
        target: z.number().min(0.000001),
      }),
    )
    .default({}),
  /** Change the size by steps when a metric crosses a threshold, by a name of your choice. */
  steps: z
    .record(
      policyName(),
      z.strictObject({
        ...metricFields,
        /** On which side of the threshold it acts. */
        comparisonOperator: z
          .enum([
            "GreaterThanOrEqualToThreshold",
            "GreaterThanThreshold",
            "LessThanOrEqualToThreshold",
            "LessThanThreshold",
          ])
          .default("GreaterThanOrEqualToThreshold"),
        /** Threshold. */
        threshold: z.number(),
        /** Seconds of one value of the metric. */
        periodSeconds: z.number().int().min(60).max(3600).default(60),
        /** Values in a row beyond the threshold. */
        evaluationPeriods: z.number().int().min(1).max(20).default(3),
        /** What the adjustments are: instances more or fewer, percent of the group, or the size itself. */
        adjustmentType: z
          .enum(["ChangeInCapacity", "PercentChangeInCapacity", "ExactCapacity"])
          .default("ChangeInCapacity"),
        /** The steps; their bounds count from the threshold. */
        adjustments: z
          .array(
            z.strictObject({
              /** From so far beyond the threshold; without an end when left out. */
              metricIntervalLowerBound: z.number().optional(),
              /** Up to so far beyond the threshold; without an end when left out. */
              metricIntervalUpperBound: z.number().optional(),
              /** Change of the size, negative to scale in. */
              scalingAdjustment: z.number().int().min(-5000).max(5000),
            }),
          )
          .min(1)
          .max(20),
      }),
    )
    .default({}),
  /** Forecast the CPU load of the next two days from that of the last two weeks. */
  predictive: z
    .strictObject({
      /** Average CPU load that the forecast sizes the group for, in percent. */
      targetPercent: z.number().min(10).max(90),
      /** `ForecastOnly`: look at its forecasts first. `ForecastAndScale`: raise the size ahead of them; it never lowers it. */
      mode: z.enum(["ForecastOnly", "ForecastAndScale"]).default("ForecastOnly"),
      /** Seconds ahead of its hour in which an instance is launched. */
      schedulingBufferSeconds: z.number().int().min(0).max(3600).default(300),
    })
    .optional(),
};
