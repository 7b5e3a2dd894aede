import { Fn } from "cdktf";
import { Construct } from "constructs";
import { HaDatabase, StateSharing } from "../../modules";
import { Clients } from "./clients";
import { Network } from "./network";
import { Settings } from "./settings";

/** Where the state of the shop is, so that no instance has any: orders in a database, logins and carts in a table with a cache. */
export class Data extends Construct {
  readonly orders: HaDatabase;
  readonly sessions: StateSharing;
  /** Whose members may reach the database. */
  readonly ordersClients: Clients;
  /** Whose members may reach the cache. */
  readonly sessionsClients: Clients;

  constructor(
    scope: Construct,
    id: string,
    settings: Settings,
    network: Network,
    alarms: { topicArn: string },
  ) {
    super(scope, id);
    const { vpcId, privateSubnetIdsByZone: subnetIdsByZone } = network;
    const { deletionProtection } = settings;
    this.ordersClients = new Clients(this, "orders_clients", { name: "shop-orders-clients", vpcId });
    this.orders = new HaDatabase(this, "orders", {
      name: "shop-orders",
      vpcId,
      subnetIdsByZone,
      engine: "postgres",
      engineVersion: "16",
      databaseName: "shop",
      allowedSecurityGroupIds: { shop: this.ordersClients.securityGroupId },
      deletionProtection,
      finalSnapshot: deletionProtection,
      alarms,
    });
    this.ordersClients.mayReach(this.orders.securityGroupId, this.orders.port);

    this.sessionsClients = new Clients(this, "sessions_clients", { name: "shop-sessions-clients", vpcId });
    this.sessions = new StateSharing(this, "sessions", {
      name: "shop-sessions",
      cache: {
        vpcId,
        subnetIdsByZone,
        allowedSecurityGroupIds: { shop: this.sessionsClients.securityGroupId },
        snapshotDays: 0, // the table has it all
      },
      deletionProtection,
      alarms,
    });
    this.sessionsClients.mayReach(this.sessions.cacheSecurityGroupId!, this.sessions.cachePort!);
  }

  /** What the program is told of where all that is, as environment variables. */
  get environment(): Record<string, string> {
    const { connectionString, readerConnectionString } = this.orders;
    const database = { DATABASE_URL: connectionString, DATABASE_READER_URL: readerConnectionString };
    return Fn.merge([this.sessions.environment, database]) as Record<string, string>;
  }

  /** What lets a role use table and cache; for `policyArns`, so that instances have it when they start. */
  get sessionsPolicyArns(): Record<string, string> {
    const { tablePolicyArn, cachePolicyArn } = this.sessions;
    return { sessions_table: tablePolicyArn!, sessions_cache: cachePolicyArn! };
  }
}
