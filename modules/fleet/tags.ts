import { DataAwsDefaultTags } from "@cdktf/provider-aws/lib/data-aws-default-tags";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { Expression, hcl, Rule, text } from "../definition";

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

  /**
   * Whether the metadata service can show them: with a key that it cannot (a blank, a slash), every launch would fail
   * (docs.aws.amazon.com, EC2 User Guide, "View tags for your EC2 instances using instance metadata").
   */
  get areShowable(): Expression {
    return hcl`length(${this.unshowable}) == 0`;
  }

  /** A bootstrap reads the name of its group from the metadata service, among the tags. */
  showable(): Rule {
    return {
      input: "tags",
      holds: this.areShowable,
      message: text`tags must have keys of A-Z, a-z, 0-9 and +=.,_:@- where there is a bootstrap, which reads tags from the metadata service; got ${hcl`join(", ", ${this.unshowable})`}.`,
    };
  }

  private get unshowable(): Expression {
    return hcl`[for key in keys(${this.all}) : key if !can(regex("^[A-Za-z0-9+=.,_:@-]+$", key))]`;
  }
}
