import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { TerraformLocal, Token } from "cdktf";
import { Construct } from "constructs";
import {
  atMost,
  attributeOfEach,
  byIndex,
  EACH_VALUE,
  equal,
  hcl,
  repeat,
  Rule,
  sizeOf,
  text,
} from "../definition";

/**
 * Looks up the subnets that a user gave: their zones decide capacity, alarms and the load balancer's reach. The
 * lookups are keyed by index, so that subnets made in the same apply (ids unknown at plan) work.
 */
export class SubnetLookup extends Construct {
  /** The zones of the subnets, sorted, each once. */
  readonly zones: string[];
  private readonly lookup: DataAwsSubnet;

  /**
   * @param input Name of the input that the ids come from, for messages.
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly input: string,
    private readonly subnetIds: string[],
  ) {
    super(scope, id);
    this.lookup = new DataAwsSubnet(this, "Resource", { id: EACH_VALUE });
    repeat(this.lookup, byIndex(subnetIds));
    const zones = hcl`sort(distinct(${attributeOfEach(this.lookup, "availability_zone")}))`;
    this.zones = new TerraformLocal(this, "zones", zones).asList;
  }

  /**
   * A zone by its place among the sorted ones: a number, or `EACH_KEY` inside of what is repeated by subnet. The order
   * in which the subnets are given then changes nothing.
   */
  zoneAt(index: string): string {
    // Not [index]: two subnets of one zone, which the guard refuses, would fail here with a message of Terraform's own.
    return Token.asString(hcl`element(${this.zones}, ${index})`);
  }

  /** Every subnet id with its zone, as a map from index to `{ id, availability_zone }` objects. */
  get byIndex(): string {
    return this.lookup.fqn;
  }

  /** One subnet for each zone: capacity is counted in zones, and a load balancer takes one subnet of each. */
  oneForEachZone(): Rule {
    return {
      input: this.input,
      holds: equal(sizeOf(this.subnetIds), sizeOf(this.zones)),
      message: text`${this.input} must be one subnet for each zone, got ${sizeOf(this.subnetIds)} subnets in ${this.list()}.`,
    };
  }

  /** What runs in one zone only goes down with it. */
  inTwoZones(): Rule {
    return {
      input: this.input,
      holds: atMost(2, sizeOf(this.zones)),
      message: text`${this.input} must lie in at least 2 zones, got ${this.list()}.`,
    };
  }

  /** All subnets lie in the VPC. */
  inVpc(vpcId: string): Rule {
    return subnetsInVpc(this.input, this.lookup, vpcId);
  }

  /** The zones as text, for messages. */
  list(): string {
    return Token.asString(hcl`join(", ", ${this.zones})`);
  }
}

/** All subnets of a repeated lookup lie in the VPC. */
export function subnetsInVpc(input: string, lookup: DataAwsSubnet, vpcId: string): Rule {
  const vpcs = hcl`distinct(${attributeOfEach(lookup, "vpc_id")})`;
  return {
    input,
    holds: hcl`alltrue([for vpc in ${vpcs} : vpc == ${vpcId}])`,
    message: text`${input} must lie in the VPC ${vpcId}, got subnets of ${hcl`join(", ", ${vpcs})`}.`,
  };
}
