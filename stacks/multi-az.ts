import { Construct } from "constructs";
import { MultiAz } from "../modules";
import { Network } from "./network";
import { PatternStack } from "./pattern-stack";

const INSTANCE_TYPE = "t3.small";
const AMAZON_LINUX = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

/** The smallest server that the health check accepts, from what Amazon Linux 2023 has on board. */
const SERVE = `#!/bin/bash
mkdir -p /srv/www && echo ok > /srv/www/healthz && echo "served from $(hostname)" > /srv/www/index.html
systemd-run --property=Restart=always python3 -m http.server 8080 --directory /srv/www
`;

/** A tier of four instances' capacity, one zone to spare. */
export class MultiAzStack extends PatternStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const network = new Network(this, "network", this.settings, INSTANCE_TYPE);
    const { imageId } = this.settings;
    const web = new MultiAz(this, "web", {
      name: "web",
      vpcId: network.vpcId,
      subnetIds: network.subnetIds,
      image: imageId === undefined ? { ssmParameter: { name: AMAZON_LINUX } } : { id: imageId },
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
