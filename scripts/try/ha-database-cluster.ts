import { awsQuery } from "../../harness/aws-request";
import { DatabaseState } from "../../harness/emulator-types";
import { columns } from "../terminal/columns";
import { databaseEvents } from "./database-events";
import { Break, Scenario, Scene } from "./scenario";

/** The members of the cluster, with their identifiers. */
function membersOf({ state, outputs }: Scene): (DatabaseState & { readonly id: string })[] {
  const all = Object.entries(state.databases).map(([id, one]) => ({ id, ...one }));
  return all.filter(({ cluster }) => cluster === outputs.identifier);
}

function writerOf(scene: Scene) {
  const writer = membersOf(scene).find((member) => member.writer);
  if (writer === undefined) throw new Error("The cluster has no writer.");
  return writer;
}

/** A line for each instance. */
function show(scene: Scene): string[] {
  const rows = membersOf(scene).map(({ id, writer, zone, reachable }) => [
    id,
    writer ? "writer" : "standby, readable",
    zone,
    reachable ? "" : "NOT REACHABLE",
  ]);
  return [
    ...columns([["INSTANCE", "", "ZONE", ""], ...rows]),
    "",
    `${String(scene.outputs.endpoint)} leads to ${writerOf(scene).id}`,
    `${String(scene.outputs.reader_endpoint)} leads to the others`,
  ];
}

function steady(scene: Scene): true | string {
  const live = membersOf(scene).filter(({ reachable }) => reachable);
  const zones = new Set(live.map(({ zone }) => zone));
  return zones.size === 3 || `${live.length} of 3 instances can be reached, in ${zones.size} zones.`;
}

const movedFrom = (scene: Scene, before: string) =>
  writerOf(scene).id !== before || `${before} is still the writer.`;

const failOver: Break = {
  name: "Fail over",
  explain:
    "A standby takes over under the cluster's name, and the old writer becomes one. In AWS that takes under 35 s typically.",
  choices: (scene) => [writerOf(scene).id],
  run: async (emulator, writer) => {
    const { databases } = await emulator.state();
    const cluster = databases[writer]!.cluster!;
    const call = { Action: "FailoverDBCluster", DBClusterIdentifier: cluster };
    await awsQuery(emulator, "rds", "2014-10-31", call);
  },
  recovered: movedFrom,
};

const loseZone: Break = {
  name: "Lose the writer's zone",
  explain: "A standby in another zone takes over. Two of three instances are left until the zone is back.",
  choices: (scene) => [writerOf(scene).id],
  run: async (emulator, writer) => {
    const { databases } = await emulator.state();
    await emulator.zoneDown(databases[writer]!.zone);
  },
  recovered: (scene, writer) => {
    const moved = movedFrom(scene, writer);
    return moved === true ? writerOf(scene).reachable || "The writer cannot be reached." : moved;
  },
};

const bringBack: Break = {
  name: "Bring the zone back",
  explain: "The instance there is a standby again. The writer stays where it is.",
  choices: (scene) => scene.state.zonesDown,
  run: async (emulator, zone) => void (await emulator.zoneUp(zone)),
  recovered: steady,
};

/** The HA database cluster: a writer and two standbys that can be read. */
export const haDatabaseCluster: Scenario = {
  pattern: "ha-database-cluster",
  title: "A database with two standbys that can be read, one of which takes over.",
  deployment: { seconds: 50, because: "most of it the AWS provider's own wait for a cluster" },
  show,
  steady,
  happenings: databaseEvents,
  breaks: [failOver, loseZone, bringBack],
};
