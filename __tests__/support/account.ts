import { amazonLinux, defaultNetwork } from "../../harness/account";
import { awsQuery, textsOf } from "../../harness/aws-request";
import { Emulator } from "../../harness/emulator";
import { Account } from "./pattern-cases";

/** The emulator's account, with what the patterns' cases use of it. */
export async function prepareAccount(emulator: Emulator): Promise<Account> {
  const { vpcId, subnets } = await defaultNetwork(emulator);
  const subnetIds = ["us-east-1a", "us-east-1b", "us-east-1c"].map((zone) => subnets[zone]!);
  const one = async (tag: string, parameters: Record<string, string>) =>
    textsOf(await awsQuery(emulator, "ec2", "2016-11-15", parameters), tag)[0]!;
  const imageId = await amazonLinux(emulator, "x86_64");
  const otherVpcId = await one("vpcId", { Action: "CreateVpc", CidrBlock: "10.9.0.0/16" });
  return {
    ...{ vpcId, subnets, subnetIds, otherVpcId, imageId },
    securityGroupId: await one("groupId", defaultGroupOf(vpcId)),
    launchTemplateId: await one("launchTemplateId", launchTemplateOf(imageId, otherVpcId)),
  };
}

function defaultGroupOf(vpcId: string) {
  return {
    Action: "DescribeSecurityGroups",
    ...{ "Filter.1.Name": "vpc-id", "Filter.1.Value.1": vpcId },
    ...{ "Filter.2.Name": "group-name", "Filter.2.Value.1": "default" },
  };
}

/** Its name is taken once in an account, which may be prepared several times: it has a new VPC each time. */
function launchTemplateOf(imageId: string, otherVpcId: string) {
  return {
    Action: "CreateLaunchTemplate",
    LaunchTemplateName: `beside-${otherVpcId}`,
    "LaunchTemplateData.ImageId": imageId,
    "LaunchTemplateData.InstanceType": "t3.small",
  };
}
