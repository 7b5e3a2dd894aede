import { ScheduledScaleOutConfig } from "../../modules/scheduled-scale-out/inputs";
import { Account, PatternCases, Titled } from "../support/pattern-cases";
import { everything as everythingOn } from "./configs";
import { refusedPairs, refusedValues } from "./refused";

/** What the tests of both products run this pattern with. */
export const cases: PatternCases<ScheduledScaleOutConfig> = {
  parity,
  accepted,
  refusedValues,
  refusedPairs,
  refusedLookups: ({ subnets }) => ({
    "one zone only": {
      config: { subnetIds: [subnets["us-east-1a"]!, subnets["us-east-1a"]!] },
      input: "subnetIds",
      rule: "must lie in at least 2 zones",
      got: "us-east-1a",
    },
  }),
};

function accepted({ vpcId, subnets, imageId }: Account): ScheduledScaleOutConfig {
  return {
    name: "web",
    vpcId,
    subnetIds: [subnets["us-east-1a"]!, subnets["us-east-1b"]!],
    image: { id: imageId },
    capacity: { min: 2, max: 12 },
    windows: {
      office: { from: "0 8 * * MON-FRI", to: "0 18 * * MON-FRI", timeZone: "Europe/Berlin", min: 6 },
    },
  };
}

function parity({ vpcId, subnetIds, imageId }: Account): Titled<ScheduledScaleOutConfig> {
  const smallest = {
    name: "web",
    vpcId,
    subnetIds,
    image: { id: imageId },
    capacity: { min: 2, max: 12 },
  };
  return {
    smallest,
    everything: {
      ...everythingOn,
      ...smallest,
      name: "everything-on",
      capacity: { min: 0, max: 60, initial: 0 },
      loadBalancer: { internal: true, deletionProtection: false },
      permissionsBoundaryArn: "arn:aws:iam::aws:policy/PowerUserAccess",
    },
    "a bootstrap": { ...smallest, bootstrap: { packages: ["nginx"], services: ["nginx"] } },
    "windows and actions without a policy that takes their instances away": {
      ...smallest,
      windows: {
        night: { from: "15 22 * * *", to: "45 5 * * *", min: 0, desired: 0 },
        open: { at: "2020-01-01T00:00:00Z", until: "2090-01-01T00:00:00Z", min: 0 },
      },
      actions: { up: { recurrence: "0 3 29 2 *", timeZone: "Etc/GMT+9", desired: 12 } },
    },
    "steps and any metric alone": {
      ...smallest,
      scaling: {
        metrics: { load: { namespace: "web", metricName: "load", target: 0.5 } },
        steps: {
          idle: {
            ...{
              namespace: "web",
              metricName: "idle",
              threshold: 0,
              comparisonOperator: "LessThanThreshold",
            },
            adjustments: [{ metricIntervalUpperBound: 0, scalingAdjustment: -1 }],
          },
        },
        predictive: { targetPercent: 60 },
      },
    },
  };
}
