import { amazonLinux, defaultNetwork } from "../../../harness/account";
import { awsJson, awsQuery, textsOf } from "../../../harness/aws-request";
import { Emulator } from "../../../harness/emulator";

/** An instance that a drill has started by hand: Terraform knows it by its id only. */
export interface Member {
  readonly instance: string;
  /** Its primary network interface. */
  readonly networkInterface: string;
}

const EC2 = "2016-11-15";

/** Starts an instance in each of these zones, by name. */
export async function startMembers<Name extends string>(
  emulator: Emulator,
  zones: Record<Name, string>,
): Promise<Record<Name, Member>> {
  const { subnets } = await defaultNetwork(emulator);
  const ImageId = await amazonLinux(emulator, "x86_64");
  const members = {} as Record<Name, Member>;
  for (const [name, zone] of Object.entries<string>(zones)) {
    const xml = await awsQuery(emulator, "ec2", EC2, {
      Action: "RunInstances",
      ImageId,
      InstanceType: "t3.small",
      MinCount: "1",
      MaxCount: "1",
      SubnetId: subnets[zone]!,
    });
    const [instance] = textsOf(xml, "instanceId");
    const [networkInterface] = textsOf(xml, "networkInterfaceId");
    members[name as Name] = { instance: instance!, networkInterface: networkInterface! };
  }
  return members;
}

/** Stops, starts or terminates instances. */
export async function change(
  emulator: Emulator,
  what: "Stop" | "Start" | "Terminate",
  ...instances: string[]
): Promise<void> {
  const ids = Object.fromEntries(instances.map((id, index) => [`InstanceId.${index + 1}`, id]));
  await awsQuery(emulator, "ec2", EC2, { Action: `${what}Instances`, ...ids });
}

/** Makes an alarm as a user has it, of whatever kind; returns its ARN. */
export async function ownAlarm(emulator: Emulator, name: string): Promise<string> {
  await awsQuery(emulator, "monitoring", "2010-08-01", {
    Action: "PutMetricAlarm",
    AlarmName: name,
    Namespace: "AWS/Route53",
    MetricName: "HealthCheckStatus",
    Statistic: "Minimum",
    Period: "60",
    EvaluationPeriods: "1",
    Threshold: "1",
    ComparisonOperator: "LessThanThreshold",
    TreatMissingData: "ignore",
  });
  return `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`;
}

/** Sets the state of an alarm. */
export async function setAlarm(emulator: Emulator, name: string, state: "ALARM" | "OK"): Promise<void> {
  await awsQuery(emulator, "monitoring", "2010-08-01", {
    Action: "SetAlarmState",
    AlarmName: name,
    StateValue: state,
    StateReason: "a drill",
  });
}

/** Starts a state machine, as the command of an operator does. */
export async function start(emulator: Emulator, stateMachineArn: string, input: object): Promise<void> {
  await awsJson(emulator, "states", "AWSStepFunctions.StartExecution", {
    stateMachineArn,
    input: JSON.stringify(input),
  });
}

/** Gives a network interface one more private address. */
export async function addPrivateAddress(emulator: Emulator, networkInterface: string): Promise<void> {
  await awsQuery(emulator, "ec2", EC2, {
    Action: "AssignPrivateIpAddresses",
    NetworkInterfaceId: networkInterface,
    SecondaryPrivateIpAddressCount: "1",
  });
}

/** Gives an address away by hand. */
export async function associate(
  emulator: Emulator,
  AllocationId: string,
  NetworkInterfaceId: string,
): Promise<void> {
  await awsQuery(emulator, "ec2", EC2, {
    Action: "AssociateAddress",
    AllocationId,
    NetworkInterfaceId,
    AllowReassociation: "true",
  });
}
