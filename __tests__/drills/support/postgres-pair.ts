import { join } from "node:path";
import { Client } from "pg";
import { postgresPrograms } from "./database-programs";
import { DatabasePair } from "./database-pair";
import { accountFor, ADDRESSES, folderOf, orEnd, run, ServerProcess } from "./server-process";
import { freePort } from "../../../harness/free-port";

/** A PostgreSQL server and its standby, which has every transaction before it is committed. */
export async function startPostgresPair(): Promise<DatabasePair> {
  const [programs, account, port] = [postgresPrograms(), accountFor("postgres"), await freePort()];
  const program = (name: string) => join(programs, name);
  const servers: ServerProcess[] = [];
  const start = (folder: string, address: string, ...settings: string[]) => {
    const all = [`listen_addresses=${address}`, "unix_socket_directories=", "fsync=off", ...settings];
    const args = ["-D", folder, "-p", String(port), ...all.flatMap((setting) => ["-c", setting])];
    const server = new ServerProcess(account, program("postgres"), args, folder);
    servers.push(server);
    return server;
  };
  const ask = async (host: string, ...statements: string[]) => {
    const client = new Client({
      host,
      port,
      user: "postgres",
      database: "postgres",
      connectionTimeoutMillis: 2000,
    });
    await client.connect();
    try {
      let rows: unknown[] = [];
      for (const statement of statements) ({ rows } = await client.query(statement));
      return rows as Record<string, unknown>[];
    } finally {
      await client.end();
    }
  };

  const [first, second] = [folderOf(account), folderOf(account)];
  return orEnd(servers, async () => {
    run(account, program("initdb"), [
      "-D",
      first,
      "-U",
      "postgres",
      "-A",
      "trust",
      "--no-sync",
      "-E",
      "UTF8",
    ]);
    const primary = start(first, ADDRESSES[0]);
    await primary.ready(() => ask(ADDRESSES[0], "SELECT 1"));
    const copy = [
      "-h",
      ADDRESSES[0],
      "-p",
      String(port),
      "-U",
      "postgres",
      "-D",
      second,
      "-R",
      "-X",
      "stream",
    ];
    run(account, program("pg_basebackup"), [...copy, "--checkpoint=fast", "--no-sync"]);
    const standby = start(second, ADDRESSES[1]);
    await standby.ready(() => ask(ADDRESSES[1], "SELECT 1"));
    await ask(
      ADDRESSES[0],
      "CREATE TABLE written (id integer PRIMARY KEY)",
      "ALTER SYSTEM SET synchronous_standby_names = '*'",
      "SELECT pg_reload_conf()",
    );
    return {
      port,
      user: "postgres",
      database: "postgres",
      hangPrimary: () => primary.hang(),
      promoteStandby: async () => {
        run(account, program("pg_ctl"), ["promote", "-D", second, "-w"]);
      },
      idsAtStandby: async () =>
        (await ask(ADDRESSES[1], "SELECT id FROM written")).map(({ id }) => Number(id)),
      stop: async () => void (await Promise.all(servers.map((server) => server.kill()))),
    };
  });
}
