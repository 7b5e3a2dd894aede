import { awsQuery, textsOf } from "../aws-request";
import { Emulator } from "../emulator";
import { InstanceMetadata, RoleCredentials, TargetLifecycleState } from "./instance-metadata";

/**
 * What an instance of the emulator would learn about itself, for startMetadataService: what the emulator has on record, and credentials of
 * the role of its instance profile, which the emulator knows as the role's. The target lifecycle state is looked up at each request.
 */
export async function metadataOfInstance(
  emulator: Emulator,
  instanceId: string,
): Promise<() => Promise<InstanceMetadata>> {
  const record = await ec2(emulator, { Action: "DescribeInstances", "InstanceId.1": instanceId });
  const group = await groupOf(emulator, instanceId);
  const fixed: InstanceMetadata = {
    instanceId,
    availabilityZone: textsOf(record, "availabilityZone")[0]!,
    imageId: textsOf(record, "imageId")[0]!,
    instanceType: textsOf(record, "instanceType")[0]!,
    tags: await tagsOf(emulator, instanceId),
    role: await roleOf(emulator, instanceId),
  };
  if (group === undefined) return () => Promise.resolve(fixed);
  return async () => ({ ...fixed, targetLifecycleState: await targetStateIn(emulator, group, instanceId) });
}

/** The state that Auto Scaling takes an instance to from the one that it is in. */
export function targetState(lifecycleState: string): TargetLifecycleState {
  if (lifecycleState.startsWith("Terminat")) return "Terminated";
  if (lifecycleState.startsWith("Warmed:")) return "Warmed:Stopped";
  if (lifecycleState.endsWith("Standby")) return "Standby";
  return lifecycleState.startsWith("Detach") ? "Detached" : "InService";
}

async function targetStateIn(emulator: Emulator, group: string, instanceId: string) {
  const { groups } = await emulator.state();
  const member = groups[group]?.instances.find(({ id }) => id === instanceId);
  return member === undefined ? "Terminated" : targetState(member.lifecycleState);
}

async function groupOf(emulator: Emulator, instanceId: string): Promise<string | undefined> {
  const { groups } = await emulator.state();
  const names = Object.keys(groups);
  return names.find((name) => groups[name]!.instances.some(({ id }) => id === instanceId));
}

async function tagsOf(emulator: Emulator, instanceId: string): Promise<Record<string, string>> {
  const filter = { "Filter.1.Name": "resource-id", "Filter.1.Value.1": instanceId };
  const xml = await ec2(emulator, { Action: "DescribeTags", ...filter });
  const [keys, values] = [textsOf(xml, "key"), textsOf(xml, "value")];
  return Object.fromEntries(keys.map((key, index) => [key, values[index] ?? ""]));
}

async function roleOf(emulator: Emulator, instanceId: string): Promise<InstanceMetadata["role"]> {
  const filter = { "Filter.1.Name": "instance-id", "Filter.1.Value.1": instanceId };
  const xml = await ec2(emulator, { Action: "DescribeIamInstanceProfileAssociations", ...filter });
  const [arn] = textsOf(xml, "arn");
  if (arn === undefined) return undefined;
  const InstanceProfileName = arn.replace(/^.*\//, "");
  const profile = await awsQuery(emulator, "iam", "2010-05-08", {
    Action: "GetInstanceProfile",
    InstanceProfileName,
  });
  const [name] = textsOf(profile, "RoleName");
  const [RoleArn] = textsOf(profile, "Arn").filter((one) => one.includes(":role/"));
  if (name === undefined || RoleArn === undefined) return undefined;
  return { name, credentials: await sessionOf(emulator, RoleArn, instanceId) };
}

/** EC2 names the session after the instance. */
async function sessionOf(emulator: Emulator, RoleArn: string, instanceId: string): Promise<RoleCredentials> {
  const xml = await awsQuery(emulator, "sts", "2011-06-15", {
    Action: "AssumeRole",
    RoleArn,
    RoleSessionName: instanceId,
  });
  const text = (tag: string) => textsOf(xml, tag)[0]!;
  return {
    accessKeyId: text("AccessKeyId"),
    secretAccessKey: text("SecretAccessKey"),
    token: text("SessionToken"),
  };
}

function ec2(emulator: Emulator, parameters: Record<string, string>): Promise<string> {
  return awsQuery(emulator, "ec2", "2016-11-15", parameters);
}
