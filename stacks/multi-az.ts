import { Construct } from "constructs";
import { MultiAz } from "../modules";
import { amazonLinux, SERVE } from "./instances";
import { Network } from "./network";
import { PatternStack } from "./pattern-stack";

const INSTANCE_TYPE = "t3.small";

/** A tier of four instances' capacity, one zone to spare. */
export class MultiAzStack extends PatternStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const network = new Network(this, "network", this.settings, INSTANCE_TYPE);
    const web = new MultiAz(this, "web", {
      name: "web",
      vpcId: network.vpcId,
      subnetIds: network.subnetIds,
      image: amazonLinux(this.settings),
      instanceType: INSTANCE_TYPE,
      capacity: { needed: 4 },
      userData: SERVE,
      // `cdktf destroy` shall leave nothing of a trial; leave this line out in production.
      loadBalancer: { deletionProtection: false },
    });
    const { url, zones, minSize, capacityAfterZoneLoss, autoScalingGroupName, targetGroupArn } = web;
    this.show({ url, zones, minSize, capacityAfterZoneLoss, autoScalingGroupName, targetGroupArn });
  }
}
