import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { hcl, Maybe, Rule, text } from "../definition";

/** Bytes of user data that EC2 takes, before base64 (docs.aws.amazon.com, EC2 User Guide, "Work with instance user data"). */
const MAX_BYTES = 16384;

/** User data, compressed: cloud-init unpacks gzip by itself, and more fits into EC2's 16 KB. */
export class UserData extends Construct {
  /** Base64 for the launch template; null where the user gave none. */
  readonly base64: string;
  private readonly bytes: number;

  constructor(scope: Construct, id: string, content: Maybe<string>) {
    super(scope, id);
    const encoded = hcl`(${content.isGiven} ? base64gzip(${content.or("")}) : null)`;
    const local = new TerraformLocal(this, "Resource", encoded);
    this.base64 = local.asString;
    const padding = hcl`(length(regexall("=", ${this.base64})))`;
    const size = hcl`(${content.isGiven} ? length(${this.base64}) / 4 * 3 - ${padding} : 0)`;
    this.bytes = new TerraformLocal(this, "bytes", size).asNumber;
  }

  /** EC2 refuses more than 16 KB, and does so only when the first instance starts. */
  fits(): Rule {
    return {
      input: "userData",
      holds: hcl`${this.bytes} <= ${MAX_BYTES}`,
      message: text`userData must be at most ${MAX_BYTES} bytes after compression, got ${this.bytes}.`,
    };
  }
}
