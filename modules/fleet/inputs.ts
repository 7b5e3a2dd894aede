import { z } from "zod";
import { bootstrap } from "../bootstrap/inputs";
import { bootstrapRules } from "../bootstrap/rules";
import { atMost, Bound, countTrue, equal, every, flag, not, Rule, subtract, text } from "../definition";
import {
  BEGINS_SECURITY_GROUPS,
  instanceId,
  ipv4Range,
  kmsKeyArn,
  policyArn,
  securityGroupId,
  subnetId,
  vpcId,
} from "../aws-values";

/** Where the AMI comes from; exactly one of `id`, `ssmParameter` and `fromInstance`. */
const image = z.strictObject({
  /** Id of an AMI. */
  id: z
    .string()
    .regex(/^ami-[0-9a-f]{8,17}$/, "must be the id of an AMI (ami-…)")
    .optional(),
  /** A parameter of Systems Manager that holds the id of an AMI. */
  ssmParameter: z
    .strictObject({
      /** Name of the parameter, for instance `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64`. */
      name: z.string().regex(/^\/?[A-Za-z0-9_.\/-]+$/, "must be the name of an SSM parameter"),
      /**
       * Let each launch look the parameter up, so that a new value makes no plan. Off: Terraform looks it up, so that
       * a new image is seen in the plan and rolls out.
       */
      resolveAtLaunch: flag().default(false),
    })
    .optional(),
  /** Make the AMI from an instance of yours. It is kept until it is replaced. */
  fromInstance: z
    .strictObject({
      /** Id of the instance. */
      instanceId: instanceId(),
      /** Change it to make a new image of the same instance. */
      revision: z
        .string()
        .regex(/^[A-Za-z0-9.-]{1,40}$/, "must be 1 to 40 characters of A-Z, a-z, 0-9, . and -")
        .default("1"),
      /** Take the image without a reboot: no downtime of the instance, but files may be half written. */
      withoutReboot: flag().default(false),
    })
    .optional(),
});

/** More instance types than one, and Spot. */
const mixedInstances = z.strictObject({
  /** Instance types beside `instanceType`, in order of preference. */
  otherTypes: z.array(instanceType()).min(1).max(39),
  /** Instances that are always On-Demand. */
  onDemandBaseCapacity: z.number().int().min(0).max(1000).default(0),
  /** Percent On-Demand above the base; the rest is Spot. */
  onDemandPercent: z.number().int().min(0).max(100).default(100),
  /** How Spot capacity is chosen. */
  spotAllocationStrategy: z
    .enum([
      "price-capacity-optimized",
      "capacity-optimized",
      "capacity-optimized-prioritized",
      "lowest-price",
    ])
    .default("price-capacity-optimized"),
});

/** Instances started ahead of need. Not together with `mixedInstances`, as AWS has it. */
const warmPool = z.strictObject({
  /** In what state they wait. */
  state: z.enum(["Stopped", "Running", "Hibernated"]).default("Stopped"),
  /** How many there are at least. */
  minSize: z.number().int().min(0).max(1000).default(0),
  /** Instances that leave the group go back to the pool. */
  reuseOnScaleIn: flag().default(false),
});

/** How a change of the launch template reaches the instances. */
const rollout = z.strictObject({
  /**
   * `refresh`: the group replaces its instances step by step; apply does not wait for it. `replace`: apply makes a new
   * group, waits until it is healthy behind the load balancer, and only then removes the old one. The new group starts
   * at the minimum, whatever scaling had made of the old one.
   */
  mode: z.enum(["refresh", "replace"]).default("refresh"),
  /** Percent of the desired capacity that stays in service meanwhile. */
  minHealthyPercent: z.number().int().min(0).max(100).default(100),
  /** Percent of the desired capacity that there may be meanwhile; at most 100 above `minHealthyPercent`. */
  maxHealthyPercent: z.number().int().min(100).max(200).default(150),
  /** Minutes that apply waits until the minimum is in service, before it fails. */
  waitMinutes: z.number().int().min(1).max(120).default(10),
  /** Stop the refresh when an alarm goes off. */
  stopOn: z
    .strictObject({
      /** Names of CloudWatch alarms. */
      alarmNames: z.array(z.string().min(1)).min(1).max(10),
    })
    .optional(),
});

function instanceType() {
  return z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, "must be an instance type (t3.small)");
}

/** Inputs of every pattern that runs a fleet, a launch template and an Auto Scaling group, whatever sets its instances up. */
export const instanceFields = {
  /** Name of it all, and prefix of every resource's name. The load balancer, where there is one, has this name itself, which no other one of the region may have. */
  name: z
    .string()
    .regex(
      // A launch template's prefix has three characters at least, the hyphen included.
      /^[a-z][a-z0-9-]{0,18}[a-z0-9]$/,
      "must be 2 to 20 characters of a-z, 0-9 and -, starting with a letter and not ending with -",
    )
    .regex(notStartingWith("internal-"), "must not start with internal-, as no load balancer may")
    .regex(...BEGINS_SECURITY_GROUPS),
  /** Id of the VPC. */
  vpcId: vpcId(),
  /** Ids of the subnets in which instances run, one for each zone. Private ones: instances need no public address. */
  subnetIds: z.array(subnetId()).min(1),
  /** The AMI; exactly one of `id`, `ssmParameter` and `fromInstance`. */
  image,
  /** Instance type. */
  instanceType: instanceType().default("t3.small"),
  /** More instance types, and Spot. */
  mixedInstances: mixedInstances.optional(),
  /** Root volume; always gp3 and encrypted. */
  rootVolume: z
    .strictObject({
      /** Size in GiB; the image's own size when left out. */
      sizeGib: z.number().int().min(1).max(16384).optional(),
      /** ARN of the KMS key; the account's default key for EBS when left out. Its policy must let the service-linked role of Auto Scaling use it, or no instance starts. */
      kmsKeyArn: kmsKeyArn().optional(),
    })
    .prefault({}),
  /** Policies of the instances' role, by a name of your choice. Session Manager's is always there. */
  policyArns: z.record(z.string(), policyArn()).default({}),
  /** ARN of a permissions boundary for the roles made here. */
  permissionsBoundaryArn: policyArn().optional(),
  /** Security groups of the instances beside their own. */
  securityGroupIds: z.array(securityGroupId()).max(4).default([]),
  /** What instances may reach, by a name of your choice. */
  egress: z
    .record(
      z.string(),
      z.strictObject({
        /** TCP port. */
        port: z.number().int().min(1).max(65535),
        /** IPv4 range. */
        cidr: ipv4Range(),
      }),
    )
    .default({ https: { port: 443, cidr: "0.0.0.0/0" }, http: { port: 80, cidr: "0.0.0.0/0" } }),
  /** When an instance counts. */
  health: z
    .strictObject({
      /** Seconds after its launch in which a failing health check does not replace an instance. */
      graceSeconds: z.number().int().min(0).max(7200).default(300),
      /** Seconds after its launch in which an instance does not count in metrics and in a refresh. */
      warmupSeconds: z.number().int().min(0).max(3600).default(120),
    })
    .prefault({}),
  /** How a change reaches the instances. */
  rollout: rollout.prefault({}),
  /** Days after which an instance is replaced. */
  maxInstanceLifetimeDays: z.number().int().min(1).max(365).optional(),
  /** Instances started ahead of need. */
  warmPool: warmPool.optional(),
  /** Hops that the metadata service's answer may take: 1, or 2 where containers ask. Always IMDSv2. */
  metadataHopLimit: z.number().int().min(1).max(64).default(1),
  /** Tags of everything. The provider's default tags reach instances and volumes, too. */
  tags: z.record(z.string(), z.string()).default({}),
};

/** Inputs of a fleet whose instances need not be set up: everything may be in the image. */
export const fleetFields = {
  ...instanceFields,
  /** What an instance runs at its first boot: a script or cloud-init data. At most 16 KB after compression. Or `bootstrap`, which also says whether it went well. */
  userData: z.string().optional(),
  /** Set every instance up at its first boot, and let it serve only when that went well. */
  bootstrap: bootstrap.optional(),
};

/** Terraform's regular expressions cannot look ahead: what differs at some letter, or is shorter, does not start so. */
function notStartingWith(prefix: string): RegExp {
  const differs = [...prefix].map((letter, index) => `${prefix.slice(0, index)}[^${letter}]`);
  return new RegExp(`^(${differs.join("|")}|.{0,${prefix.length - 1}}$)`);
}

/** The fleet's inputs as a construct sees them. */
export type FleetInput = Bound<z.ZodObject<typeof fleetFields>>;

/** Rules across the fleet's inputs. */
export function fleetRules(input: FleetInput): Rule[] {
  const { id, ssmParameter, fromInstance } = input.image;
  const sources = countTrue(id.isGiven, ssmParameter.isGiven, fromInstance.isGiven);
  const { minHealthyPercent, maxHealthyPercent } = input.rollout;
  return [
    {
      input: "image",
      holds: equal(sources, 1),
      message: text`image must have exactly one of id, ssmParameter and fromInstance, got ${sources} of them.`,
    },
    {
      input: "bootstrap",
      holds: not(every(input.bootstrap.isGiven, input.userData.isGiven)),
      message: "bootstrap and userData must not be given together: bootstrap is the user data then.",
    },
    {
      input: "warmPool",
      holds: not(every(input.warmPool.isGiven, input.mixedInstances.isGiven)),
      message:
        "warmPool and mixedInstances must not be given together: Auto Scaling has no warm pool for mixed instances.",
    },
    {
      input: "rollout.maxHealthyPercent",
      holds: atMost(subtract(maxHealthyPercent, minHealthyPercent), 100),
      message: text`rollout.maxHealthyPercent must be at most 100 above rollout.minHealthyPercent (${minHealthyPercent}), got ${maxHealthyPercent}.`,
    },
    ...bootstrapRules(input.bootstrap),
  ];
}
