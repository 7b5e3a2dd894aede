import {
  AutoscalingGroup,
  autoscalingGroupInitialLifecycleHookToTerraform,
} from "@cdktf/provider-aws/lib/autoscaling-group";
import { AutoscalingLifecycleHook } from "@cdktf/provider-aws/lib/autoscaling-lifecycle-hook";
import { Feature } from "../definition";
import { BootstrapInput } from "./inputs";

/** Name of the lifecycle hook that holds an instance back until its bootstrap has an answer. */
export const LAUNCH_HOOK = "bootstrap";

/**
 * The hook that holds an instance back until its bootstrap has succeeded; silence is failure. It is a part of the group,
 * so that the first instances find it, and a resource as well: of a group that exists the provider changes a hook by
 * the resource only.
 */
export function addLaunchHook(group: AutoscalingGroup, bootstrap: Feature<BootstrapInput>): void {
  bootstrap.block(
    group,
    "initial_lifecycle_hook",
    (given) => autoscalingGroupInitialLifecycleHookToTerraform(hookOf(given)) as object,
  );
  bootstrap.build(group, "hook", (inner, given) => {
    new AutoscalingLifecycleHook(inner, "Resource", { ...hookOf(given), autoscalingGroupName: group.name });
  });
}

function hookOf({ timeoutSeconds }: BootstrapInput) {
  return {
    name: LAUNCH_HOOK,
    lifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
    defaultResult: "ABANDON",
    heartbeatTimeout: timeoutSeconds,
  };
}
