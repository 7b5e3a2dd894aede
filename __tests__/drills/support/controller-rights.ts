import { awsQuery, textsOf } from "../../../harness/aws-request";
import { Emulator } from "../../../harness/emulator";
import { EmulatorRequest } from "../../../harness/emulator-types";
import { Policy, Wish } from "../../support/policy";
import { ofStateMachines } from "./executions";

const ACCOUNT = "123456789012";
const REGION = "us-east-1";

/** The policy that a role has in the emulator. */
export async function policyOf(emulator: Emulator, RoleName: string, PolicyName: string): Promise<Policy> {
  const xml = await awsQuery(emulator, "iam", "2010-05-08", {
    Action: "GetRolePolicy",
    RoleName,
    PolicyName,
  });
  const [document] = textsOf(xml, "PolicyDocument");
  return JSON.parse(decodeURIComponent(document!)) as Policy;
}

/** ARN of something of EC2. */
export function ec2Arn(resource: string): string {
  return `arn:aws:ec2:${REGION}:${ACCOUNT}:${resource}`;
}

/** What IAM would be asked for these calls of a state machine, each once: for each resource of a call one wish. */
export function wishesOf(
  calls: readonly EmulatorRequest[],
  ofResource: (call: EmulatorRequest) => Wish[],
): Wish[] {
  const wishes = ofStateMachines(calls).flatMap((call) => common(call) ?? ofResource(call));
  return [...new Map(wishes.map((wish) => [JSON.stringify(wish), wish])).values()];
}

/** Calls that every controller makes. */
function common({ service, action, params }: EmulatorRequest): Wish[] | undefined {
  const context = { "aws:RequestedRegion": REGION };
  switch (action) {
    case "ListExecutions":
      return [{ action: "states:ListExecutions", resource: params.stateMachineArn as string }];
    case "GetParameter": {
      const resource = `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter${params.Name as string}`;
      return [{ action: "ssm:GetParameter", resource }];
    }
    case "Publish":
      return [{ action: "sns:Publish", resource: params.TopicArn as string }];
    default:
      return action.startsWith("Describe")
        ? [{ action: `${service}:${action}`, resource: "*", context }]
        : undefined;
  }
}
