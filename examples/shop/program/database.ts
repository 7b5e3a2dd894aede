import { existsSync, readFileSync } from "node:fs";
import { Pool } from "pg";
import { createPool } from "../../ha-database/postgres-client";

/** Where the bootstrap has put them. */
const SECRET_FILE = "/etc/shop/database.json";
const AUTHORITIES_FILE = "/etc/shop/authorities.pem";

/** A pool for a connection string of the database, which has no password in it. */
export function poolOf(connectionString: string): Pool {
  const { hostname: host, port, username, pathname, searchParams } = new URL(connectionString);
  return createPool({
    host,
    port: Number(port),
    database: pathname.slice(1),
    user: username,
    ...(existsSync(SECRET_FILE) ? login() : {}),
    ssl: sslOf(searchParams.get("sslmode")),
    max: 10,
  });
}

function login(): { user: string; password: string } {
  const { username, password } = JSON.parse(readFileSync(SECRET_FILE, "utf8")) as Record<string, string>;
  return { user: username!, password: password! };
}

/** A name of ours, as those for reads are, stands in no certificate: there is only the authority to go by. */
function sslOf(mode: string | null) {
  if (mode === "disable") return false;
  const ca = readFileSync(AUTHORITIES_FILE, "utf8");
  return mode === "verify-ca" ? { ca, checkServerIdentity: () => undefined } : { ca };
}
