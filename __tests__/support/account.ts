import { amazonLinux, defaultNetwork } from "../../harness/account";
import { awsQuery, textsOf } from "../../harness/aws-request";
import { Emulator } from "../../harness/emulator";
import { Account } from "./pattern-cases";

/** The emulator's account, with what the patterns' cases use of it. */
export async function prepareAccount(emulator: Emulator): Promise<Account> {
  const { vpcId, subnets } = await defaultNetwork(emulator);
  const subnetIds = ["us-east-1a", "us-east-1b", "us-east-1c"].map((zone) => subnets[zone]!);
  const parameters = { Action: "CreateVpc", CidrBlock: "10.9.0.0/16" };
  const [otherVpcId] = textsOf(await awsQuery(emulator, "ec2", "2016-11-15", parameters), "vpcId");
  const imageId = await amazonLinux(emulator, "x86_64");
  return { vpcId, subnets, subnetIds, otherVpcId: otherVpcId!, imageId };
}
