import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { EphemeralResource, hcl, text } from "../definition";
import { DatabaseInput } from "./inputs";

/**
 * The master user's password: Secrets Manager draws it, a secret holds it, and the database takes it from there. It
 * passes through Terraform's hands and is in no plan and no state. RDS's own managed password would do the same, but
 * an instance with replicas cannot have it ("Password management with Amazon RDS and AWS Secrets Manager", RDS user
 * guide, limitations).
 */
export class MasterPassword extends Construct {
  readonly secret: SecretsmanagerSecret;
  /** The password, for a write-only argument. */
  readonly value: string;

  constructor(scope: Construct, id: string, input: DatabaseInput, passed: ITerraformDependable[]) {
    super(scope, id);
    this.secret = new SecretsmanagerSecret(this, "secret", {
      // A deleted secret keeps its name for its recovery window; with a prefix the next one does not collide.
      namePrefix: text`${input.name}-master-`,
      description: text`Master user of the database ${input.name}`,
      kmsKeyId: input.kmsKeyArn.orNull,
      tags: input.tags,
      dependsOn: passed,
    });
    const version = this.drawn(input);
    // Read back instead of used twice: after an apply that failed halfway, secret and database still agree.
    const stored = new EphemeralResource(this, "stored", "aws_secretsmanager_secret_version", {
      secret_id: this.secret.id,
      version_id: version.versionId,
    });
    this.value = Token.asString(hcl`jsondecode(${stored.attribute("secret_string")}).password`);
  }

  private drawn(input: DatabaseInput): SecretsmanagerSecretVersion {
    const drawn = new EphemeralResource(this, "drawn", "aws_secretsmanager_random_password", {
      password_length: 32,
      // RDS refuses some punctuation, and shells and URLs more of it; 32 letters and digits are 190 bits.
      exclude_punctuation: true,
      // Nothing: but it is not known before there is a secret, and so nothing is drawn for a first plan.
      exclude_characters: hcl`substr(${this.secret.arn}, 0, 0)`,
    });
    const password = drawn.attribute("random_password");
    return new SecretsmanagerSecretVersion(this, "version", {
      secretId: this.secret.id,
      secretStringWo: Token.asString(
        hcl`jsonencode({ username = ${input.masterUsername}, password = ${password} })`,
      ),
      secretStringWoVersion: input.passwordVersion,
    });
  }
}
