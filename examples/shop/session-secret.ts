import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";

/** What the servers sign their cookies with: one secret for all, drawn by Secrets Manager, in no plan and no state. */
export class SessionSecret extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    // cdktf has no class for what is ephemeral.
    TerraformStack.of(this).addOverride("ephemeral.aws_secretsmanager_random_password.session", {
      password_length: 48,
      exclude_punctuation: true,
    });
    const secret = new SecretsmanagerSecret(this, "secret", {
      namePrefix: "shop-session-",
      description: "Signs the cookies of the shop",
    });
    new SecretsmanagerSecretVersion(this, "version", {
      secretId: secret.id,
      secretStringWo: "${ephemeral.aws_secretsmanager_random_password.session.random_password}",
      secretStringWoVersion: 1,
    });
    this.arn = secret.arn;
  }
}
