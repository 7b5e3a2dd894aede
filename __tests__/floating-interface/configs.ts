import { FloatingInterfaceConfig } from "../../modules/floating-interface/inputs";

/** The least that a user has to say. */
export const smallest: FloatingInterfaceConfig = {
  name: "proxy",
  active: "blue",
  members: { blue: { instanceId: "i-0000000b" }, green: { instanceId: "i-0000000c" } },
  subnetId: "subnet-0000000a",
  privateIp: "10.0.1.50",
  securityGroupIds: ["sg-0a1b2c3d"],
};

/** Every optional input given, as far as they go together. */
export const everything: FloatingInterfaceConfig = {
  ...smallest,
  active: "green",
  moveRevision: "2026-11-25",
  failoverOrder: ["green", "spare", "blue"],
  automaticReturn: true,
  frozen: true,
  members: {
    blue: {
      instanceId: "i-0000000b",
      alarmArns: ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:blue-app"],
    },
    green: { instanceId: "i-0000000c" },
    spare: {
      launch: {
        launchTemplateId: "lt-0a1b2c3d",
        launchTemplateVersion: "7",
        subnetIds: ["subnet-0000000a"],
      },
    },
  },
  detection: { statusCheckMinutes: 3, reconcileMinutes: 5 },
  alarms: { topicArn: "arn:aws:sns:us-east-1:123456789012:moves" },
  logs: { retentionDays: 90, level: "ERROR" },
  permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/boundary",
  tags: { team: "edge" },
  secondaryPrivateIps: ["10.0.1.51", "10.0.1.52"],
  securityGroupIds: ["sg-0a1b2c3d", "sg-0a1b2c3e"],
  sourceDestCheck: false,
  elasticIp: { existing: { allocationId: "eipalloc-0a1b2c3d" } },
  forceDetachAfterSeconds: 20,
};
