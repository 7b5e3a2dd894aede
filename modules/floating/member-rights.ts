import { hcl, text } from "../definition";
import { groupName } from "./groups";
import { FloatingInput } from "./inputs";
import { Place } from "./permissions";
import { allow, Statement } from "../policy";

/**
 * Allows actions on the instances of the members: one with an id is named, one that is launched is known by the tag of
 * its group, which nobody else can give ("Tag Auto Scaling groups and instances", EC2 Auto Scaling user guide: tags
 * with `aws:` are AWS's own).
 *
 * @param prefix See `prefixOf`.
 */
export function onMemberInstances(
  actions: readonly string[],
  { members }: FloatingInput,
  prefix: string,
  place: Place,
): Statement[] {
  const arn = (resource: string) => place.arn("ec2", resource);
  const instances = members.map((_, { instanceId }) =>
    instanceId.map((id) => arn(text`instance/${id}`)).or(""),
  );
  const groups = members.map((key, { launch }) => ({ given: launch.isGiven, name: groupName(prefix, key) }));
  return [
    allow(actions, hcl`compact(values(${instances}))`),
    allow(
      actions,
      hcl`[for arn in [${arn("instance/*")}] : arn if anytrue([for group in values(${groups}) : group.given])]`,
      {
        StringEquals: {
          "aws:ResourceTag/aws:autoscaling:groupName": hcl`[for group in values(${groups}) : group.name if group.given]`,
        },
      },
    ),
  ];
}
