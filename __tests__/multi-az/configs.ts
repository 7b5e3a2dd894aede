import { MultiAzConfig } from "../../modules/multi-az/inputs";

/** The least that a user has to say. */
export const smallest: MultiAzConfig = {
  name: "web",
  vpcId: "vpc-0a1b2c3d",
  subnetIds: ["subnet-0000000a", "subnet-0000000b", "subnet-0000000c"],
  image: { id: "ami-0a1b2c3d" },
  capacity: { needed: 4 },
};

/** Every optional input given, as far as they go together. */
export const everything: MultiAzConfig = {
  ...smallest,
  capacity: { needed: 4, max: 24, surviveZoneLoss: true },
  image: { ssmParameter: { name: "/images/web", resolveAtLaunch: false } },
  instanceType: "m7i.large",
  mixedInstances: {
    otherTypes: ["m7a.large", "m6i.large"],
    onDemandBaseCapacity: 2,
    onDemandPercent: 50,
    spotAllocationStrategy: "capacity-optimized",
  },
  rootVolume: { sizeGib: 30, kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/volumes" },
  userData: "#!/bin/sh\necho ready",
  policyArns: { queue: "arn:aws:iam::123456789012:policy/queue" },
  permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/boundary",
  securityGroupIds: ["sg-0a1b2c3d"],
  egress: { database: { port: 5432, cidr: "10.0.0.0/16" } },
  health: { graceSeconds: 240, warmupSeconds: 90 },
  rollout: {
    mode: "replace",
    minHealthyPercent: 90,
    maxHealthyPercent: 120,
    waitMinutes: 15,
    stopOn: { alarmNames: ["web-errors"] },
  },
  maxInstanceLifetimeDays: 30,
  metadataHopLimit: 2,
  tags: { team: "orders" },
  port: 9090,
  healthCheck: {
    path: "/ready",
    matcher: "200-299",
    intervalSeconds: 15,
    timeoutSeconds: 4,
    healthyThreshold: 3,
    unhealthyThreshold: 2,
  },
  loadBalancer: {
    subnetIds: ["subnet-1000000a", "subnet-1000000b", "subnet-1000000c"],
    internal: false,
    https: { certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/web" },
    allowedCidrs: ["203.0.113.0/24"],
    keepAliveSeconds: 120,
    idleTimeoutSeconds: 30,
    deregistrationDelaySeconds: 20,
    minHealthyTargets: 2,
    deletionProtection: false,
    accessLogs: { bucket: "orders-logs", prefix: "web" },
    webAcl: { arn: "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/web/1" },
    stickiness: { durationSeconds: 600 },
  },
  scaling: { cpu: { targetPercent: 50 }, requests: { perTarget: 1000 } },
  drainZones: ["us-east-1c"],
  alarms: { topicArn: "arn:aws:sns:us-east-1:123456789012:alarms", errorPercent: 2 },
  drill: { stopAlarmArn: "arn:aws:cloudwatch:us-east-1:123456789012:alarm:web-errors" },
};
