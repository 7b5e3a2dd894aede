import { Construct } from "constructs";
import { StateSharing } from "../modules";
import { Network } from "./network";
import { PatternStack } from "./pattern-stack";

/** The nodes are these of EC2 with `cache.` before them; the zones are such that have them. */
const INSTANCE_TYPE = "t4g.small";

/** A table and a cache for the sessions of a web application. */
export class StateSharingStack extends PatternStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const network = new Network(this, "network", this.settings, INSTANCE_TYPE);
    const sessions = new StateSharing(this, "sessions", {
      name: "sessions",
      table: { userIndex: {} },
      cache: {
        vpcId: network.vpcId,
        subnetIdsByZone: network.subnetIdsByZone(),
        nodeType: `cache.${INSTANCE_TYPE}`,
        // `cdktf destroy` shall leave nothing of a trial; leave this line and the next one out in production.
        snapshotDays: 0,
      },
      deletionProtection: false,
    });
    const { tableName, cacheName, cacheUrl, cacheAccessString, environment, cacheFailoverCommand } = sessions;
    this.show({ tableName, cacheName, cacheUrl, cacheAccessString, environment, cacheFailoverCommand });
  }
}
