import { DataAwsEip } from "@cdktf/provider-aws/lib/data-aws-eip";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { attributeByKey, EACH_KEY, hcl, repeat, text } from "../definition";
import { FloatingIpInput } from "./inputs";

/** The addresses that float together: new ones and such of the user's. */
export class Addresses extends Construct {
  /** The new ones. Who holds them is not in Terraform's hands, so that it never takes a failover back. */
  readonly made: Eip;
  private readonly found: DataAwsEip;

  constructor(
    scope: Construct,
    id: string,
    { addresses, name, tags }: FloatingIpInput,
    passed: ITerraformDependable[],
  ) {
    super(scope, id);
    this.made = new Eip(this, "Resource", {
      domain: "vpc",
      publicIpv4Pool: "${each.value.pool}",
      networkBorderGroup: "${each.value.border_group}",
      tags: Token.asStringMap(hcl`merge({ Name = ${text`${name}-${EACH_KEY}`} }, ${tags})`),
      dependsOn: passed,
    });
    const wanted = addresses.map((_, { existing, publicIpv4Pool, networkBorderGroup }) => ({
      existing: existing.isGiven,
      pool: publicIpv4Pool.orNull,
      border_group: networkBorderGroup.orNull,
    }));
    repeat(this.made, hcl`{ for key, wanted in ${wanted} : key => wanted if !wanted.existing }`);
    this.found = new DataAwsEip(this, "existing", { id: "${each.value.id}" });
    const given = addresses.map((_, { existing }) => ({
      given: existing.isGiven,
      id: existing.get(({ allocationId }) => allocationId).or(""),
    }));
    repeat(this.found, hcl`{ for key, existing in ${given} : key => existing if existing.given }`);
  }

  /** The allocation ids by the addresses' names. */
  get allocationIds(): Record<string, string> {
    return this.attribute("id");
  }

  /** The public addresses by their names. */
  get publicIps(): Record<string, string> {
    return this.attribute("public_ip");
  }

  private attribute(attribute: string): Record<string, string> {
    return Token.asStringMap(
      hcl`merge(${attributeByKey(this.made, attribute)}, ${attributeByKey(this.found, attribute)})`,
    );
  }
}
