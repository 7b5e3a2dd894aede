import { choose, equal, hcl, operator } from "../definition";

/**
 * The version without the numbers that RDS moves by itself: `16` of PostgreSQL 16.9, `8.4` of MySQL 8.4.5. The
 * parameter group's family is named by it.
 */
export const majorVersion = operator(
  "string",
  (engine: string, version: string) => version.split(".").slice(0, majorParts(engine)).join("."),
  (engine, version) =>
    hcl`join(".", slice(split(".", ${version}), 0, min(length(split(".", ${version})), ${engine} == "postgres" ? 1 : 2)))`,
);

/** How many numbers more than the major version's the version has; below 0, it is not even that. */
export const minorParts = operator(
  "number",
  (engine: string, version: string) => version.split(".").length - majorParts(engine),
  (engine, version) => hcl`(length(split(".", ${version})) - (${engine} == "postgres" ? 1 : 2))`,
);

/**
 * A version as a number, so that versions can be compared.
 *
 * @param missing What stands for a number that the version does not name.
 */
export const versionRank = operator(
  "number",
  (version: string, missing: number) =>
    [0, 1, 2].reduce((rank, part) => rank * 10_000 + Number(version.split(".")[part] ?? missing), 0),
  (version, missing) =>
    hcl`sum([for part in range(3) : try(tonumber(split(".", ${version})[part]), ${missing}) * pow(10000, 2 - part)])`,
);

function majorParts(engine: string): number {
  return engine === "postgres" ? 1 : 2;
}

/** The port that the engine has everywhere. */
export function usualPort(engine: string): number {
  return choose(equal(engine, "postgres"), 5432, 3306);
}

/** The parameter that refuses connections without TLS. */
export function tlsParameter(engine: string): { name: string; value: string } {
  const isPostgres = equal(engine, "postgres");
  return {
    name: choose(isPostgres, "rds.force_ssl", "require_secure_transport"),
    value: choose(isPostgres, "1", "ON"),
  };
}

/** Names of the parameters that force TLS, of all engines: not for users to set. */
export const TLS_PARAMETERS = ["rds.force_ssl", "require_secure_transport"];

/**
 * Logs that RDS can export to CloudWatch Logs, by engine. "Publishing database logs to Amazon CloudWatch Logs", RDS
 * user guide.
 */
export function knownLogs(engine: string): string[] {
  return choose(
    equal(engine, "postgres"),
    ["iam-db-auth-error", "postgresql", "upgrade"],
    ["audit", "error", "general", "iam-db-auth-error", "slowquery"],
  );
}
