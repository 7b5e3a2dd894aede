import { FloatingIpConfig } from "../../modules/floating-ip/inputs";

const TOPIC = "arn:aws:sns:us-east-1:123456789012:alarms";

/** The least that a user has to say. */
export const smallest: FloatingIpConfig = {
  name: "proxy",
  active: "blue",
  members: {
    blue: { instanceId: "i-0000000b", networkInterfaceId: "eni-0000000b" },
    green: { instanceId: "i-0000000c", networkInterfaceId: "eni-0000000c" },
  },
};

/** Every input given, each with a value that is not its default. */
export const everything: FloatingIpConfig = {
  name: "proxy",
  active: "red",
  moveRevision: "2026-11-25",
  failoverOrder: ["red", "green", "blue"],
  automaticReturn: true,
  frozen: true,
  members: {
    blue: { instanceId: "i-0000000b", networkInterfaceId: "eni-0000000b" },
    green: {
      instanceId: "i-0000000c",
      networkInterfaceId: "eni-0000000c",
      alarmArns: ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:app: green"],
    },
    red: {
      launch: {
        launchTemplateId: "lt-0000000d",
        launchTemplateVersion: "3",
        subnetIds: ["subnet-0000000a", "subnet-0000000b"],
      },
    },
  },
  addresses: {
    own: { publicIpv4Pool: "ipv4pool-ec2-0123456789abcdef0", networkBorderGroup: "us-east-1" },
    plain: {},
  },
  detection: { statusCheckMinutes: 3, reconcileMinutes: 5 },
  alarms: { topicArn: TOPIC },
  logs: { retentionDays: 14, level: "ERROR" },
  permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/boundary",
  tags: { team: "orders" },
};
