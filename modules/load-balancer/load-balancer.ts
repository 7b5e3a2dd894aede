import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { Lb, lbAccessLogsToTerraform } from "@cdktf/provider-aws/lib/lb";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { dependable, ITerraformDependable, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { choose, hcl, Rule, text } from "../definition";
import { SubnetLookup } from "../network/subnet-lookup";
import { LoadBalancerInput } from "./inputs";
import { Listeners } from "./listeners";
import { LoadBalancerSecurityGroup } from "./security-group";
import { targetGroup } from "./target-group";

/** What the load balancer stands in front of. */
export interface LoadBalancerOptions {
  readonly name: string;
  readonly vpcId: string;
  /** Its subnets, looked up and found fit. */
  readonly subnetIds: string[];
  /** Security group of the targets. */
  readonly targetSecurityGroupId: string;
  readonly tags: Record<string, string>;
  /** What its resources wait for: the guard over the lookups' rules. */
  readonly passed: ITerraformDependable[];
}

/** The subnets of a load balancer, looked up before anything is created. */
export class LoadBalancerLookup extends Construct {
  readonly subnetIds: string[];
  /** What has to hold before anything is created. */
  readonly rules: Rule[];

  constructor(
    scope: Construct,
    id: string,
    settings: LoadBalancerInput["loadBalancer"],
    fleet: FleetSubnets,
  ) {
    super(scope, id);
    this.subnetIds = settings.subnetIds.or(fleet.subnetIds);
    const subnets = new SubnetLookup(this, "subnet", "loadBalancer.subnetIds", this.subnetIds);
    const uncovered = hcl`setsubtract(${fleet.zones}, ${subnets.zones})`;
    this.rules = [
      // AWS makes an application load balancer over two zones or more.
      subnets.inTwoZones(),
      subnets.oneForEachZone(),
      subnets.inVpc(fleet.vpcId),
      {
        input: "loadBalancer.subnetIds",
        holds: hcl`length(${uncovered}) == 0`,
        message: text`loadBalancer.subnetIds must cover every zone of subnetIds: targets in ${hcl`join(", ", ${uncovered})`} would get no traffic; got ${subnets.list()}.`,
      },
    ];
  }
}

/** The fleet's side of the coverage rule. */
export interface FleetSubnets {
  readonly vpcId: string;
  readonly subnetIds: string[];
  readonly zones: string[];
}

/** An application load balancer over the fleet's zones, with its target group and listeners. */
export class LoadBalancer extends Construct {
  readonly balancer: Lb;
  readonly targetGroup: LbTargetGroup;
  readonly listeners: Listeners;
  readonly securityGroup: LoadBalancerSecurityGroup;
  /** Where clients reach it. */
  readonly url: string;

  constructor(scope: Construct, id: string, input: LoadBalancerInput, options: LoadBalancerOptions) {
    super(scope, id);
    this.securityGroup = new LoadBalancerSecurityGroup(this, "security_group", input, {
      ...options,
      dependsOn: options.passed,
    });
    this.balancer = this.build(input, options);
    this.targetGroup = targetGroup(this, "target_group", input, options);
    const arns = { loadBalancer: this.balancer.arn, targetGroup: this.targetGroup.arn };
    this.listeners = new Listeners(this, "listener", input, arns, {
      tags: options.tags,
      httpsAllowed: this.securityGroup.secure,
    });
    this.securityGroup.toTargets.forEach((rule) => this.replaceWithTargetGroup(rule));
    input.loadBalancer.webAcl.build(this, "web_acl", (inner, { arn }) => {
      new Wafv2WebAclAssociation(inner, "Resource", { resourceArn: this.balancer.arn, webAclArn: arn });
    });
    const scheme = choose(input.loadBalancer.https.isGiven, "https", "http");
    this.url = text`${scheme}://${this.balancer.dnsName}`;
  }

  /** What a group of instances waits for before the first one starts. */
  get ready(): ITerraformDependable[] {
    return [this.listeners.probe, ...this.securityGroup.toTargets];
  }

  /**
   * Lets clients in when the group is healthy. A new target group, for another port, gets a new group of instances: the
   * old ones serve until the new ones are healthy and the listeners lead to them.
   */
  openTo(group: AutoscalingGroup): void {
    this.replaceWithTargetGroup(group);
    this.openAfter(group);
  }

  /** Lets clients in when the group is healthy; whoever calls it replaces the group together with the target group. */
  openAfter(group: AutoscalingGroup): void {
    this.listeners.openAfter(group);
  }

  private replaceWithTargetGroup(resource: TerraformResource): void {
    resource.addOverride("lifecycle.replace_triggered_by", [`${dependable(this.targetGroup)}.arn`]);
  }

  private build(input: LoadBalancerInput, options: LoadBalancerOptions): Lb {
    const settings = input.loadBalancer;
    const balancer = new Lb(this, "Resource", {
      name: options.name,
      loadBalancerType: "application",
      internal: settings.internal,
      subnets: options.subnetIds,
      securityGroups: [this.securityGroup.group.id],
      enableZonalShift: true,
      clientKeepAlive: settings.keepAliveSeconds,
      idleTimeout: settings.idleTimeoutSeconds,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      enableDeletionProtection: settings.deletionProtection,
      tags: options.tags,
    });
    settings.accessLogs.block(
      balancer,
      "access_logs",
      ({ bucket, prefix }) =>
        lbAccessLogsToTerraform({ bucket, prefix: prefix.orNull, enabled: true }) as object,
    );
    return balancer;
  }
}
