import { awsJson, awsQuery, textsOf } from "../../../harness/aws-request";
import { defaultNetwork } from "../../../harness/account";
import { Emulator } from "../../../harness/emulator";
import { Json } from "../../../harness/terraform-types";

/** What every database in the emulator's default VPC is given. */
export async function databaseIn(emulator: Emulator, zones: string[]): Promise<Record<string, Json>> {
  const { vpcId, subnets } = await defaultNetwork(emulator);
  return {
    name: "orders",
    vpc_id: vpcId,
    subnet_ids_by_zone: Object.fromEntries(zones.map((zone) => [zone, subnets[zone]!])),
    engine: "postgres",
  };
}

/** A call of RDS, as an operator or RDS itself makes it. */
export function rds(emulator: Emulator, action: string, parameters: Record<string, string>): Promise<string> {
  return awsQuery(emulator, "rds", "2014-10-31", { Action: action, ...parameters });
}

/** Changes an instance behind Terraform's back. */
export async function modify(
  emulator: Emulator,
  identifier: string,
  changes: Record<string, string>,
): Promise<void> {
  const parameters = { DBInstanceIdentifier: identifier, ApplyImmediately: "true", ...changes };
  await rds(emulator, "ModifyDBInstance", parameters);
}

/** What the secret holds now. */
export async function secretOf(
  emulator: Emulator,
  SecretId: string,
): Promise<{ username: string; password: string }> {
  const answer = await awsJson<{ SecretString: string }>(
    emulator,
    "secretsmanager",
    "secretsmanager.GetSecretValue",
    { SecretId },
  );
  return JSON.parse(answer.SecretString) as { username: string; password: string };
}

/** The last password that the database was given, as RDS has seen it. */
export async function lastPassword(emulator: Emulator): Promise<string | undefined> {
  const calls = await emulator.requests({ service: "rds" });
  const passwords = calls.map(({ params }) => params["MasterUserPassword"]);
  return passwords.filter((one) => one !== undefined).at(-1) as string | undefined;
}

/** Identifiers of all instances that RDS has. */
export async function instances(emulator: Emulator): Promise<string[]> {
  return textsOf(await rds(emulator, "DescribeDBInstances", {}), "DBInstanceIdentifier").sort();
}

/** Turns a health check of Route 53 around, as `aws route53 update-health-check --inverted` does, or back. */
export async function invert(emulator: Emulator, healthCheckId: string, inverted: boolean): Promise<void> {
  const root = "UpdateHealthCheckRequest";
  const namespace = "https://route53.amazonaws.com/doc/2013-04-01/";
  const body = `<${root} xmlns="${namespace}"><Inverted>${inverted}</Inverted></${root}>`;
  const url = new URL(`/2013-04-01/healthcheck/${healthCheckId}`, emulator.url);
  const Authorization =
    "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/route53/aws4_request, SignedHeaders=host, Signature=0";
  const headers = { "Content-Type": "application/xml", Authorization };
  const { status } = await fetch(url, { method: "POST", body, headers });
  expect(status).toBe(200);
}
