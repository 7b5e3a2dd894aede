import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformOutput, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { snakeCase } from "../modules/definition/names";
import { Settings } from "./settings";

/** What the stacks of `main.ts` have in common: the provider, the user's settings, and outputs. */
export class PatternStack extends TerraformStack {
  readonly settings: Settings;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.settings = new Settings(this);
    // An endpoint of one's own, an emulator, has no DNS name for each bucket, and no bad minutes to wait out: the
    // provider's 25 retries would only make every mistake slow.
    const hasOwnEndpoint = (process.env.AWS_ENDPOINT_URL ?? "") !== "";
    new AwsProvider(this, "aws", {
      region: this.settings.region,
      ...(hasOwnEndpoint ? { s3UsePathStyle: true, maxRetries: 2 } : {}),
    });
  }

  /** Shows values after a deployment, named as the published module names them. */
  protected show(values: Record<string, unknown>): void {
    for (const [name, value] of Object.entries(values))
      new TerraformOutput(this, snakeCase(name), { value, staticId: true });
  }
}
