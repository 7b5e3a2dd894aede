import { z } from "zod";
import { instanceId, policyArn, subnetId, topicArn } from "../aws-values";
import {
  atMost,
  Bound,
  choose,
  countTrue,
  Each,
  equal,
  every,
  flag,
  hcl,
  joined,
  Rule,
  rulesOfEach,
  sizeOf,
  some,
  text,
  without,
} from "../definition";
import { keptDays, logRetentionDays } from "../log-retention";

/** A member's instance that is kept by a group of one: when it is lost, another one is launched in its place. */
export const launch = z.strictObject({
  /** Id of the launch template. */
  launchTemplateId: z.string().regex(/^lt-[0-9a-f]{8,17}$/, "must be the id of a launch template (lt-…)"),
  /** Version of the launch template: a number, `$Default` or `$Latest`. Another one replaces the member's instance. */
  launchTemplateVersion: z
    .string()
    .regex(/^([0-9]+|\$Default|\$Latest)$/, "must be a number, $Default or $Latest")
    .default("$Default"),
  /** Ids of the subnets in which the instance may run. */
  subnetIds: z.array(subnetId()).min(1).max(6),
});

/** What every member has, whatever floats between them. */
export const memberFields = {
  /** Id of an instance of yours. Or `launch`. */
  instanceId: instanceId().optional(),
  /** An instance that is launched, and launched again when it is lost. Or `instanceId`. */
  launch: launch.optional(),
  /** ARNs of alarms of yours, in this region and account: while one of them is in ALARM, the member counts as unwell. */
  alarmArns: z
    .array(
      z
        .string()
        .regex(
          /^arn:[a-z-]+:cloudwatch:[a-z0-9-]+:[0-9]{12}:alarm:/,
          "must be the ARN of a CloudWatch alarm (arn:aws:cloudwatch:…:alarm:…)",
        ),
    )
    .max(5)
    .default([]),
};

/** The rule of a member's name, which is part of the names of its resources. */
export function memberName() {
  return z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{0,18}[a-z0-9]$/,
      "must be 2 to 20 characters of a-z, 0-9 and -, starting with a letter and not ending with -",
    );
}

/** Inputs of what floats between members, whatever it is. `members` is each pattern's own. */
export const floatingFields = {
  /** Name of it all, and prefix of every resource's name. */
  name: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{0,28}[a-z0-9]$/,
      "must be 2 to 30 characters of a-z, 0-9 and -, starting with a letter and not ending with -",
    ),
  /** Name of the member that shall hold it: an intent, which the controller carries out. Change it for a planned move, and back for a fallback. */
  active: memberName(),
  /** Change it to have `active` carried out again, for instance after a failover: any text. */
  moveRevision: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,40}$/, "must be 1 to 40 characters of A-Z, a-z, 0-9, ., _ and -")
    .default("1"),
  /** Names of all members, in the order in which they take over. In the order of their names when left out. */
  failoverOrder: z.array(memberName()).max(10).default([]),
  /** Go back to `active` by itself, once all checks of that member are passed again. Off: going back is yours to decide. */
  automaticReturn: flag().default(false),
  /** For maintenance: nothing moves by itself. `active` and the commands still move it. */
  frozen: flag().default(false),
  /** How a failure is noticed. */
  detection: z
    .strictObject({
      /** Minutes for which EC2's status checks must fail, or say nothing, until the alarm on a member goes off. */
      statusCheckMinutes: z.number().int().min(1).max(10).default(2),
      /** Minutes after which the controller looks without having been woken, in case an event was lost. */
      reconcileMinutes: z.number().int().min(2).max(1440).default(15),
    })
    .prefault({}),
  /** Tell a topic of moves, of members that are unwell, and of a controller that failed. */
  alarms: z
    .strictObject({
      /** ARN of the SNS topic that hears of them. */
      topicArn: topicArn(),
    })
    .optional(),
  /** The log of the controller's executions. */
  logs: z
    .strictObject({
      /** Days for which it is kept. */
      retentionDays: logRetentionDays(),
      /** What is logged: every state, or failures only. */
      level: z.enum(["ALL", "ERROR"]).default("ALL"),
    })
    .prefault({}),
  /** ARN of a permissions boundary for the roles made here. */
  permissionsBoundaryArn: policyArn().optional(),
  /** Tags of everything. */
  tags: z.record(z.string(), z.string()).default({}),
};

/** A member's inputs as a construct sees them, as far as all patterns have them. */
export type MemberInput = Bound<z.ZodObject<typeof memberFields>>;

/** The inputs as a construct sees them, as far as all patterns have them. */
export type FloatingInput = Bound<z.ZodObject<typeof floatingFields>> & {
  readonly members: Each<MemberInput>;
};

/** What the names of its resources begin with: a floating IP and a floating interface of one name share no resource. */
export function prefixOf({ name }: Pick<FloatingInput, "name">, kind: string): string {
  return text`${name}-${kind}`;
}

/** The names of the members, in the order of the failover. */
export function orderOf({ members, failoverOrder }: FloatingInput): string[] {
  return choose(equal(sizeOf(failoverOrder), 0), members.keys, failoverOrder);
}

/** Rules across the inputs. */
export function floatingRules(input: FloatingInput): Rule[] {
  const { members, active, failoverOrder, logs } = input;
  const names = members.keys;
  const count = sizeOf(names);
  const isWhole = every(equal(sizeOf(failoverOrder), count), equal(sizeOf(without(names, failoverOrder)), 0));
  return [
    {
      input: "members",
      holds: every(atMost(2, count), atMost(count, 10)),
      message: text`members must be 2 to 10, got ${count}.`,
    },
    ...rulesOfEach("members", members, (key, { instanceId, launch: launched }) => [
      {
        input: "members",
        holds: equal(countTrue(instanceId.isGiven, launched.isGiven), 1),
        message: text`members must each have exactly one of instanceId and launch, got ${key} with ${choose(instanceId.isGiven, "both", "none")}.`,
      },
    ]),
    {
      input: "active",
      holds: equal(sizeOf(without([active], names)), 0),
      message: text`active must be the name of a member (${joined(names)}), got ${active}.`,
    },
    {
      input: "failoverOrder",
      holds: some(equal(sizeOf(failoverOrder), 0), isWhole),
      message: text`failoverOrder must name every member once (${joined(names)}), got ${joined(failoverOrder)}.`,
    },
    keptDays("logs.retentionDays", logs.retentionDays),
  ];
}

/** Rule over where it runs: EventBridge hears of the alarms of its own region only. */
export function alarmsHere({ members }: FloatingInput, region: string): Rule[] {
  const arns = hcl`flatten(values(${members.map((_, { alarmArns }) => alarmArns)}))`;
  const elsewhere = hcl`[for arn in ${arns} : arn if split(":", arn)[3] != ${region}]`;
  return [
    {
      input: "members",
      holds: hcl`length(${elsewhere}) == 0`,
      message: text`members must have alarmArns of the region ${region}, got ${hcl`join(", ", ${elsewhere})`}.`,
    },
  ];
}
