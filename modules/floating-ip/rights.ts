import { hcl, text } from "../definition";
import { prefixOf } from "../floating/inputs";
import { onMemberInstances } from "../floating/member-rights";
import { Place } from "../floating/permissions";
import { allow, Statement } from "../policy";
import { FloatingIpInput } from "./inputs";
import { ipSeam } from "./seam";

const ASSOCIATE = ["ec2:AssociateAddress"];

/**
 * What the controller may for an address: give these addresses to the members' interfaces, and no others. The call is
 * about the address, the interface and its instance ("Actions, resources, and condition keys for Amazon EC2", Service
 * Authorization Reference). A member with an id is named; one that is launched is known by its group, and its interface,
 * to which no tag is given, by its subnet.
 */
export function statements(input: FloatingIpInput, place: Place, allocationIds: string[]): Statement[] {
  const { members } = input;
  const arn = (resource: string) => place.arn("ec2", resource);
  const interfaces = members.map((_, { networkInterfaceId }) =>
    networkInterfaceId.map((id) => arn(text`network-interface/${id}`)).or(""),
  );
  const launchedIn = members.map((_, { launch }) => launch.get(({ subnetIds }) => subnetIds).or([]));
  const interfacesIfLaunched = hcl`[for arn in [${arn("network-interface/*")}] : arn if length(flatten(values(${launchedIn}))) > 0]`;
  const addressPrefix = arn("elastic-ip/");
  const subnetPrefix = arn("subnet/");
  return [
    allow(["ec2:DescribeAddresses"], ["*"], { StringEquals: { "aws:RequestedRegion": place.region } }),
    allow(ASSOCIATE, hcl`[for id in ${allocationIds} : join("", [${addressPrefix}, id])]`),
    allow(ASSOCIATE, hcl`compact(values(${interfaces}))`),
    ...onMemberInstances(ASSOCIATE, input, prefixOf(input, ipSeam.kind), place),
    allow(ASSOCIATE, interfacesIfLaunched, {
      ArnEquals: {
        "ec2:Subnet": hcl`[for id in distinct(flatten(values(${launchedIn}))) : join("", [${subnetPrefix}, id])]`,
      },
    }),
  ];
}
