import { GroupState, TargetState } from "../../harness/emulator-types";
import { columns, count } from "../terminal/columns";
import { scalingActivities } from "./activities";
import { Break, Scenario, Scene } from "./scenario";

/** The zones, instances and targets of the tier. */
interface Tier {
  readonly zones: string[];
  readonly zonesDown: string[];
  readonly group: GroupState;
  readonly targets: TargetState[];
  /** Instances that have to be left when a zone is lost. */
  readonly needed: number;
}

function tierOf({ state, outputs }: Scene): Tier {
  const group = state.groups[String(outputs.auto_scaling_group_name)];
  if (group === undefined) throw new Error("The Auto Scaling group is gone.");
  return {
    zones: outputs.zones as string[],
    zonesDown: state.zonesDown,
    group,
    targets: Object.values(state.targetGroups).flat(),
    needed: Number(outputs.capacity_after_zone_loss),
  };
}

const healthy = ({ targets }: Tier) => targets.filter(({ health }) => health === "healthy");

/** A line for each instance, below its zone. */
function show(scene: Scene): string[] {
  const tier = tierOf(scene);
  const rows = tier.zones.flatMap((zone) => zoneRows(zone, tier));
  const { min, max, instances } = tier.group;
  return [
    ...columns([["ZONE", "", "INSTANCE", "GROUP SAYS", "LOAD BALANCER SAYS"], ...rows]),
    `${healthy(tier).length} of ${count(instances.length, "instance")} healthy; the load needs ${tier.needed}, the group keeps ${min} to ${max}.`,
  ];
}

function zoneRows(zone: string, { group, targets, zonesDown }: Tier): string[][] {
  const status = zonesDown.includes(zone) ? "LOST" : "up";
  const members = group.instances.filter((instance) => instance.zone === zone);
  if (members.length === 0) return [[zone, status, "none", "", ""]];
  return members.map(({ id, lifecycleState }, index) => {
    const target = targets.find((one) => one.id === id);
    const health =
      target === undefined ? "not registered" : [target.health, target.reason ?? ""].join(" ").trim();
    return [...(index === 0 ? [zone, status] : ["", ""]), id, lifecycleState, health];
  });
}

/** With a zone down the group keeps trying there; what the load needs is left in the others. */
function enough(scene: Scene): true | string {
  const tier = tierOf(scene);
  const wanted = tier.zonesDown.length === 0 ? tier.group.desired : tier.needed;
  const have = healthy(tier).length;
  if (have >= wanted) return true;
  const beyond = tier.zonesDown.length > 1 ? " More than one zone at once is beyond this pattern." : "";
  return `${have} healthy instances, ${wanted} wanted.${beyond}`;
}

function even(scene: Scene): true | string {
  const { zones, group } = tierOf(scene);
  const sizes = zones.map((zone) => group.instances.filter((instance) => instance.zone === zone).length);
  return Math.max(...sizes) - Math.min(...sizes) <= 1 || `Unevenly spread: ${sizes.join(", ")}.`;
}

const loseZone: Break = {
  name: "Lose a zone",
  explain:
    "Every instance there is gone. The load balancer finds out after 3 failed checks (30 s) and sends everything to the other zones, which have the capacity for it already: no launch has to work for that. The group goes on trying in the lost zone instead of crowding the others.",
  choices: (scene) => tierOf(scene).zones.filter((zone) => !scene.state.zonesDown.includes(zone)),
  run: async (emulator, zone) => void (await emulator.zoneDown(zone)),
  recovered: (scene, zone) => {
    const astray = tierOf(scene).targets.filter(
      (target) => target.zone === zone && target.health === "healthy",
    );
    return astray.length === 0 ? enough(scene) : `${zone} is lost, but has healthy targets.`;
  },
};

const bringBack: Break = {
  name: "Bring the zone back",
  explain:
    "The group's next attempt succeeds. In AWS a new instance takes traffic after its boot and 2 good checks, a few minutes in all.",
  choices: (scene) => scene.state.zonesDown,
  run: async (emulator, zone) => void (await emulator.zoneUp(zone)),
  recovered: (scene) => {
    const full = enough(scene);
    return full === true && scene.state.zonesDown.length === 0 ? even(scene) : full;
  },
};

const stopApplication: Break = {
  name: "Stop the application on one instance",
  explain:
    "The instance runs, but no longer answers. After 3 failed checks (30 s) it gets no more requests, and the group replaces it: it believes the load balancer's checks, not only those of EC2.",
  choices: (scene) => healthy(tierOf(scene)).map(({ id }) => id),
  run: (emulator, instance) => emulator.killApplication(instance),
  recovered: (scene, instance) => {
    const isThere = tierOf(scene).group.instances.some(({ id }) => id === instance);
    return isThere ? `${instance} has not been replaced.` : enough(scene);
  },
};

/** The multi-AZ tier: instances in three zones behind a load balancer. */
export const multiAz: Scenario = {
  pattern: "multi-az",
  title: "Instances in three zones behind a load balancer; when a zone is lost, the others carry the load.",
  deployment: { seconds: 75, because: "60 s of it the AWS provider's own wait for a load balancer" },
  show,
  steady: enough,
  happenings: scalingActivities,
  breaks: [loseZone, bringBack, stopApplication],
};
