import {
  AutoscalingGroup,
  autoscalingGroupInstanceRefreshToTerraform,
} from "@cdktf/provider-aws/lib/autoscaling-group";
import { ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { EACH_KEY, hcl, repeat, text } from "../definition";
import { FloatingInput } from "./inputs";

/** Seconds in which a new instance is not replaced for its checks, which are not through while it boots. */
const GRACE_SECONDS = 300;

/**
 * Name of the group of one that keeps a member's instance.
 *
 * @param prefix See `prefixOf`.
 */
export function groupName(prefix: string, key: string): string {
  return text`${prefix}-${key}`;
}

/**
 * Groups of one, for the members with `launch`: an instance that is lost is launched again, and the controller finds it
 * by its group, whatever its id is then.
 */
export function memberGroups(
  scope: Construct,
  id: string,
  { name, members, tags }: FloatingInput,
  prefix: string,
  passed: ITerraformDependable[],
): AutoscalingGroup {
  const launches = members.map((_, { launch }) => ({
    given: launch.isGiven,
    template: launch.get(({ launchTemplateId }) => launchTemplateId).or(""),
    version: launch.get(({ launchTemplateVersion }) => launchTemplateVersion).or(""),
    subnets: launch.get(({ subnetIds }) => subnetIds).or([]),
  }));
  const group = new AutoscalingGroup(scope, id, {
    name: groupName(prefix, EACH_KEY),
    minSize: 1,
    maxSize: 1,
    vpcZoneIdentifier: Token.asList("${each.value.subnets}"),
    launchTemplate: { id: "${each.value.template}", version: "${each.value.version}" },
    healthCheckType: "EC2",
    healthCheckGracePeriod: GRACE_SECONDS,
    dependsOn: passed,
  });
  repeat(group, hcl`{ for key, launch in ${launches} : key => launch if launch.given }`);
  group.addOverride("dynamic.tag", {
    for_each: hcl`merge({ Name = ${text`${name}-${EACH_KEY}`} }, ${tags})`,
    content: { key: "${tag.key}", value: "${tag.value}", propagate_at_launch: true },
  });
  // There is one instance only: it goes before the next one comes, and the address has moved by then.
  group.addOverride(
    "instance_refresh",
    autoscalingGroupInstanceRefreshToTerraform({
      strategy: "Rolling",
      preferences: { minHealthyPercentage: 0, skipMatching: true },
    }) as object,
  );
  return group;
}
