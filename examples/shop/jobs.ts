import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { JobObserver, JobObserverConfig } from "../../modules";
import { Data } from "./data";
import { Release } from "./release";
import { base } from "./setup";

/** Where instances run, from what, and who hears of their trouble. */
export type Place = Pick<JobObserverConfig, "vpcId" | "subnetIds" | "image" | "alarms">;

/** What no customer waits for: an order is sent to the queue, and a worker carries it out. */
export class Jobs extends Construct {
  readonly observer: JobObserver;
  /** ARN of the policy of those who send jobs. */
  readonly senderPolicyArn: string;

  constructor(scope: Construct, id: string, place: Place, data: Data, release: Release) {
    super(scope, id);
    this.observer = new JobObserver(this, "observer", {
      ...place,
      name: "shop-jobs",
      securityGroupIds: [data.ordersClients.securityGroupId],
      bootstrap: base(release, data.orders.secretArn, "job-worker"),
      worker: {
        command: "/usr/bin/node-22 /opt/shop/shop.cjs fulfil",
        environment: { DATABASE_URL: data.orders.connectionString },
      },
      job: { secondsPerJob: 5, acceptableLatencySeconds: 900 },
    });
    const policy = new IamPolicy(this, "sender", {
      namePrefix: "shop-jobs-sender-",
      description: "Send jobs of the shop",
      policy: this.observer.producerPolicyJson,
    });
    this.senderPolicyArn = policy.arn;
  }
}
