import { JobObserverConfig } from "../../modules/job-observer/inputs";
import { Account, PatternCases, Titled } from "../support/pattern-cases";
import { everything } from "./configs";
import { refusedPairs, refusedValues } from "./refused";

/** What the tests of both products run this pattern with. */
export const cases: PatternCases<JobObserverConfig> = {
  parity,
  accepted,
  refusedValues,
  refusedPairs,
  refusedLookups: ({ subnetIds: [first] }) => ({
    "two subnets in one zone": {
      config: { subnetIds: [first!, first!] },
      input: "subnetIds",
      rule: "must be one subnet for each zone",
      got: "2 subnets in us-east-1a",
    },
    "a tag that the metadata service cannot show": {
      config: { tags: { "cost center": "42" } },
      input: "tags",
      rule: "must have keys of A-Z, a-z, 0-9 and +=.,_:@-",
      got: "cost center",
    },
  }),
};

function accepted({ vpcId, subnetIds, imageId }: Account): JobObserverConfig {
  return {
    name: "thumbs",
    vpcId,
    subnetIds,
    image: { id: imageId },
    job: { secondsPerJob: 10, acceptableLatencySeconds: 900 },
    worker: { command: "/opt/app/thumbnail" },
  };
}

function parity(account: Account): Titled<JobObserverConfig> {
  const smallest = accepted(account);
  const { worker: _, ...withoutWorker } = smallest;
  const { vpcId, subnetIds, image } = smallest;
  return {
    smallest,
    everything: { ...everything, name: "everything-on", vpcId, subnetIds, image },
    "an agent of the user's own, and a latency that leaves no time for a start": {
      ...withoutWorker,
      name: "own",
      job: { secondsPerJob: 0.7, acceptableLatencySeconds: 300, perWorker: 3 },
      queue: { fifo: {} },
      workers: { min: 2, max: 2, startSeconds: 299 },
      mixedInstances: { otherTypes: ["t3.medium"], onDemandPercent: 0 },
    },
  };
}
