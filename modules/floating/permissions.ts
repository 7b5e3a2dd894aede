import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { Construct } from "constructs";
import { text } from "../definition";
import { allow, Statement } from "../policy";

/** Where the pattern runs, for the ARNs of policies. */
export class Place extends Construct {
  readonly partition: string;
  readonly region: string;
  readonly account: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.partition = new DataAwsPartition(this, "partition").partition;
    // Its id is its name, in every version of the provider; the attribute that is called so has changed.
    this.region = new DataAwsRegion(this, "region").id;
    this.account = new DataAwsCallerIdentity(this, "account").accountId;
  }

  /** ARN of a resource of a service in this region and account. */
  arn(service: string, resource: string): string {
    return text`arn:${this.partition}:${service}:${this.region}:${this.account}:${resource}`;
  }
}

/** What every controller may, by what it is about. */
export interface Subjects {
  readonly place: Place;
  /** ARN of the state machine itself. */
  readonly machineArn: string;
  /** ARN of the parameter with the intent. */
  readonly intentArn: string;
}

/**
 * What every controller may, whatever floats. The calls that read know no resource ("Actions, resources, and condition
 * keys for Amazon EC2", Service Authorization Reference; DescribeAlarms with composite alarms, CloudWatch API
 * reference), so they are held to the region; neither do those with which Step Functions sets up its log ("Logging
 * using CloudWatch Logs", Step Functions developer guide).
 */
export function controllerStatements({ place, machineArn, intentArn }: Subjects): Statement[] {
  const here = { StringEquals: { "aws:RequestedRegion": place.region } };
  return [
    allow(["ec2:DescribeInstances", "ec2:DescribeInstanceStatus", "cloudwatch:DescribeAlarms"], ["*"], here),
    allow(["states:ListExecutions"], [machineArn]),
    allow(["ssm:GetParameter"], [intentArn]),
    allow(
      [
        "logs:CreateLogDelivery",
        "logs:GetLogDelivery",
        "logs:UpdateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:ListLogDeliveries",
        "logs:PutResourcePolicy",
        "logs:DescribeResourcePolicies",
        "logs:DescribeLogGroups",
      ],
      ["*"],
    ),
  ];
}
