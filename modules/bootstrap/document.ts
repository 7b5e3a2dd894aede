import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { Flag, hcl, Maybe, sha256, text } from "../definition";
import { BootstrapInput } from "./inputs";
import { OwnSteps, planOf } from "./plan";
import { programFetching, programParts, programWith } from "./program";
import { UNIT } from "./unit";

/** What a bootstrap belongs to. */
export interface BootstrapOwner {
  /** Name of the pattern. */
  readonly pattern: string;
  /** Name of the fleet. */
  readonly name: string;
  /** Whether its instances may wait in a warm pool. */
  readonly warmPool: Flag;
  /** What the pattern itself does to its instances. */
  readonly steps?: OwnSteps | undefined;
}

/** The bootstrap as texts: the plan, the program, and the user data that brings it to an instance. */
export class BootstrapDocument extends Construct {
  /** The steps, as functions of bash. */
  readonly plan: string;
  /** The program with the plan in it, as an instance runs it. */
  readonly program: string;
  /** SHA-256 of the user data: another one is another version of the launch template. */
  readonly hash: string;
  /** cloud-init's data that installs and starts the program. */
  readonly userData: string;
  /** The same for a program that fetches its plan from S3; absent without a bucket. */
  readonly shortUserData: Maybe<string>;
  /** Name of the log group; empty without logs. */
  readonly logGroupName: string;
  /** Key of the plan in the bucket. */
  readonly planKey: Maybe<string>;

  constructor(scope: Construct, id: string, owner: BootstrapOwner, input: BootstrapInput) {
    super(scope, id);
    this.logGroupName = input.logs.get(() => text`/${owner.pattern}/${owner.name}/bootstrap`).or("");
    const settings = {
      timeoutSeconds: input.timeoutSeconds,
      warmPool: owner.warmPool,
      logGroup: this.logGroupName,
    };
    this.plan = planOf(input, owner.steps);
    const texts = programParts();
    this.program = programWith(this.plan, settings, texts);
    // Terraform reads the same texts from locals: each stands in the module once.
    const plan = this.local("plan", this.plan);
    const parts = {
      start: this.local("program_start", texts.start),
      functions: this.local("program_functions", texts.functions),
      end: this.local("program_end", texts.end),
    };
    this.userData = this.local("user_data", cloudConfig(programWith(plan, settings, parts)));
    this.hash = sha256(this.userData);
    const checksum = sha256(plan);
    // With the checksum in the key a plan is never another one: an instance that starts meanwhile finds its own.
    this.planKey = input.overflow.get(
      ({ prefix }) => text`${prefix}${owner.pattern}/${owner.name}/${checksum}.sh`,
    );
    const short = input.overflow.build(this, "short", (inner, { bucket }) => {
      const object = { bucket, key: this.planKey.or(""), sha256: checksum };
      return new TerraformLocal(inner, "user_data", cloudConfig(programFetching(object, settings, parts)));
    });
    this.shortUserData = short.read(({ asString }) => asString);
  }

  private local(id: string, value: string): string {
    return new TerraformLocal(this, id, text`${value}`).asString;
  }
}

/** cloud-config, which is YAML, of which JSON is a part. */
function cloudConfig(program: string): string {
  return text`#cloud-config\n${hcl`jsonencode({
    write_files = [
      { path = "/usr/local/sbin/bootstrap", permissions = "0700", content = ${program} },
      { path = "/etc/systemd/system/bootstrap.service", permissions = "0644", content = ${UNIT} }
    ],
    runcmd = [
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "--no-block", "bootstrap.service"]
    ]
  })`}\n`;
}
