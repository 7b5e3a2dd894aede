import { awsQuery } from "../../harness/aws-request";
import { Emulator } from "../../harness/emulator";
import { GroupState, ScheduledAction } from "../../harness/emulator-types";
import { columns, count } from "../terminal/columns";
import { scalingActivities } from "./activities";
import { Break, Scenario, Scene } from "./scenario";

const MINUTE = 60_000;

/** The group, its targets and what will be done to it. */
interface Tier {
  readonly group: GroupState;
  readonly groupName: string;
  readonly healthy: number;
  /** Those that fire next first. */
  readonly actions: ScheduledAction[];
}

function tierOf({ state, outputs }: Scene): Tier {
  const groupName = String(outputs.auto_scaling_group_name);
  const group = state.groups[groupName];
  if (group === undefined) throw new Error("The Auto Scaling group is gone.");
  const targets = Object.values(state.targetGroups).flat();
  const startOf = ({ start }: ScheduledAction) => Date.parse(start ?? "");
  return {
    group,
    groupName,
    healthy: targets.filter(({ health }) => health === "healthy").length,
    actions: state.scheduledActions
      .filter((action) => action.group === groupName)
      .sort((a, b) => startOf(a) - startOf(b)),
  };
}

/** The size of the group, and what the schedule will do to it. */
function show(scene: Scene): string[] {
  const { group, healthy, actions } = tierOf(scene);
  const rows = actions.map(({ name, start, min, recurrence, timeZone }) => [
    start ?? "",
    name,
    `floor ${min}`,
    [recurrence, timeZone].join(" "),
  ]);
  return [
    `${scene.state.now}: floor ${group.min}, maximum ${group.max}; ${healthy} of ${count(group.instances.length, "instance")} healthy.`,
    ...columns([["NEXT TIME", "SCHEDULED ACTION", "", "RECURRENCE"], ...rows]),
  ];
}

function steady(scene: Scene): true | string {
  const { group, healthy } = tierOf(scene);
  const isThere = healthy === group.desired && group.desired >= group.min;
  return isThere || `${healthy} healthy instances, ${group.desired} wanted, floor ${group.min}.`;
}

/** Lets the clock run to the next time of an action. */
function edge(name: string, part: "open" | "close", explain: string): Break {
  const of = (scene: Scene) => tierOf(scene).actions.filter((action) => action.name.includes(`-${part}-`));
  return {
    name,
    explain,
    choices: (scene) => of(scene).map((action) => `${action.name} at ${action.start}`),
    run: async (emulator, choice) => {
      const start = choice.split(" at ")[1]!;
      await emulator.setClock(new Date(Date.parse(start) + MINUTE));
    },
    recovered: (scene, choice) => {
      const { group } = tierOf(scene);
      const action = of(scene).find((one) => choice.startsWith(one.name));
      return action?.min === group.min ? steady(scene) : `The floor is ${group.min}, not ${action?.min}.`;
    },
  };
}

const byHand: Break = {
  name: "Set the floor by hand",
  explain:
    "As somebody does in the console when the load comes early. The group follows at once; the next edge of the schedule sets the floor as it is written, and Terraform never moves it.",
  choices: (scene) => {
    const { group } = tierOf(scene);
    return [group.min + 2, group.min + 1].filter((size) => size <= group.max).map(String);
  },
  run: setFloor,
  recovered: (scene, choice) => {
    const { group } = tierOf(scene);
    return group.min === Number(choice) ? steady(scene) : `The floor is ${group.min}, not ${choice}.`;
  },
};

async function setFloor(emulator: Emulator, size: string): Promise<void> {
  const [name] = Object.keys((await emulator.state()).groups);
  await awsQuery(emulator, "autoscaling", "2011-01-01", {
    Action: "UpdateAutoScalingGroup",
    AutoScalingGroupName: name!,
    MinSize: size,
  });
}

/** The tier that is larger in office hours. */
export const scheduledScaleOut: Scenario = {
  pattern: "scheduled-scale-out",
  title: "Instances behind a load balancer; office hours raise the floor, and their end takes it back.",
  deployment: { seconds: 75, because: "60 s of it the AWS provider's own wait for a load balancer" },
  show,
  steady,
  happenings: scalingActivities,
  breaks: [
    edge(
      "Let a window open",
      "open",
      "The clock runs to the start of the window. The scheduled action raises the minimum of the group; the desired capacity follows it, and instances are launched. In AWS an action runs within seconds, at times up to two minutes late.",
    ),
    edge(
      "Let a window close",
      "close",
      "The clock runs to the end of the window. The minimum is the baseline again, and as no policy follows the load here, the desired capacity is, too: targets drain, and their instances end.",
    ),
    byHand,
  ],
};
