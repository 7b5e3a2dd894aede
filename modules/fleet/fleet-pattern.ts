import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { Construct } from "constructs";
import { text } from "../definition";
import { Fleet } from "./fleet";

/** A pattern that runs instances. What it says of them is the same in each of them, and stands here once. */
export abstract class FleetPattern extends Construct {
  /** The launch template, role and security group. */
  abstract readonly fleet: Fleet;
  /** The Auto Scaling group. */
  abstract readonly group: AutoscalingGroup;

  /** Name of the Auto Scaling group. */
  get autoScalingGroupName(): string {
    return this.group.name;
  }

  /** ARN of the Auto Scaling group. */
  get autoScalingGroupArn(): string {
    return this.group.arn;
  }

  /** SHA-256 of what sets an instance up: another one rolls out. Absent without `bootstrap`. */
  get bootstrapHash(): string | undefined {
    return this.fleet.lookup.document.read(({ hash }) => hash).orNull;
  }

  /** Id of the AMI that instances start from. */
  get imageId(): string {
    return this.fleet.lookup.image.id;
  }

  /** ARN of the instances' role. */
  get instanceRoleArn(): string {
    return this.fleet.role.role.arn;
  }

  /** Name of the instances' role, for policies of your own. */
  get instanceRoleName(): string {
    return this.fleet.role.role.name;
  }

  /** Id of the instances' security group. */
  get instanceSecurityGroupId(): string {
    return this.fleet.securityGroup.group.id;
  }

  /** Command that shows the latest launches and terminations, and why one of them failed. */
  get launchStatusCommand(): string {
    return text`aws autoscaling describe-scaling-activities --auto-scaling-group-name ${this.group.name} --max-items 5`;
  }

  /** Id of the launch template, for a group of your own, too. */
  get launchTemplateId(): string {
    return this.fleet.launchTemplate.id;
  }

  /** Version of the launch template that the group runs. */
  get launchTemplateVersion(): number {
    return this.fleet.launchTemplate.latestVersion;
  }

  /** Name of the log group that has the log of each boot; absent without `bootstrap.logs`. */
  get logGroupName(): string | undefined {
    return this.fleet.bootstrap.read(({ logGroupName }) => logGroupName).orNull;
  }

  /** Command that shows how far the latest rolling replacement is. */
  get refreshStatusCommand(): string {
    return text`aws autoscaling describe-instance-refreshes --auto-scaling-group-name ${this.group.name} --max-records 1`;
  }

  /**
   * Bytes of the user data after compression, of 16384 that EC2 takes. More than that is fetched from
   * `bootstrap.overflow`.
   */
  get userDataBytes(): number {
    return this.fleet.lookup.userData.bytes;
  }

  /** Zones in which instances may run, sorted. */
  get zones(): string[] {
    return this.fleet.lookup.subnets.zones;
  }
}
