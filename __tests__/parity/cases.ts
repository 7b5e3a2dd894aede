import { EveryShapeConfig, inputs as everyShape } from "../definition/fixture/inputs";
import { EveryShape } from "../definition/fixture/every-shape";
import { MultiAzConfig } from "../../modules";
import { documentPatterns } from "../../publisher/documentation";
import { buildModule } from "../../publisher/module-files";
import { Pattern } from "../../publisher/pattern";
import { ParityCase } from "./both-products";

/** The fixture with an input of every shape, as a pattern. */
const everyShapePattern: Pattern = {
  name: "every-shape",
  directory: "__tests__/definition/fixture",
  inputs: everyShape as never,
  construct: EveryShape,
};

export const everyShapeConfigs: Record<string, EveryShapeConfig> = {
  smallest: { name: "small", periodSeconds: 60, actionsEnabled: false },
  everything: {
    name: "large-one",
    periodSeconds: 120,
    actionsEnabled: true,
    breachingWhenMissing: true,
    delaySeconds: 5,
    displayName: '"q" \\ ${x} %{y}',
    tier: "Advanced",
    description: "Zwölf Boxkämpfer",
    datapoints: 1,
    actionArns: ["arn:aws:sns:us-east-1:123456789012:a"],
    words: ["", "two words", "3"],
    steps: [0, -1, 2.5],
    tags: { "Managed-By": "hand", camelCase: "kept", "a b": "" },
    labels: { "x-y": "1", camelCase: "2" },
    alarm: { threshold: 0, periods: 4, statistic: "Average" },
    zoneCount: 2,
    deadLetters: { maxTries: 5, archive: { note: "n", secret: "s" } },
    rotation: { revision: 3 },
    subscribers: {
      Alpha: { delaySeconds: 0, remark: "r" },
      "be-ta": { filter: { kinds: ["k1", "k2"], exact: true } },
      gamma_1: {},
    },
    statements: [
      { sid: "One", actions: ["sns:Publish"] },
      { sid: "Two", actions: ["sns:Subscribe", "sns:Publish"], onlyFrom: { arns: ["arn:aws:s3:::x"] } },
    ],
  },
  halfway: {
    name: "half",
    periodSeconds: 60,
    actionsEnabled: true,
    deadLetters: {},
    words: [],
    tags: {},
    subscribers: { only: {} },
  },
};

/** The fixture's configs for both of its products; its module is built as the publisher builds one. */
export function everyShapeCases(): ParityCase[] {
  const source = {
    inputsFile: "__tests__/definition/fixture/inputs.ts",
    schemaName: "schema",
    classFile: "__tests__/definition/fixture/every-shape.ts",
    className: "EveryShape",
  };
  const module = buildModule(everyShapePattern, documentPatterns([source])[0]!);
  return Object.entries(everyShapeConfigs).map(([title, config]) => ({
    name: `every-shape: ${title}`,
    pattern: everyShapePattern,
    module,
    config,
  }));
}

/** What the multi-AZ cases need of the account. */
export interface Account {
  readonly vpcId: string;
  readonly subnetIds: string[];
  readonly imageId: string;
}

export function multiAzConfigs({ vpcId, subnetIds, imageId }: Account): Record<string, MultiAzConfig> {
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
    "image from an instance": {
      ...smallest,
      image: { fromInstance: { instanceId: "i-12345678", revision: "7" } },
    },
  };
}

const AMAZON_LINUX = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
