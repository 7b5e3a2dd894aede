import { Construct } from "constructs";
import { ScheduledScaleOut } from "../modules";
import { amazonLinux, SERVE } from "./instances";
import { Network } from "./network";
import { PatternStack } from "./pattern-stack";

const INSTANCE_TYPE = "t3.small";

/** A tier that is larger in office hours, and follows its CPU load at all times. */
export class ScheduledScaleOutStack extends PatternStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const network = new Network(this, "network", this.settings, INSTANCE_TYPE);
    const web = new ScheduledScaleOut(this, "web", {
      name: "web",
      vpcId: network.vpcId,
      subnetIds: network.subnetIds,
      image: amazonLinux(this.settings),
      instanceType: INSTANCE_TYPE,
      capacity: { min: 2, max: 12 },
      windows: {
        office: { from: "0 8 * * MON-FRI", to: "0 18 * * MON-FRI", timeZone: "Europe/Berlin", min: 6 },
      },
      userData: SERVE,
      // `cdktf destroy` shall leave nothing of a trial; leave this line out in production.
      loadBalancer: { deletionProtection: false },
    });
    const { url, zones, autoScalingGroupName, scheduledActionNames, targetGroupArn } = web;
    this.show({ url, zones, autoScalingGroupName, scheduledActionNames, targetGroupArn });
  }
}
