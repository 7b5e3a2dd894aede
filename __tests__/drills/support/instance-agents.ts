import { setTimeout as pause } from "node:timers/promises";
import { awsQuery } from "../../../harness/aws-request";
import { Emulator } from "../../../harness/emulator";

/** The instances that a launch hook holds back now. */
export async function heldBack(emulator: Emulator): Promise<string[]> {
  const { groups } = await emulator.state();
  const instances = Object.values(groups).flatMap((group) => group.instances);
  return instances.filter(({ lifecycleState }) => lifecycleState === "Pending:Wait").map(({ id }) => id);
}

/** Seconds in which a launch has to be seen; Terraform's start and what it makes before the group are in it. */
const LIMIT_SECONDS = 180;

/**
 * The first instance that a launch hook holds back, as soon as there is one.
 *
 * @param during What is under way meanwhile, an apply: its failure is the reason why there is none.
 */
export async function nextHeldBack(
  emulator: Emulator,
  { except = [], during }: { except?: readonly string[]; during?: Promise<unknown> } = {},
): Promise<string> {
  let failure: Error | undefined;
  during?.catch((error: Error) => (failure = error));
  for (let tries = 0; tries < LIMIT_SECONDS * 2; tries++) {
    const [instance] = (await heldBack(emulator)).filter((id) => !except.includes(id));
    if (instance !== undefined) return instance;
    if (failure !== undefined) throw failure;
    await pause(500);
  }
  throw new Error(`No instance was held back within ${LIMIT_SECONDS} s.`);
}

/** Answers an instance's hook as its bootstrap would. */
export async function answer(
  emulator: Emulator,
  instance: string,
  result: "CONTINUE" | "ABANDON",
): Promise<void> {
  const { groups } = await emulator.state();
  const [group] = Object.entries(groups).find(([, { instances }]) =>
    instances.some(({ id }) => id === instance),
  )!;
  await awsQuery(emulator, "autoscaling", "2011-01-01", {
    Action: "CompleteLifecycleAction",
    AutoScalingGroupName: group,
    LifecycleHookName: "bootstrap",
    InstanceId: instance,
    LifecycleActionResult: result,
  });
}
