import { Eip } from "@cdktf/provider-aws/lib/eip";
import { EipAssociation } from "@cdktf/provider-aws/lib/eip-association";
import { DataAwsEip } from "@cdktf/provider-aws/lib/data-aws-eip";
import { NetworkInterface } from "@cdktf/provider-aws/lib/network-interface";
import { ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { hcl, repeat } from "../definition";
import { FloatingInterfaceInput } from "./inputs";

/**
 * The Elastic IP on the interface. It belongs to the interface and not to an instance, so that Terraform may hold the
 * association: no move touches it ("Elastic network interfaces", EC2 User Guide).
 */
export class ElasticIp extends Construct {
  /** The new one, where one is wanted. */
  readonly made: Eip;
  private readonly found: DataAwsEip;

  constructor(
    scope: Construct,
    id: string,
    { elasticIp, name, tags }: FloatingInterfaceInput,
    networkInterface: NetworkInterface,
    passed: ITerraformDependable[],
  ) {
    super(scope, id);
    const existing = elasticIp.get((given) => given.existing.get(({ allocationId }) => allocationId).or(""));
    const wanted = { isGiven: elasticIp.isGiven, existing: existing.or("") };
    this.made = new Eip(this, "Resource", {
      domain: "vpc",
      tags: Token.asStringMap(hcl`merge({ Name = ${name} }, ${tags})`),
      dependsOn: passed,
    });
    const isFound = elasticIp.get((given) => given.existing.isGiven).or(false);
    repeat(this.made, hcl`{ for key in ["main"] : key => key if ${wanted.isGiven} && !${isFound} }`);
    this.found = new DataAwsEip(this, "existing", { id: wanted.existing });
    repeat(this.found, hcl`{ for key in ["main"] : key => key if ${isFound} }`);
    const association = new EipAssociation(this, "association", {
      allocationId: Token.asString(
        hcl`one(concat(values(${this.made.fqn})[*].id, values(${this.found.fqn})[*].id))`,
      ),
      networkInterfaceId: networkInterface.id,
      // Taken from nobody else without a word.
      allowReassociation: false,
    });
    repeat(association, hcl`{ for key in ["main"] : key => key if ${wanted.isGiven} }`);
  }

  /** The public address; null without one. */
  get publicIp(): string {
    return Token.asString(
      hcl`one(concat(values(${this.made.fqn})[*].public_ip, values(${this.found.fqn})[*].public_ip))`,
    );
  }
}
