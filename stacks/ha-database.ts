import { Construct } from "constructs";
import { HaDatabase } from "../modules";
import { Network } from "./network";
import { PatternStack } from "./pattern-stack";

/** The database's class is this one of EC2 with `db.` before it; the zones are such that have it. */
const INSTANCE_TYPE = "t4g.medium";

/** A PostgreSQL database with a standby, and a replica in each zone. */
export class HaDatabaseStack extends PatternStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const network = new Network(this, "network", this.settings, INSTANCE_TYPE);
    const orders = new HaDatabase(this, "orders", {
      name: "orders",
      vpcId: network.vpcId,
      subnetIdsByZone: network.subnetIdsByZone(),
      engine: "postgres",
      engineVersion: "16",
      instanceClass: `db.${INSTANCE_TYPE}`,
      // `cdktf destroy` shall leave nothing of a trial; leave these two lines out in production.
      deletionProtection: false,
      finalSnapshot: false,
    });
    const { identifier, endpoint, connectionString, readerEndpoint, readerNamesByZone } = orders;
    const { replicaIdentifiersByZone, maintenanceWindows, secretArn, failoverCommand } = orders;
    this.show({ identifier, endpoint, connectionString, readerEndpoint, readerNamesByZone });
    this.show({ replicaIdentifiersByZone, maintenanceWindows, secretArn, failoverCommand });
  }
}
