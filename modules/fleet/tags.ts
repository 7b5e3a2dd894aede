import { DataAwsDefaultTags } from "@cdktf/provider-aws/lib/data-aws-default-tags";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { hcl } from "../definition";

/**
 * The tags for what Auto Scaling makes: the provider adds its `default_tags` to what it makes itself, but not to
 * instances and volumes, so they are merged in here.
 */
export class FleetTags extends Construct {
  /** Tags of instances and volumes. */
  readonly all: Record<string, string>;

  constructor(scope: Construct, id: string, name: string, tags: Record<string, string>) {
    super(scope, id);
    const defaults = new DataAwsDefaultTags(this, "Resource");
    this.all = Token.asStringMap(hcl`merge({ Name = ${name} }, ${defaults.tags}, ${tags})`);
  }
}
