import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { Construct } from "constructs";
import { EACH_VALUE, hcl, repeat, Rule, text } from "../definition";
import { subnetsInVpc } from "./subnet-lookup";

/**
 * Looks up subnets that a user gave by zone. The zones are keys, known at plan whatever else is not, so that one
 * resource for each zone can be made of them; here it is checked that they tell the truth.
 */
export class ZonedSubnets extends Construct {
  /** What has to hold before anything is created. */
  readonly rules: Rule[];

  /**
   * @param input Name of the input, for messages.
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly input: string,
    subnetIdsByZone: Record<string, string>,
    vpcId: string,
  ) {
    super(scope, id);
    const lookup = new DataAwsSubnet(this, "Resource", { id: EACH_VALUE });
    repeat(lookup, subnetIdsByZone);
    this.rules = [subnetsInVpc(input, lookup, vpcId), this.inTheirZones(lookup)];
  }

  private inTheirZones(lookup: DataAwsSubnet): Rule {
    const astray = hcl`[for zone, subnet in ${lookup.fqn} : "\${zone} = \${subnet.id} in \${subnet.availability_zone}" if subnet.availability_zone != zone]`;
    return {
      input: this.input,
      holds: hcl`length(${astray}) == 0`,
      message: text`${this.input} must name the zone of each subnet, got ${hcl`join(", ", ${astray})`}.`,
    };
  }
}
