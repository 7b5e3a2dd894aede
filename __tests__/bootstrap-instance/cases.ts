import { BootstrapInstanceConfig } from "../../modules/bootstrap-instance/inputs";
import { Account, PatternCases, Refused, Titled } from "../support/pattern-cases";
import { everything, fullBootstrap } from "./configs";
import { refusedPairs, refusedValues } from "./refused";
import { incompressibleBase64 } from "../support/incompressible";

/** What the tests of both products run this pattern with. */
export const cases: PatternCases<BootstrapInstanceConfig> = {
  parity: (account) => ({
    smallest: acceptedIn(account),
    everything: {
      ...everything,
      ...acceptedIn(account),
      instanceType: "m5.large",
      bootstrap: fullBootstrap,
      loadBalancer: { ...everything.loadBalancer, subnetIds: [...account.subnetIds].reverse() },
    },
    "a plan that is fetched, and an object of S3": {
      ...acceptedIn(account),
      capacity: { min: 0, max: 2 },
      mixedInstances: { otherTypes: ["t3.medium"] },
      bootstrap: {
        source: { s3: { bucket: "artifacts", key: "app.tgz", sha256: "0".repeat(64) } },
        files: { "/srv/data": { contentBase64: incompressibleBase64(24_000) } },
        ready: { command: "true" },
        overflow: { bucket: "plans" },
      },
    },
  }),
  accepted: acceptedIn,
  refusedValues,
  refusedPairs,
  refusedLookups,
};

function acceptedIn({ vpcId, subnetIds, imageId }: Account): BootstrapInstanceConfig {
  return {
    name: "docs",
    vpcId,
    subnetIds,
    image: { id: imageId },
    bootstrap: { packages: ["nginx"], services: ["nginx"] },
  };
}

/** What only the account can tell: refused at plan by both products, in the same words. */
function refusedLookups(account: Account): Titled<Refused<BootstrapInstanceConfig>> {
  const [first, second] = account.subnetIds;
  return {
    "a plan over 16 KB, and no bucket for it": {
      config: { bootstrap: { files: { "/srv/data": { contentBase64: incompressibleBase64(24_000) } } } },
      input: "bootstrap",
      rule: "must be at most 16384 bytes after compression",
      got: "29",
    },
    "a tag that the metadata service cannot show": {
      config: { tags: { "cost center": "42", "a/b": "c" } },
      input: "tags",
      rule: "must have keys of A-Z, a-z, 0-9 and +=.,_:@-",
      got: "a/b, cost center",
    },
    "a load balancer in one zone": {
      config: { subnetIds: [first!], loadBalancer: {} },
      input: "loadBalancer.subnetIds",
      rule: "must lie in at least 2 zones",
      got: "us-east-1a",
    },
    "a load balancer that misses a zone": {
      config: { loadBalancer: { subnetIds: [first!, second!] } },
      input: "loadBalancer.subnetIds",
      rule: "must cover every zone of subnetIds: targets in us-east-1c would get no traffic",
      got: "us-east-1a, us-east-1b",
    },
    "two subnets in one zone": {
      config: { subnetIds: [first!, first!] },
      input: "subnetIds",
      rule: "must be one subnet for each zone",
      got: "2 subnets in us-east-1a",
    },
  };
}
