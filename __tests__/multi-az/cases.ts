import { MultiAzConfig } from "../../modules/multi-az/inputs";
import { Account, PatternCases, Titled } from "../support/pattern-cases";
import { refusedPairs, refusedValues } from "./refused";
import { acceptedIn, refusedLookups } from "./refused-lookups";

const AMAZON_LINUX = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

/** What the tests of both products run this pattern with. */
export const cases: PatternCases<MultiAzConfig> = {
  parity,
  accepted: acceptedIn,
  refusedValues,
  refusedPairs,
  refusedLookups,
};

function parity({ vpcId, subnetIds, imageId }: Account): Titled<MultiAzConfig> {
  const smallest = { name: "web", vpcId, subnetIds, image: { id: imageId }, capacity: { needed: 4 } };
  return {
    smallest,
    everything: {
      ...smallest,
      name: "everything-on",
      image: { ssmParameter: { name: AMAZON_LINUX, resolveAtLaunch: true } },
      instanceType: "m5.large",
      mixedInstances: { otherTypes: ["m5a.large"], onDemandBaseCapacity: 0, onDemandPercent: 0 },
      rootVolume: { sizeGib: 20, kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/k" },
      userData: "#!/bin/bash\necho \"${HOME}\" '%{x}' \\ $(hostname) ü\n",
      policyArns: { "my-policy": "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" },
      permissionsBoundaryArn: "arn:aws:iam::aws:policy/PowerUserAccess",
      securityGroupIds: ["sg-12345678"],
      egress: { database: { port: 5432, cidr: "10.0.0.0/16" }, https: { port: 443, cidr: "0.0.0.0/0" } },
      health: { graceSeconds: 60, warmupSeconds: 0 },
      rollout: {
        mode: "replace",
        minHealthyPercent: 90,
        maxHealthyPercent: 110,
        stopOn: { alarmNames: ["a"] },
      },
      maxInstanceLifetimeDays: 7,
      metadataHopLimit: 2,
      tags: { Team: "web", camelCase: "kept" },
      port: 80,
      healthCheck: { path: "/", matcher: "200-299", intervalSeconds: 30, timeoutSeconds: 6 },
      loadBalancer: {
        subnetIds: [...subnetIds].reverse(),
        internal: false,
        https: { certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/c" },
        allowedCidrs: ["0.0.0.0/0", "10.0.0.0/8"],
        deletionProtection: false,
        accessLogs: { bucket: "my-logs", prefix: "web" },
        webAcl: { arn: "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/a/1" },
        stickiness: {},
      },
      capacity: { needed: 7, max: 40, surviveZoneLoss: true },
      scaling: { cpu: { targetPercent: 55 }, requests: { perTarget: 1000 } },
      drainZones: ["us-east-1a"],
      alarms: { topicArn: "arn:aws:sns:us-east-1:123456789012:alarms" },
      drill: { stopAlarmArn: "arn:aws:cloudwatch:us-east-1:123456789012:alarm:stop" },
    },
    "warm pool, no spare zone": {
      ...smallest,
      image: { ssmParameter: { name: AMAZON_LINUX } },
      warmPool: { minSize: 2 },
      capacity: { needed: 3, surviveZoneLoss: false },
      egress: {},
      loadBalancer: { accessLogs: { bucket: "my-logs" } },
    },
    "a bootstrap": {
      ...smallest,
      bootstrap: { packages: ["nginx"], files: { "/etc/app": { content: "x = ${x}" } }, logs: {} },
      alarms: { topicArn: "arn:aws:sns:us-east-1:123456789012:alarms" },
    },
    "image from an instance": {
      ...smallest,
      image: { fromInstance: { instanceId: "i-12345678", revision: "7" } },
    },
  };
}
