import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { TerraformOutput, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { Data } from "./data";
import { Jobs } from "./jobs";
import { Network } from "./network";
import { Release } from "./release";
import { Settings } from "./settings";
import { Web } from "./web";

/** A shop: tiers for customers and for the staff, jobs, sessions and orders, in a network of its own. */
export class ShopStack extends TerraformStack {
  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    new AwsProvider(this, "aws", { region: settings.region });
    const network = new Network(this, "network", settings);
    const alarms = { topicArn: new SnsTopic(this, "alarms", { namePrefix: "shop-alarms-" }).arn };
    const data = new Data(this, "data", settings, network, alarms);
    const release = new Release(this, "release", settings);
    const image = {
      ssmParameter: { name: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64" },
    };
    const place = { vpcId: network.vpcId, subnetIds: network.privateSubnetIds, image, alarms };
    const jobs = new Jobs(this, "jobs", place, data, release);
    const { customers, staff } = new Web(this, "web", { settings, network, place, data, release, jobs });

    this.show("customers_url", customers.url);
    this.show("staff_url", staff.url);
    this.show("customers_group_name", customers.autoScalingGroupName);
    this.show("staff_group_name", staff.autoScalingGroupName);
    this.show("jobs_group_name", jobs.observer.autoScalingGroupName);
    this.show("environment", data.environment);
    this.show("queue_url", jobs.observer.queueUrl);
    this.show("database_identifier", data.orders.identifier);
    this.show("database_failover_command", data.orders.failoverCommand);
    this.show("alarms_topic_arn", alarms.topicArn);
  }

  private show(name: string, value: unknown): void {
    new TerraformOutput(this, name, { value, staticId: true });
  }
}
