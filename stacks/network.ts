import { DataAwsEc2InstanceTypeOfferings } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type-offerings";
import { DataAwsSubnets } from "@cdktf/provider-aws/lib/data-aws-subnets";
import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { hcl } from "../modules/definition";
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
