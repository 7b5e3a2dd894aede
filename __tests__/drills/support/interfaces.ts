import { amazonLinux } from "../../../harness/account";
import { awsQuery, textsOf } from "../../../harness/aws-request";
import { Emulator } from "../../../harness/emulator";

/** A network interface as EC2 shows it. */
export interface InterfaceState {
  /** The instance that it is attached to; undefined for none. */
  readonly instance: string | undefined;
  readonly deviceIndex: string | undefined;
  readonly attachment: string | undefined;
  /** Of the attachment. */
  readonly status: string | undefined;
  readonly privateIp: string | undefined;
  readonly publicIp: string | undefined;
}

const ec2 = (emulator: Emulator, parameters: Record<string, string>) =>
  awsQuery(emulator, "ec2", "2016-11-15", parameters);

/** Where an interface is, and what it has. */
export async function interfaceState(emulator: Emulator, id: string): Promise<InterfaceState> {
  const xml = await ec2(emulator, { Action: "DescribeNetworkInterfaces", "NetworkInterfaceId.1": id });
  const attachment = /<attachment>[^]*?<\/attachment>/.exec(xml)?.[0] ?? "";
  const of = (tag: string, text = xml) => textsOf(text, tag)[0];
  return {
    instance: of("instanceId", attachment),
    deviceIndex: of("deviceIndex", attachment),
    attachment: of("attachmentId", attachment),
    status: of("status", attachment),
    privateIp: of("privateIpAddress"),
    publicIp: of("publicIp"),
  };
}

/** The address of a subnet that ends with this number. */
export async function addressIn(emulator: Emulator, subnet: string, end: number): Promise<string> {
  const xml = await ec2(emulator, { Action: "DescribeSubnets", "SubnetId.1": subnet });
  return textsOf(xml, "cidrBlock")[0]!.replace(/[0-9]+\/[0-9]+$/, String(end));
}

/** Detaches an interface by hand. By force it is gone at once, else it takes a moment. */
export async function detach(emulator: Emulator, id: string, Force = true): Promise<void> {
  const { attachment } = await interfaceState(emulator, id);
  await ec2(emulator, {
    Action: "DetachNetworkInterface",
    AttachmentId: attachment!,
    Force: String(Force),
  });
}

/** Puts an interface of somebody else's at device index 1 of an instance; returns its id. */
export async function occupy(emulator: Emulator, SubnetId: string, InstanceId: string): Promise<string> {
  const xml = await ec2(emulator, { Action: "CreateNetworkInterface", SubnetId });
  const NetworkInterfaceId = textsOf(xml, "networkInterfaceId")[0]!;
  const place = { NetworkInterfaceId, InstanceId, DeviceIndex: "1" };
  await ec2(emulator, { Action: "AttachNetworkInterface", ...place });
  return NetworkInterfaceId;
}

/** Makes a launch template; returns its id. */
export async function launchTemplate(emulator: Emulator, name: string): Promise<string> {
  const xml = await ec2(emulator, {
    Action: "CreateLaunchTemplate",
    LaunchTemplateName: name,
    "LaunchTemplateData.ImageId": await amazonLinux(emulator, "x86_64"),
    "LaunchTemplateData.InstanceType": "t3.small",
  });
  return textsOf(xml, "launchTemplateId")[0]!;
}
