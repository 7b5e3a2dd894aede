import { DataAwsAmi } from "@cdktf/provider-aws/lib/data-aws-ami";
import { DataAwsEc2InstanceType } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type";
import { DataAwsEc2InstanceTypeOfferings } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type-offerings";
import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { byIndex, EACH_VALUE, hcl, repeat, Rule, text } from "../definition";
import { FleetInput } from "./inputs";

/**
 * What AWS says of the fleet's instance types. Auto Scaling itself finds out only when it launches, and then tries
 * again and again.
 */
export class InstanceTypes extends Construct {
  /** All types of the fleet, the preferred one first. */
  readonly types: string[];
  private readonly details: DataAwsEc2InstanceType;
  private readonly offerings: DataAwsEc2InstanceTypeOfferings;

  constructor(scope: Construct, id: string, input: FleetInput) {
    super(scope, id);
    const others = input.mixedInstances.get((mixed) => mixed.otherTypes).or([]);
    this.types = new TerraformLocal(
      this,
      "all",
      hcl`distinct(concat([${input.instanceType}], ${others}))`,
    ).asList;
    this.details = new DataAwsEc2InstanceType(this, "Resource", { instanceType: EACH_VALUE });
    repeat(this.details, byIndex(this.types));
    this.offerings = new DataAwsEc2InstanceTypeOfferings(this, "offerings", {
      locationType: "availability-zone",
      filter: [{ name: "instance-type", values: this.types }],
    });
  }

  /** An arm64 image on an x86 type, or the other way round, starts nothing. */
  fitImage(ami: DataAwsAmi): Rule {
    const misfits = hcl`[for type in values(${this.details.fqn}) : type.instance_type if !contains(type.supported_architectures, ${ami.architecture})]`;
    return {
      input: "instanceType",
      holds: hcl`length(${misfits}) == 0`,
      message: text`instanceType must fit the image ${ami.id}, which is ${ami.architecture}; got ${hcl`join(", ", ${misfits})`}.`,
    };
  }

  /** A type that one zone does not offer leaves that zone without capacity. */
  offeredIn(zones: string[]): Rule {
    const { fqn } = this.offerings;
    const offered = hcl`[for index, zone in ${fqn}.locations : "\${${fqn}.instance_types[index]} in \${zone}"]`;
    const wanted = hcl`[for pair in setproduct(${this.types}, ${zones}) : "\${pair[0]} in \${pair[1]}"]`;
    const missing = hcl`setsubtract(${wanted}, ${offered})`;
    return {
      input: "instanceType",
      holds: hcl`length(${missing}) == 0`,
      message: text`instanceType must be offered in every zone of subnetIds, but AWS does not offer ${hcl`join(", ", ${missing})`}.`,
    };
  }
}
