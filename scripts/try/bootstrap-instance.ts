import { awsQuery } from "../../harness/aws-request";
import { Emulator } from "../../harness/emulator";
import { GroupState } from "../../harness/emulator-types";
import { columns, count } from "../terminal/columns";
import { scalingActivities } from "./activities";
import { Break, Scenario, Scene } from "./scenario";

function groupOf({ state, outputs }: Scene): GroupState {
  const group = state.groups[String(outputs.auto_scaling_group_name)];
  if (group === undefined) throw new Error("The Auto Scaling group is gone.");
  return group;
}

const inState = (scene: Scene, state: string) =>
  groupOf(scene)
    .instances.filter(({ lifecycleState }) => lifecycleState === state)
    .map(({ id }) => id);

const serving = (scene: Scene) => inState(scene, "InService");
const heldBack = (scene: Scene) => inState(scene, "Pending:Wait");

function show(scene: Scene): string[] {
  const { instances, desired } = groupOf(scene);
  const rows = instances.map(({ id, zone, lifecycleState }) => [id, zone, lifecycleState]);
  return [
    ...columns([["INSTANCE", "ZONE", "GROUP SAYS"], ...rows]),
    `${count(serving(scene).length, "instance")} in service, ${desired} wanted.`,
  ];
}

function steady(scene: Scene): true | string {
  const missing = groupOf(scene).desired - serving(scene).length;
  return missing === 0 || `${count(missing, "instance")} missing.`;
}

const terminate = (emulator: Emulator, instance: string) =>
  awsQuery(emulator, "ec2", "2016-11-15", { Action: "TerminateInstances", "InstanceId.1": instance });

const loseInstance: Break = {
  name: "Lose the instance",
  explain:
    "Another one is launched, in any of the zones. In AWS the health check finds out within minutes, and the new one serves when its bootstrap has installed everything again: here somebody answers for it at once.",
  choices: serving,
  run: async (emulator, instance) => void (await terminate(emulator, instance)),
  recovered: (scene, lost) => (serving(scene).includes(lost) ? `${lost} is still there.` : steady(scene)),
};

/** The instance that was held back first, to see another one in its place. */
let firstHeldBack: string | undefined;

const breakBootstrap: Break = {
  name: "Break the bootstrap, and lose the instance",
  explain:
    "The new instance's bootstrap hangs and never answers. It is held back, serves nothing, and is given up after timeoutSeconds; then the next one is tried. `terraform apply` would fail now.",
  choices: serving,
  run: async (emulator, instance) => {
    firstHeldBack = undefined;
    await emulator.answerHooks({ launching: false });
    await terminate(emulator, instance);
  },
  recovered: (scene) => {
    const [held] = heldBack(scene);
    firstHeldBack ??= held;
    if (serving(scene).length > 0) return "An instance serves whose bootstrap did not succeed.";
    return held !== firstHeldBack || `${held} has not been given up.`;
  },
};

const mendBootstrap: Break = {
  name: "Mend the bootstrap",
  explain: "The instance that is held back now says CONTINUE, and serves.",
  choices: heldBack,
  run: (emulator) => emulator.answerHooks({ launching: true }),
  recovered: steady,
};

/** One instance that sets itself up. Nothing boots in the emulator, so that a stand-in answers for the bootstrap. */
export const bootstrapInstance: Scenario = {
  pattern: "bootstrap-instance",
  title: "An instance that sets itself up at boot, and serves only when that went well.",
  deployment: { seconds: 30, because: "most of it the AWS provider's start and waits" },
  prepare: (emulator) => emulator.answerHooks({ launching: true }),
  show,
  steady,
  happenings: scalingActivities,
  breaks: [loseInstance, breakBootstrap, mendBootstrap],
};
