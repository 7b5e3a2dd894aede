import { Refused, Titled } from "../support/pattern-cases";

/** What both floating patterns refuse alike: the inputs that they share, whatever else their members have. */
export function floatingRefusals(members: Readonly<Record<string, object>>): Titled<Refused> {
  const [[name, member], [otherName, other]] = Object.entries(members) as [
    [string, object],
    [string, object],
  ];
  const withBlue = (change: object) => ({
    members: { [name]: { ...member, ...change }, [otherName]: other },
  });
  const launchedBlue = (launch: object) => ({
    members: {
      [name]: { launch: { launchTemplateId: "lt-00000001", subnetIds: ["subnet-0000000a"], ...launch } },
      [otherName]: other,
    },
  });
  return {
    "a name with a capital": refused({ name: "Proxy" }, "name", "must be 2 to 30 characters", '"Proxy"'),
    "a name that ends with -": refused({ name: "proxy-" }, "name", "not ending with -", '"proxy-"'),
    "a member's name with a blank": refused(
      { members: { ...members, "the third": other } },
      "key of members",
      "must be 2 to 20 characters",
      '"the third"',
    ),
    "one member": refused({ members: { [name]: member } }, "members", "must be 2 to 10", "1"),
    "an instance by name": refused(
      withBlue({ instanceId: "blue" }),
      `members["${name}"].instanceId`,
      "must be the id of an instance",
      '"blue"',
    ),
    "an alarm by name": refused(
      withBlue({ alarmArns: ["app"] }),
      `members["${name}"].alarmArns[0]`,
      "must be the ARN of a CloudWatch alarm",
      '"app"',
    ),
    "a launch template by name": refused(
      launchedBlue({ launchTemplateId: "proxy" }),
      `members["${name}"].launch.launchTemplateId`,
      "must be the id of a launch template",
      '"proxy"',
    ),
    "a version that is a word": refused(
      launchedBlue({ launchTemplateVersion: "new" }),
      `members["${name}"].launch.launchTemplateVersion`,
      "must be a number, $Default or $Latest",
      '"new"',
    ),
    "a launch into no subnet": refused(
      launchedBlue({ subnetIds: [] }),
      `members["${name}"].launch.subnetIds`,
      "must have 1 to 6 entries",
      "[]",
    ),
    "an instance and a launch": refused(
      withBlue({ launch: { launchTemplateId: "lt-00000001", subnetIds: ["subnet-0000000a"] } }),
      "members",
      "must each have exactly one of instanceId and launch",
      `${name} with both`,
    ),
    "a revision with a blank": refused(
      { moveRevision: "once more" },
      "moveRevision",
      "must be 1 to 40 characters",
      '"once more"',
    ),
    "an alarm after no minute": refused(
      { detection: { statusCheckMinutes: 0 } },
      "detection.statusCheckMinutes",
      "must be a whole number from 1 to 10",
      "0",
    ),
    "a look at each minute": refused(
      { detection: { reconcileMinutes: 1 } },
      "detection.reconcileMinutes",
      "must be a whole number from 2 to 1440",
      "1",
    ),
    "a topic by name": refused(
      { alarms: { topicArn: "alarms" } },
      "alarms.topicArn",
      "must be the ARN of an SNS topic",
      '"alarms"',
    ),
    "days that CloudWatch Logs does not know": refused(
      { logs: { retentionDays: 2 } },
      "logs.retentionDays",
      "must be one of 1, 3, 5",
      "2",
    ),
    "a level that there is not": refused(
      { logs: { level: "DEBUG" } },
      "logs.level",
      "must be one of ALL, ERROR",
      '"DEBUG"',
    ),
    "a boundary by name": refused(
      { permissionsBoundaryArn: "boundary" },
      "permissionsBoundaryArn",
      "must be the ARN of a policy",
      '"boundary"',
    ),
  };
}

/** What two inputs tell together. */
export function floatingPairs(members: Readonly<Record<string, object>>): Titled<Refused> {
  const [name, otherName] = Object.keys(members) as [string, string];
  const names = `(${name}, ${otherName})`;
  return {
    "an active member that is none": refused(
      { active: "purple" },
      "active",
      `must be the name of a member ${names}`,
      "purple",
    ),
    "an order that forgets a member": refused(
      { failoverOrder: [name] },
      "failoverOrder",
      `must name every member once ${names}`,
      name,
    ),
    "an order that names a member twice": refused(
      { failoverOrder: [name, name] },
      "failoverOrder",
      `must name every member once ${names}`,
      `${name}, ${name}`,
    ),
  };
}

/** What only the account can tell. */
export function floatingLookups(members: Readonly<Record<string, object>>): Titled<Refused> {
  const [name, member] = Object.entries(members)[0]!;
  const arn = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:app";
  return {
    "an alarm of another region": refused(
      { members: { ...members, [name]: { ...member, alarmArns: [arn] } } },
      "members",
      "must have alarmArns of the region us-east-1",
      arn,
    ),
  };
}

function refused(config: object, input: string, rule: string, got: string): Refused {
  return { config, input, rule, got };
}
