import { hcl, text } from "../definition";
import { groupName } from "../floating/groups";
import { allow, Place, Statement } from "../floating/permissions";
import { FloatingIpInput } from "./inputs";

const ASSOCIATE = ["ec2:AssociateAddress"];

/**
 * What the controller may for an address: give these addresses to the members' interfaces, and no others. The call is
 * about the address, the interface and its instance ("Actions, resources, and condition keys for Amazon EC2", Service
 * Authorization Reference). A member with an id is named; one that is launched is known by its group, and its interface,
 * to which no tag is given, by its subnet.
 */
export function statements(
  { members, name }: FloatingIpInput,
  place: Place,
  allocationIds: string[],
): Statement[] {
  const arn = (resource: string) => place.arn("ec2", resource);
  const instances = members.map((_, { instanceId }) =>
    instanceId.map((id) => arn(text`instance/${id}`)).or(""),
  );
  const interfaces = members.map((_, { networkInterfaceId }) =>
    networkInterfaceId.map((id) => arn(text`network-interface/${id}`)).or(""),
  );
  const groups = members.map((key, { launch }) => ({ given: launch.isGiven, name: groupName(name, key) }));
  const launchedIn = members.map((_, { launch }) => launch.get(({ subnetIds }) => subnetIds).or([]));
  const ifLaunched = (resource: string) =>
    hcl`[for arn in [${arn(resource)}] : arn if anytrue([for group in values(${groups}) : group.given])]`;
  const addressPrefix = arn("elastic-ip/");
  const subnetPrefix = arn("subnet/");
  return [
    allow(["ec2:DescribeAddresses"], ["*"], { StringEquals: { "aws:RequestedRegion": place.region } }),
    allow(ASSOCIATE, hcl`[for id in ${allocationIds} : join("", [${addressPrefix}, id])]`),
    allow(ASSOCIATE, hcl`compact(concat(values(${instances}), values(${interfaces})))`),
    allow(ASSOCIATE, ifLaunched("instance/*"), {
      StringEquals: {
        "aws:ResourceTag/aws:autoscaling:groupName": hcl`[for group in values(${groups}) : group.name if group.given]`,
      },
    }),
    allow(ASSOCIATE, ifLaunched("network-interface/*"), {
      ArnEquals: {
        "ec2:Subnet": hcl`[for id in distinct(flatten(values(${launchedIn}))) : join("", [${subnetPrefix}, id])]`,
      },
    }),
  ];
}
