import { prefixOf } from "../floating/inputs";
import { onMemberInstances } from "../floating/member-rights";
import { Place } from "../floating/permissions";
import { allow, Statement } from "../policy";
import { FloatingInterfaceInput } from "./inputs";
import { interfaceSeam } from "./seam";

/**
 * What the controller may for an interface: attach this one to the members' instances and detach it from them. Both
 * calls are about the interface and the instance ("Actions, resources, and condition keys for Amazon EC2", Service
 * Authorization Reference).
 */
export function statements(
  input: FloatingInterfaceInput,
  place: Place,
  networkInterfaceArn: string,
): Statement[] {
  const move = ["ec2:AttachNetworkInterface", "ec2:DetachNetworkInterface"];
  const here = { StringEquals: { "aws:RequestedRegion": place.region } };
  return [
    allow(["ec2:DescribeNetworkInterfaces"], ["*"], here),
    allow(move, [networkInterfaceArn]),
    ...onMemberInstances(move, input, prefixOf(input, interfaceSeam.kind), place),
  ];
}
