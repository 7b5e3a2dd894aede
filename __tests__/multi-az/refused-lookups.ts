import { MultiAzConfig } from "../../modules/multi-az/inputs";
import { Account, Refused, Titled } from "../support/pattern-cases";
import { incompressibleText } from "../support/incompressible";

const AMAZON_LINUX = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-";

/** Two zones of us-east-1; t3.small is offered in both. */
export function acceptedIn({ vpcId, subnets }: Account): MultiAzConfig {
  return {
    name: "web",
    vpcId,
    subnetIds: [subnets["us-east-1a"]!, subnets["us-east-1b"]!],
    image: { ssmParameter: { name: `${AMAZON_LINUX}x86_64` } },
    capacity: { needed: 4 },
  };
}

/** What only the account can tell: refused at plan by both products, in the same words. */
export function refusedLookups({ vpcId, otherVpcId, subnets }: Account): Titled<Refused<MultiAzConfig>> {
  const [a, b, c, e] = ["a", "b", "c", "e"].map((zone) => subnets[`us-east-1${zone}`]!);
  return {
    "two subnets in one zone": {
      config: { subnetIds: [a!, b!, b!] },
      input: "subnetIds",
      rule: "must be one subnet for each zone",
      got: "3 subnets in us-east-1a, us-east-1b",
    },
    "one zone only": {
      config: { subnetIds: [a!, a!] },
      input: "subnetIds",
      rule: "must lie in at least 2 zones",
      got: "us-east-1a",
    },
    "subnets of another VPC": {
      config: { vpcId: otherVpcId },
      input: "subnetIds",
      rule: `must lie in the VPC ${otherVpcId}`,
      got: `subnets of ${vpcId}`,
    },
    "load balancer that misses a zone": {
      config: { subnetIds: [a!, b!, c!], loadBalancer: { subnetIds: [a!, b!] } },
      input: "loadBalancer.subnetIds",
      rule: "must cover every zone of subnetIds: targets in us-east-1c would get no traffic",
      got: "us-east-1a, us-east-1b",
    },
    "load balancer with two subnets in one zone": {
      config: { loadBalancer: { subnetIds: [a!, b!, b!] } },
      input: "loadBalancer.subnetIds",
      rule: "must be one subnet for each zone",
      got: "3 subnets in us-east-1a, us-east-1b",
    },
    "image of another architecture": {
      config: { image: { ssmParameter: { name: `${AMAZON_LINUX}arm64` } } },
      input: "instanceType",
      rule: "which is arm64",
      got: "t3.small",
    },
    "one of the other types is of another architecture": {
      config: { mixedInstances: { otherTypes: ["t3.medium", "t4g.small"] } },
      input: "instanceType",
      rule: "which is x86_64",
      got: "t4g.small",
    },
    "type that one zone does not offer": {
      config: { subnetIds: [a!, e!] },
      input: "instanceType",
      rule: "must be offered in every zone of subnetIds, but AWS does not offer t3.small in us-east-1e",
    },
    "user data over 16 KB": {
      config: { userData: incompressibleText(20_000) },
      input: "userData",
      rule: "must be at most 16384 bytes after compression",
      got: "1",
    },
    "maximum under the minimum": {
      config: { capacity: { needed: 4, max: 7 } },
      input: "capacity.max",
      rule: "must be at least 8, the minimum over 2 zones so that capacity.needed (4) is left when one is lost",
      got: "7",
    },
    "maximum under what is needed, with no zone to spare": {
      config: { capacity: { needed: 4, max: 3, surviveZoneLoss: false } },
      input: "capacity.max",
      rule: "must be at least 4, which is capacity.needed",
      got: "3",
    },
    "no zone left": {
      config: { drainZones: ["us-east-1b", "us-east-1a"] },
      input: "drainZones",
      rule: "must leave a zone of subnetIds (us-east-1a, us-east-1b)",
      got: "us-east-1b, us-east-1a",
    },
    "zone that is not there to be drained": {
      config: { drainZones: ["us-east-1c"] },
      input: "drainZones",
      rule: "must be zones of subnetIds (us-east-1a, us-east-1b)",
      got: "us-east-1c",
    },
  };
}
