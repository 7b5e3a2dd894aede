import { randomBytes } from "node:crypto";
import { AddressInfo } from "node:net";
import { makeApp } from "./app";
import { makeStores } from "./stores";

/** Starts one web server; all of them have one `SESSION_SECRET`. Prints a line with its URL when it listens. */
async function main(): Promise<void> {
  const secret = process.env["SESSION_SECRET"] ?? randomBytes(32).toString("hex");
  const app = makeApp(await makeStores(process.env), secret);
  const server = app.listen(Number(process.env["PORT"] ?? 0), process.env["HOST"] ?? "127.0.0.1", () => {
    console.log(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
  });
}

// Whoever has started it with a channel takes it along.
process.on("disconnect", () => process.exit());
void main();
