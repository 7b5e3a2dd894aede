import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { DataAwsAmi } from "@cdktf/provider-aws/lib/data-aws-ami";
import { DataAwsDefaultTags } from "@cdktf/provider-aws/lib/data-aws-default-tags";
import { DataAwsEc2InstanceType } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type";
import { DataAwsEc2InstanceTypeOfferings } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type-offerings";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { DataResource, Fn, TerraformIterator, TerraformLocal, Token } from "cdktf";
import { Construct } from "constructs";

/** What both sides of the comparison are given. */
export interface TierConfig {
  readonly name: string;
  readonly vpcId: string;
  readonly subnetIds: string[];
  readonly imageId: string;
  readonly needed: number;
}

/**
 * The resources of `MultiAz` at its defaults as one would write them in plain cdktf: no schema, no options, no
 * checks of inputs. The benchmark compares the pattern with it, and a test that both give the same resources.
 */
export class TierByHand extends Construct {
  private readonly role: IamRole;
  private readonly guard: DataResource;
  private readonly instances: SecurityGroup;

  constructor(
    scope: Construct,
    id: string,
    private readonly config: TierConfig,
  ) {
    super(scope, id);
    const subnets = this.lookUpSubnets("subnet");
    const zones = new TerraformLocal(this, "zones", zonesOf(subnets));
    const balancerSubnets = this.lookUpSubnets("lb-subnet");
    const balancerZones = new TerraformLocal(this, "lb-zones", zonesOf(balancerSubnets));
    const ami = new DataAwsAmi(this, "ami", {
      filter: [
        { name: "image-id", values: [config.imageId] },
        { name: "state", values: ["available"] },
      ],
      includeDeprecated: true,
    });
    const { min, max } = this.sizes(zones);
    this.guard = this.check([subnets, balancerSubnets], [zones, balancerZones], ami, [min, max]);
    this.instances = this.instanceSecurityGroup();
    this.role = this.instanceRole();
    const { group: targets, listener } = this.balancer();
    const template = this.template(ami);
    this.group(template, targets, listener, subnets, min, max);
  }

  private lookUpSubnets(id: string): DataAwsSubnet {
    const iterator = TerraformIterator.fromMap(
      Token.asAnyMap(`\${{ for i, s in ${JSON.stringify(this.config.subnetIds)} : i => s }}`),
    );
    return new DataAwsSubnet(this, id, { forEach: iterator, id: "${each.value}" });
  }

  private sizes(zones: TerraformLocal) {
    const count = `length(${zones.fqn})`;
    const least = `\${${count} * ceil(${this.config.needed} / max(${count} - 1, 1))}`;
    const min = new TerraformLocal(this, "min", least);
    const max = new TerraformLocal(this, "max", `\${${min.fqn} * 2}`);
    return { min, max };
  }

  private check(
    [subnets, balancerSubnets]: [DataAwsSubnet, DataAwsSubnet],
    [zones, balancerZones]: [TerraformLocal, TerraformLocal],
    ami: DataAwsAmi,
    [min, max]: [TerraformLocal, TerraformLocal],
  ): DataResource {
    const types = new TerraformLocal(this, "types", ["t3.small"]);
    const type = new DataAwsEc2InstanceType(this, "type", {
      forEach: TerraformIterator.fromMap({ "0": "t3.small" }),
      instanceType: "${each.value}",
    });
    const offerings = new DataAwsEc2InstanceTypeOfferings(this, "offerings", {
      locationType: "availability-zone",
      filter: [{ name: "instance-type", values: types.asList }],
    });
    const userData = new TerraformLocal(this, "user-data", "${null}");
    const bytes = new TerraformLocal(this, "user-data-bytes", 0);
    const joined = (list: string) => `\${join(", ", ${list})}`;
    const zone = zones.fqn;
    const inVpc = (lookup: DataAwsSubnet) =>
      `\${alltrue([for s in values(${lookup.fqn}) : s.vpc_id == "${this.config.vpcId}"])}`;
    const uncovered = `setsubtract(${zone}, ${balancerZones.fqn})`;
    const misfits = `[for t in values(${type.fqn}) : t.instance_type if !contains(t.supported_architectures, ${ami.fqn}.architecture)]`;
    const offered = `[for i, z in ${offerings.fqn}.locations : "\${${offerings.fqn}.instance_types[i]} in \${z}"]`;
    const missing = `setsubtract([for p in setproduct(${types.fqn}, ${zone}) : "\${p[0]} in \${p[1]}"], ${offered})`;
    const rules: [condition: string, message: string][] = [
      [`\${2 <= length(${zone})}`, `subnets must lie in at least 2 zones, got ${joined(zone)}.`],
      [`\${${min.fqn} <= ${max.fqn}}`, `max must be at least \${${min.fqn}}, got \${${max.fqn}}.`],
      [`\${length(setsubtract(${zone}, [])) > 0}`, `some zone must be left of ${joined(zone)}.`],
      [`\${2 == length(${zone})}`, `subnets must be one for each zone, got ${joined(zone)}.`],
      [inVpc(subnets), `subnets must lie in the VPC ${this.config.vpcId}.`],
      [`\${length(${misfits}) == 0}`, `the instance type must fit the image, got ${joined(misfits)}.`],
      [`\${length(${missing}) == 0}`, `the instance type must be offered, but not ${joined(missing)}.`],
      [
        `\${${bytes.fqn} <= 16384}`,
        `user data must be at most 16384 bytes, got \${${bytes.fqn}} ${userData.fqn}.`,
      ],
      [`\${2 == length(${balancerZones.fqn})}`, `load balancer subnets must be one for each zone.`],
      [inVpc(balancerSubnets), `load balancer subnets must lie in the VPC ${this.config.vpcId}.`],
      [`\${length(${uncovered}) == 0}`, `load balancer subnets must cover ${joined(uncovered)}.`],
    ];
    const guard = new DataResource(this, "guard", {});
    guard.addOverride(
      "lifecycle.precondition",
      rules.map(([condition, message]) => ({ condition, error_message: message })),
    );
    return guard;
  }

  private instanceSecurityGroup(): SecurityGroup {
    const group = new SecurityGroup(this, "instances", {
      namePrefix: `${this.config.name}-instances-`,
      description: `Instances of ${this.config.name}`,
      vpcId: this.config.vpcId,
      lifecycle: { createBeforeDestroy: true },
      dependsOn: [this.guard],
    });
    for (const [name, port] of [
      ["https", 443],
      ["http", 80],
    ] as const)
      new VpcSecurityGroupEgressRule(this, `egress-${name}`, {
        securityGroupId: group.id,
        description: name,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        cidrIpv4: "0.0.0.0/0",
      });
    return group;
  }

  private instanceRole(): IamRole {
    const partition = new DataAwsPartition(this, "partition");
    const role = new IamRole(this, "role", {
      namePrefix: `${this.config.name}-`,
      description: `Instances of ${this.config.name}`,
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } },
        ],
      }),
      dependsOn: [this.guard],
    });
    new IamRolePolicyAttachment(this, "session-manager", {
      role: role.name,
      policyArn: `arn:${partition.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore`,
    });
    new IamRolePolicyAttachment(this, "policy", {
      forEach: TerraformIterator.fromMap({}),
      role: role.name,
      policyArn: "${each.value}",
    });
    return role;
  }

  private balancer() {
    const { name, vpcId, subnetIds } = this.config;
    const securityGroup = this.balancerSecurityGroup();
    const balancer = new Lb(this, "balancer", {
      name,
      loadBalancerType: "application",
      internal: true,
      subnets: subnetIds,
      securityGroups: [securityGroup.id],
      enableZonalShift: true,
      clientKeepAlive: 300,
      idleTimeout: 60,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      enableDeletionProtection: true,
    });
    const group = new LbTargetGroup(this, "targets", {
      namePrefix: `${name.slice(0, 5)}-`,
      vpcId,
      port: 8080,
      protocol: "HTTP",
      targetType: "instance",
      deregistrationDelay: "60",
      healthCheck: {
        path: "/healthz",
        matcher: "200",
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
      targetGroupHealth: {
        dnsFailover: { minimumHealthyTargetsCount: "1" },
        unhealthyStateRouting: { minimumHealthyTargetsCount: 1 },
      },
      lifecycle: { createBeforeDestroy: true },
    });
    const listener = new LbListener(this, "listener", {
      loadBalancerArn: balancer.arn,
      port: 80,
      protocol: "HTTP",
      defaultAction: [{ type: "forward", targetGroupArn: group.arn }],
    });
    new LbListener(this, "probe", {
      loadBalancerArn: balancer.arn,
      port: 65535,
      protocol: "HTTP",
      defaultAction: [{ type: "forward", targetGroupArn: group.arn }],
    });
    return { group, listener };
  }

  private balancerSecurityGroup(): SecurityGroup {
    const vpc = new DataAwsVpc(this, "vpc", { id: this.config.vpcId });
    const clients = new TerraformLocal(this, "clients", { vpc: vpc.cidrBlock });
    const group = new SecurityGroup(this, "balancer-security-group", {
      namePrefix: `${this.config.name}-lb-`,
      description: `Load balancer of ${this.config.name}`,
      vpcId: this.config.vpcId,
      lifecycle: { createBeforeDestroy: true },
      dependsOn: [this.guard],
    });
    new VpcSecurityGroupIngressRule(this, "http", {
      forEach: TerraformIterator.fromMap(clients.asAnyMap),
      securityGroupId: group.id,
      description: "Clients, port 80",
      ipProtocol: "tcp",
      fromPort: 80,
      toPort: 80,
      cidrIpv4: "${each.value}",
    });
    const both = { ipProtocol: "tcp", fromPort: 8080, toPort: 8080 };
    new VpcSecurityGroupEgressRule(this, "to-targets", {
      ...both,
      securityGroupId: group.id,
      referencedSecurityGroupId: this.instances.id,
      description: "Targets",
    });
    new VpcSecurityGroupIngressRule(this, "from-balancer", {
      ...both,
      securityGroupId: this.instances.id,
      referencedSecurityGroupId: group.id,
      description: "Load balancer",
    });
    return group;
  }

  private template(ami: DataAwsAmi): LaunchTemplate {
    const profile = new IamInstanceProfile(this, "profile", {
      namePrefix: `${this.config.name}-`,
      role: this.role.name,
    });
    return new LaunchTemplate(this, "template", {
      namePrefix: `${this.config.name}-`,
      description: `Instances of ${this.config.name}`,
      updateDefaultVersion: true,
      imageId: ami.id,
      instanceType: "t3.small",
      iamInstanceProfile: { arn: profile.arn },
      vpcSecurityGroupIds: [this.instances.id],
      ebsOptimized: "true",
      monitoring: { enabled: true },
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
        instanceMetadataTags: "enabled",
      },
      blockDeviceMappings: [
        {
          deviceName: ami.rootDeviceName,
          ebs: { volumeType: "gp3", encrypted: "true", deleteOnTermination: "true" },
        },
      ],
      tagSpecifications: ["volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags: this.tags,
      })),
      lifecycle: { createBeforeDestroy: true },
    });
  }

  private group(
    template: LaunchTemplate,
    targets: LbTargetGroup,
    listener: LbListener,
    subnets: DataAwsSubnet,
    min: TerraformLocal,
    max: TerraformLocal,
  ): AutoscalingGroup {
    const group = new AutoscalingGroup(this, "group", {
      namePrefix: `${this.config.name}-`,
      vpcZoneIdentifier: Token.asList(`\${values(${subnets.fqn})[*].id}`),
      minSize: min.asNumber,
      maxSize: max.asNumber,
      targetGroupArns: [targets.arn],
      healthCheckType: "ELB",
      healthCheckGracePeriod: 300,
      defaultInstanceWarmup: 120,
      minElbCapacity: min.asNumber,
      waitForCapacityTimeout: "10m",
      availabilityZoneDistribution: { capacityDistributionStrategy: "balanced-only" },
      instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 150 },
      terminationPolicies: ["OldestLaunchTemplate", "Default"],
      enabledMetrics: ["GroupMinSize", "GroupMaxSize", "GroupDesiredCapacity", "GroupInServiceInstances"],
      launchTemplate: { id: template.id, version: Token.asString(template.latestVersion) },
      instanceRefresh: {
        strategy: "Rolling",
        preferences: {
          minHealthyPercentage: 100,
          maxHealthyPercentage: 150,
          instanceWarmup: "120",
          autoRollback: false,
          skipMatching: true,
        },
      },
      lifecycle: { createBeforeDestroy: true },
      dependsOn: [listener],
    });
    group.addOverride("dynamic.tag", {
      for_each: this.tags,
      content: { key: "${tag.key}", value: "${tag.value}", propagate_at_launch: true },
    });
    return group;
  }

  private defaults?: DataAwsDefaultTags;

  private get tags(): { [key: string]: string } {
    this.defaults ??= new DataAwsDefaultTags(this, "default-tags");
    return Token.asStringMap(Fn.merge([{ Name: this.config.name }, this.defaults.tags]));
  }
}

function zonesOf(lookup: DataAwsSubnet): string {
  return `\${sort(distinct(values(${lookup.fqn})[*].availability_zone))}`;
}
