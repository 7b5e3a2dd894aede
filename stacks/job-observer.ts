import { Construct } from "constructs";
import { JobObserver } from "../modules";
import { amazonLinux } from "./instances";
import { Network } from "./network";
import { PatternStack } from "./pattern-stack";

const INSTANCE_TYPE = "t3.small";

/** Workers on a bare Amazon Linux 2023, none of which runs when there is nothing to do; a job is a text, and takes ten seconds. */
export class JobObserverStack extends PatternStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const network = new Network(this, "network", this.settings, INSTANCE_TYPE);
    const thumbnails = new JobObserver(this, "thumbnails", {
      name: "thumbnails",
      vpcId: network.vpcId,
      subnetIds: network.subnetIds,
      image: amazonLinux(this.settings),
      instanceType: INSTANCE_TYPE,
      job: { secondsPerJob: 10, acceptableLatencySeconds: 900 },
      worker: { command: "wc -c && sleep 10" },
    });
    const { queueUrl, queueName, deadLetterQueueUrl, autoScalingGroupName, backlogPerWorkerTarget } =
      thumbnails;
    this.show({ queueUrl, queueName, deadLetterQueueUrl, autoScalingGroupName, backlogPerWorkerTarget });
  }
}
