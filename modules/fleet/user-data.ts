import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { atMost, choose, every, hcl, lessThan, Maybe, Rule, some, text } from "../definition";

/** Bytes of user data that EC2 takes, before base64 (docs.aws.amazon.com, EC2 User Guide, "Work with instance user data"). */
const MAX_BYTES = 16384;

/** What a fleet's user data is made of; at most one of `own` and `bootstrap` is given. */
export interface UserDataParts {
  /** What the user wrote. */
  readonly own: Maybe<string>;
  /** What the bootstrap is installed by. */
  readonly bootstrap: Maybe<string>;
  /** The same for a bootstrap whose plan is fetched from S3. */
  readonly shortBootstrap: Maybe<string>;
}

/** User data, compressed: cloud-init unpacks gzip by itself, and more fits into EC2's 16 KB. */
export class UserData extends Construct {
  /** Base64 for the launch template; null where there is none. */
  readonly base64: string;
  /** Bytes after compression of all of it, also where a part of it is fetched from S3. */
  readonly bytes: number;

  constructor(
    scope: Construct,
    id: string,
    private readonly parts: UserDataParts,
  ) {
    super(scope, id);
    const { own, bootstrap, shortBootstrap } = parts;
    const isGiven = some(own.isGiven, bootstrap.isGiven);
    const content = own.or(bootstrap.or(""));
    const whole = new TerraformLocal(this, "whole", hcl`(${isGiven} ? base64gzip(${content}) : null)`)
      .asString;
    const padding = hcl`(length(regexall("=", ${whole})))`;
    const size = hcl`(${isGiven} ? length(${whole}) / 4 * 3 - ${padding} : 0)`;
    this.bytes = new TerraformLocal(this, "bytes", size).asNumber;
    const short = hcl`base64gzip(${shortBootstrap.or("")})`;
    const isShort = every(shortBootstrap.isGiven, lessThan(MAX_BYTES, this.bytes));
    this.base64 = new TerraformLocal(this, "Resource", hcl`(${isShort} ? ${short} : ${whole})`).asString;
  }

  /** EC2 refuses more than 16 KB, and does so only when the first instance starts. */
  fits(): Rule {
    const { bootstrap, shortBootstrap } = this.parts;
    const input = choose(bootstrap.isGiven, "bootstrap", "userData");
    const wayOut = choose(bootstrap.isGiven, "; bootstrap.overflow takes a bucket for more", "");
    return {
      input: "userData",
      holds: some(atMost(this.bytes, MAX_BYTES), shortBootstrap.isGiven),
      message: text`${input} must be at most ${MAX_BYTES} bytes after compression, got ${this.bytes}${wayOut}.`,
    };
  }
}
