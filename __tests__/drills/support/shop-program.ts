import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../../../examples/shop/build";
import { JobWorker } from "../../../harness/job-worker";
import { Browser, WebServer } from "../../../harness/web-server";
import { WorkerFleet } from "../../job-observer/worker-fleet";
import { MOVING_NAME } from "./cache-pair";
import { DatabasePair } from "./database-pair";
import { startPostgresPair } from "./postgres-pair";
import { ADDRESSES } from "./server-process";
import { ShopUnderDrill } from "./shop-under-drill";

/** The database's one name, which no DNS knows. */
const NAME = "orders.test";

/**
 * The program of the shop at work, as it is deployed: web servers and workers as processes of this computer, sessions and
 * queue in the emulator, orders in a real PostgreSQL with a standby.
 */
export class ShopProgram {
  private readonly servers: WebServer[] = [];

  private constructor(
    private readonly shop: ShopUnderDrill,
    private readonly pair: DatabasePair,
    private readonly folder: string,
    private readonly program: string,
    /** The workers of the group. */
    readonly workers: WorkerFleet,
  ) {}

  static async start(shop: ShopUnderDrill): Promise<ShopProgram> {
    const folder = mkdtempSync(join(tmpdir(), "shop-"));
    writeFileSync(join(folder, "address"), ADDRESSES[0]);
    const { path } = build(join(folder, "shop.cjs"));
    const { jobs_group_name: auto_scaling_group_name, queue_url } = shop.outputs;
    const workers = WorkerFleet.around(shop.emulator, {
      auto_scaling_group_name,
      queue_url,
      dead_letter_queue_url: "",
    });
    return new ShopProgram(shop, await startPostgresPair(), folder, path, workers);
  }

  /** A web server of a tier, told by the outputs where everything is; the database and its name are this drill's own. */
  async serve(tier: "customers" | "staff"): Promise<WebServer> {
    const { environment, queue_url: QUEUE_URL } = this.shop.outputs;
    // Nothing can be connected to in the emulator's cache; the table has it all.
    const { STATE_CACHE_URL: _, ...known } = environment;
    const settings = { ...known, ...this.database, TIER: tier, QUEUE_URL, PORT: "0", HOST: "127.0.0.1" };
    const program = [this.program, "serve"];
    const server = await WebServer.start(this.shop.emulator.url, settings, MOVING_NAME, program);
    this.servers.push(server);
    return server;
  }

  /** The worker of an instance, which does what the deployed one does. */
  async work(instance: string): Promise<JobWorker> {
    const environment = { ...this.database, NODE_OPTIONS: `--require ${MOVING_NAME}` };
    const command = `${process.execPath} ${this.program} fulfil`;
    return this.workers.start(instance, { command, environment });
  }

  /** The database's host is gone; the standby takes over, under the same name. */
  async failOver(): Promise<void> {
    this.pair.hangPrimary();
    await this.pair.promoteStandby();
    writeFileSync(join(this.folder, "address"), ADDRESSES[1]);
  }

  async end(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.kill()));
    await this.workers.end();
    await this.pair.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get database(): Record<string, string> {
    const { user, port, database } = this.pair;
    const url = `postgresql://${user}@${NAME}:${port}/${database}?sslmode=disable`;
    const address = { MOVING_NAME: NAME, MOVING_NAME_FILE: join(this.folder, "address") };
    return { ...address, DATABASE_URL: url, DATABASE_READER_URL: url };
  }
}

/** An order in a cart, logged in. */
export async function filledCart(server: WebServer, user: string, item: string): Promise<Browser> {
  const browser = new Browser();
  await browser.ask(server, "POST", "/login", { user });
  await browser.ask(server, "POST", "/cart", { item });
  return browser;
}
