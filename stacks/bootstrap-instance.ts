import { Construct } from "constructs";
import { BootstrapInstance } from "../modules";
import { amazonLinux } from "./instances";
import { Network } from "./network";
import { PatternStack } from "./pattern-stack";

const INSTANCE_TYPE = "t3.small";

const SITE = `server {
  listen 8080;
  root /usr/share/nginx/html;
  location = /healthz {
    return 200 "ok\\n";
  }
}
`;

/** A web server on a bare Amazon Linux 2023: package, configuration, page, and a probe that says when it is ready. */
export class BootstrapInstanceStack extends PatternStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const network = new Network(this, "network", this.settings, INSTANCE_TYPE);
    const docs = new BootstrapInstance(this, "docs", {
      name: "docs",
      vpcId: network.vpcId,
      subnetIds: network.subnetIds,
      image: amazonLinux(this.settings),
      instanceType: INSTANCE_TYPE,
      bootstrap: {
        packages: ["nginx"],
        files: {
          "/etc/nginx/conf.d/docs.conf": { content: SITE },
          "/usr/share/nginx/html/index.html": { content: "<h1>It is set up.</h1>\n" },
        },
        services: ["nginx"],
        ready: { url: "http://localhost:8080/healthz" },
        timeoutSeconds: 600,
      },
    });
    const { zones, minSize, autoScalingGroupName, launchStatusCommand, userDataBytes } = docs;
    this.show({ zones, minSize, autoScalingGroupName, launchStatusCommand, userDataBytes });
  }
}
