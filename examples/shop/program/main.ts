import { readFileSync } from "node:fs";
import { AddressInfo } from "node:net";
import { required } from "../../state-sharing/shared-store";
import { fulfil } from "./fulfil";
import { Orders } from "./orders";
import { makeServer } from "./server";

/** The program of every instance: `serve` is a web server, `fulfil` does the one job that is on its standard input. */
const commands: Readonly<Record<string, () => Promise<void>>> = {
  serve: () => {
    const { env } = process;
    const secret = env["SESSION_SECRET"] ?? readFileSync("/etc/shop/session-secret", "utf8");
    const app = makeServer({ env, secret, orders: ordersOf(env) });
    const server = app.listen(Number(env["PORT"] ?? 8080), env["HOST"] ?? "0.0.0.0", () => {
      console.log(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
    });
    return Promise.resolve();
  },
  fulfil: async () => {
    const orders = ordersOf(process.env);
    await fulfil(orders, readFileSync(0, "utf8"));
    await orders.end();
  },
};

function ordersOf(env: NodeJS.ProcessEnv): Orders {
  const url = required(env, "DATABASE_URL");
  return new Orders(url, env["DATABASE_READER_URL"] ?? url);
}

// Whoever has started it with a channel takes it along.
process.on("disconnect", () => process.exit());
const [, , name = ""] = process.argv;
const command = commands[name];
if (command === undefined) throw new Error(`One of ${Object.keys(commands).join(", ")}, not "${name}".`);
command().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
