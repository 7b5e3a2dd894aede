import { LoadBalancer } from "../load-balancer/load-balancer";
import { FleetPattern } from "./fleet-pattern";

/** A pattern whose instances always stand behind a load balancer. */
export abstract class BalancedPattern extends FleetPattern {
  /** The load balancer, its target group and listeners. */
  abstract readonly loadBalancer: LoadBalancer;

  /** DNS name of the load balancer. */
  get dnsName(): string {
    return this.loadBalancer.balancer.dnsName;
  }

  /** Id of the load balancer's hosted zone, for an alias record. */
  get hostedZoneId(): string {
    return this.loadBalancer.balancer.zoneId;
  }

  /** ARN of the load balancer. */
  get loadBalancerArn(): string {
    return this.loadBalancer.balancer.arn;
  }

  /** Id of the load balancer's security group. */
  get loadBalancerSecurityGroupId(): string {
    return this.loadBalancer.securityGroup.group.id;
  }

  /** ARN of the target group. */
  get targetGroupArn(): string {
    return this.loadBalancer.targetGroup.arn;
  }

  /** Where clients reach the instances. */
  get url(): string {
    return this.loadBalancer.url;
  }
}
