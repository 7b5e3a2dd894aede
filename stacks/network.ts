import { DataAwsEc2InstanceTypeOfferings } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type-offerings";
import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { DataAwsSubnets } from "@cdktf/provider-aws/lib/data-aws-subnets";
import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { byIndex, EACH_VALUE, hcl, repeat } from "../modules/definition";
import { Settings } from "./settings";

/** The network that a stack runs in: what the user chose, or three zones of the account's default VPC. */
export class Network extends Construct {
  readonly vpcId: string;
  /** One subnet for each zone. */
  readonly subnetIds: string[];

  /**
   * @param instanceType The zones are such that offer it.
   */
  constructor(scope: Construct, id: string, settings: Settings, instanceType: string) {
    super(scope, id);
    this.vpcId = settings.vpcId ?? new DataAwsVpc(this, "vpc", { default: true }).id;
    this.subnetIds = settings.subnetIds ?? this.subnetsOfThreeZones(instanceType);
  }

  /** The subnets by the names of their zones, for patterns that make one resource in each zone. */
  subnetIdsByZone(): Record<string, string> {
    const subnet = new DataAwsSubnet(this, "subnet", { id: EACH_VALUE });
    repeat(subnet, byIndex(this.subnetIds));
    return Token.asStringMap(hcl`{ for one in ${subnet.fqn} : one.availability_zone => one.id }`);
  }

  private subnetsOfThreeZones(instanceType: string): string[] {
    const offerings = new DataAwsEc2InstanceTypeOfferings(this, "offerings", {
      locationType: "availability-zone",
      filter: [{ name: "instance-type", values: [instanceType] }],
    });
    const zones = hcl`slice(sort(${offerings.locations}), 0, min(3, length(${offerings.locations})))`;
    const subnets = new DataAwsSubnets(this, "subnets", {
      filter: [
        { name: "vpc-id", values: [this.vpcId] },
        { name: "default-for-az", values: ["true"] },
        { name: "availability-zone", values: Token.asList(zones) },
      ],
    });
    return Token.asList(hcl`sort(${subnets.ids})`);
  }
}
