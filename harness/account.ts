import { awsJson, awsQuery, textsOf } from "./aws-request";
import { Emulator } from "./emulator";

/** The default VPC of the emulator's account: one subnet in each zone. */
export interface DefaultNetwork {
  readonly vpcId: string;
  /** Subnet id by zone. */
  readonly subnets: Readonly<Record<string, string>>;
}

/** Reads the default VPC. */
export async function defaultNetwork(emulator: Emulator): Promise<DefaultNetwork> {
  const xml = await awsQuery(emulator, "ec2", "2016-11-15", { Action: "DescribeSubnets" });
  const [ids, zones] = [textsOf(xml, "subnetId"), textsOf(xml, "availabilityZone")];
  const [vpcId] = textsOf(xml, "vpcId");
  if (vpcId === undefined || ids.length !== zones.length)
    throw new Error(`The emulator has no default VPC: ${xml}`);
  return { vpcId, subnets: Object.fromEntries(zones.map((zone, index) => [zone, ids[index]!])) };
}

/** Id of the newest Amazon Linux 2023 image for a processor architecture. */
export async function amazonLinux(emulator: Emulator, architecture: "x86_64" | "arm64"): Promise<string> {
  const Name = `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`;
  const answer = await awsJson<{ Parameter: { Value: string } }>(emulator, "ssm", "AmazonSSM.GetParameter", {
    Name,
  });
  return answer.Parameter.Value;
}
