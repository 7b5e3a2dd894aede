import { Construct } from "constructs";
import { HaDatabaseCluster } from "../modules";
import { Network } from "./network";
import { PatternStack } from "./pattern-stack";

/** The cluster's class is this one of EC2 with `db.` before it; the zones are such that have it. */
const INSTANCE_TYPE = "m6gd.large";

/** A PostgreSQL database with two standbys that can be read. */
export class HaDatabaseClusterStack extends PatternStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const network = new Network(this, "network", this.settings, INSTANCE_TYPE);
    const orders = new HaDatabaseCluster(this, "orders", {
      name: "orders-cluster",
      vpcId: network.vpcId,
      subnetIdsByZone: network.subnetIdsByZone(),
      engine: "postgres",
      engineVersion: "16",
      instanceClass: `db.${INSTANCE_TYPE}`,
      // `cdktf destroy` shall leave nothing of a trial; leave these two lines out in production.
      deletionProtection: false,
      finalSnapshot: false,
    });
    const { identifier, endpoint, connectionString, readerEndpoint, instanceIdentifiers } = orders;
    const { secretArn, failoverCommand } = orders;
    this.show({ identifier, endpoint, connectionString, readerEndpoint, instanceIdentifiers });
    this.show({ secretArn, failoverCommand });
  }
}
