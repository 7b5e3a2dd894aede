import { Emulator } from "../../harness/emulator";

/** The default VPC of an account: one subnet in each zone. */
export interface DefaultNetwork {
  readonly vpcId: string;
  /** Subnet id by zone. */
  readonly subnets: Readonly<Record<string, string>>;
}

/** Reads the emulator's default VPC with a plain request, since tests of the engine have no AWS SDK at hand. */
export async function defaultNetwork(emulator: Emulator): Promise<DefaultNetwork> {
  const xml = await query(emulator, "ec2", "Action=DescribeSubnets&Version=2016-11-15");
  const items = [...xml.matchAll(/<subnetId>(.*?)<\/subnetId>/g)].map(([, id]) => id!);
  const zones = [...xml.matchAll(/<availabilityZone>(.*?)<\/availabilityZone>/g)].map(([, zone]) => zone!);
  const vpcId = /<vpcId>(.*?)<\/vpcId>/.exec(xml)?.[1];
  if (vpcId === undefined || items.length === 0 || items.length !== zones.length)
    throw new Error(`The emulator has no default VPC: ${xml}`);
  return { vpcId, subnets: Object.fromEntries(zones.map((zone, index) => [zone, items[index]!])) };
}

/** Id of the newest Amazon Linux 2023 image for a processor architecture. */
export async function amazonLinux(emulator: Emulator, architecture: "x86_64" | "arm64"): Promise<string> {
  const name = `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`;
  const response = await fetch(emulator.url, {
    method: "POST",
    headers: {
      ...authorization("ssm"),
      "X-Amz-Target": "AmazonSSM.GetParameter",
      "Content-Type": "application/x-amz-json-1.1",
    },
    body: JSON.stringify({ Name: name }),
  });
  const answer = (await response.json()) as { Parameter: { Value: string } };
  return answer.Parameter.Value;
}

async function query(emulator: Emulator, service: string, body: string): Promise<string> {
  const response = await fetch(emulator.url, {
    method: "POST",
    headers: { ...authorization(service), "Content-Type": "application/x-www-form-urlencoded" },
    body,
  });
  return response.text();
}

/** The emulator checks no signature, but takes the service from where one would name it. */
function authorization(service: string): { Authorization: string } {
  return {
    Authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  };
}
