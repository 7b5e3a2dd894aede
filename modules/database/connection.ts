import { Token } from "cdktf";
import { choose, equal, hcl, text } from "../definition";
import { DatabaseInput } from "./inputs";
import { MasterPassword } from "./password";

/**
 * How far a client goes in checking the server's certificate: `full` compares the name too, which is RDS's own; a
 * name of ours has only the authority to be checked by.
 */
export type Verification = "full" | "authority";

/** A connection string without a password, as drivers and command lines of the engine read it. */
export function connectionString(
  input: DatabaseInput,
  host: string,
  port: number,
  verification: Verification,
): string {
  const [scheme, query] = schemeAndQuery(input, verification);
  return text`${scheme}://${input.masterUsername}@${host}:${port}/${input.databaseName}?${query}`;
}

/** The same for each of several hosts, by their keys. */
export function connectionStrings(
  input: DatabaseInput,
  hosts: Record<string, string>,
  port: number,
  verification: Verification,
): Record<string, string> {
  const [scheme, query] = schemeAndQuery(input, verification);
  const before = text`${scheme}://${input.masterUsername}@`;
  const after = text`:${port}/${input.databaseName}?${query}`;
  return Token.asStringMap(hcl`{ for key, host in ${hosts} : key => "\${${before}}\${host}\${${after}}" }`);
}

/** "PostgreSQL connection URIs" and "Connecting to the server using URI-like strings", manuals of the engines. */
function schemeAndQuery({ engine }: DatabaseInput, verification: Verification): [string, string] {
  const isPostgres = equal(engine, "postgres");
  const [ofPostgres, ofMysql] =
    verification === "full" ? ["verify-full", "VERIFY_IDENTITY"] : ["verify-ca", "VERIFY_CA"];
  return [
    choose(isPostgres, "postgresql", "mysql"),
    choose(isPostgres, `sslmode=${ofPostgres}`, `ssl-mode=${ofMysql}`),
  ];
}

/**
 * What a policy for `rds-db:connect` names, up to the slash before the database user: one for each resource id.
 *
 * @param arn ARN of one of them; they are all of one account and region.
 * @param resourceIds HCL list of their resource ids.
 */
export function iamConnectArns(arn: string, resourceIds: unknown): string[] {
  return Token.asList(
    hcl`[for id in ${resourceIds} : join(":", concat(slice(split(":", ${arn}), 0, 2), ["rds-db"], slice(split(":", ${arn}), 3, 5), ["dbuser", id]))]`,
  );
}

/** The command that shows user and password. */
export function passwordCommand({ secret }: MasterPassword): string {
  return text`aws secretsmanager get-secret-value --secret-id ${secret.arn} --query SecretString --output text`;
}
