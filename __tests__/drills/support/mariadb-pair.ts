import { existsSync } from "node:fs";
import { join } from "node:path";
import { createConnection, RowDataPacket } from "mysql2/promise";
import { mariadbPrograms } from "./database-programs";
import { DatabasePair } from "./database-pair";
import { accountFor, ADDRESSES, folderOf, orEnd, run, ServerProcess } from "./server-process";
import { freePort } from "../../../harness/free-port";

/** A MariaDB server and its standby, which has every transaction before it is acknowledged (semi-synchronous). */
export async function startMariadbPair(): Promise<DatabasePair> {
  const [programs, account, port] = [mariadbPrograms(), accountFor("mysql"), await freePort()];
  const installer = [join(programs, "mariadb-install-db"), "/usr/bin/mariadb-install-db"].find(existsSync)!;
  const servers: ServerProcess[] = [];
  const start = (folder: string, address: string, ...settings: string[]) => {
    run(account, installer, [
      "--no-defaults",
      `--datadir=${folder}`,
      "--auth-root-authentication-method=normal",
      "--skip-test-db",
    ]);
    const files = ["pid-file=pid", "socket=socket", "log-bin=log", "relay-log=relay"];
    const all = [`datadir=${folder}`, `port=${port}`, `bind-address=${address}`, ...files, ...settings];
    const args = ["--no-defaults", ...all.map((setting) => `--${setting}`)];
    const server = new ServerProcess(account, join(programs, "mariadbd"), args, folder);
    servers.push(server);
    return server;
  };
  const ask = async (folder: string, ...statements: string[]) => {
    const connection = await createConnection({ socketPath: join(folder, "socket"), user: "root" });
    try {
      let rows: RowDataPacket[] = [];
      for (const statement of statements) [rows] = await connection.query<RowDataPacket[]>(statement);
      return rows;
    } finally {
      await connection.end();
    }
  };

  const [first, second] = [folderOf(account), folderOf(account)];
  return orEnd(servers, async () => {
    const waits = ["rpl-semi-sync-master-enabled=1", "rpl-semi-sync-master-timeout=600000"];
    const primary = start(first, ADDRESSES[0], "server-id=1");
    const standby = start(
      second,
      ADDRESSES[1],
      "server-id=2",
      "read-only=1",
      "rpl-semi-sync-slave-enabled=1",
    );
    await Promise.all([
      primary.ready(() => ask(first, "SELECT 1")),
      standby.ready(() => ask(second, "SELECT 1")),
    ]);
    await ask(
      first,
      "CREATE USER app@'%', copier@'%'",
      "GRANT ALL ON *.* TO copier@'%'",
      "CREATE DATABASE app",
      "GRANT ALL ON app.* TO app@'%'",
      "CREATE TABLE app.written (id integer PRIMARY KEY)",
    );
    const source = `MASTER_HOST='${ADDRESSES[0]}', MASTER_PORT=${port}, MASTER_USER='copier', MASTER_USE_GTID=slave_pos`;
    await ask(second, "SET GLOBAL gtid_slave_pos=''", `CHANGE MASTER TO ${source}`, "START SLAVE");
    const isThere = async () => {
      const rows = await ask(
        second,
        "SELECT table_name FROM information_schema.tables WHERE table_name='written'",
      );
      if (rows.length === 0) throw new Error("not yet");
    };
    await standby.ready(isThere);
    await ask(first, ...waits.map((setting) => `SET GLOBAL ${setting.replace(/-/g, "_")}`));
    return {
      port,
      user: "app",
      database: "app",
      hangPrimary: () => primary.hang(),
      promoteStandby: async () => {
        await standby.ready(async () => {
          const [status] = await ask(second, "SHOW SLAVE STATUS");
          if (!/has read all relay log/.test(String(status!["Slave_SQL_Running_State"])))
            throw new Error("not yet");
        });
        await ask(second, "STOP SLAVE", "RESET SLAVE ALL", "SET GLOBAL read_only=0");
      },
      idsAtStandby: async () => (await ask(second, "SELECT id FROM app.written")).map(({ id }) => Number(id)),
      stop: async () => void (await Promise.all(servers.map((server) => server.kill()))),
    };
  });
}
