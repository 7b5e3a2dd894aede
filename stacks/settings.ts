import { IConstruct } from "constructs";

/**
 * What a user chooses for the stacks of `main.ts`: from the environment (`HA_VPC_ID`), or from the context in
 * cdktf.json (`"vpcId"`), in this order.
 */
export class Settings {
  constructor(private readonly construct: IConstruct) {}

  /** Region; `AWS_REGION`, context `region`, or us-east-1. */
  get region(): string {
    return given("AWS_REGION") ?? this.context("region") ?? "us-east-1";
  }

  /** Id of the VPC; the default VPC when absent. */
  get vpcId(): string | undefined {
    return given("HA_VPC_ID") ?? this.context("vpcId");
  }

  /** Ids of subnets, one for each zone, separated by commas; subnets of three zones of the VPC when absent. */
  get subnetIds(): string[] | undefined {
    const ids = given("HA_SUBNET_IDS") ?? this.context("subnetIds");
    return ids?.split(",").map((id) => id.trim());
  }

  /** Id of an AMI; the latest Amazon Linux 2023 when absent. */
  get imageId(): string | undefined {
    return given("HA_IMAGE_ID") ?? this.context("imageId");
  }

  private context(name: string): string | undefined {
    const value: unknown = this.construct.node.tryGetContext(name);
    return Array.isArray(value) ? value.join(",") : (value as string | undefined);
  }
}

/** A variable of the environment. An empty one is not given: that is how CI systems pass on what nobody has set. */
function given(name: string): string | undefined {
  const value = process.env[name];
  return value === "" ? undefined : value;
}
