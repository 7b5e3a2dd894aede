import { awsQuery } from "../../harness/aws-request";
import { DatabaseState } from "../../harness/emulator-types";
import { answersTo } from "../../harness/weighted-names";
import { columns } from "../terminal/columns";
import { databaseEvents } from "./database-events";
import { Break, Scenario, Scene } from "./scenario";

/** An instance with its identifier. */
type Instance = DatabaseState & { readonly id: string };

/** The master, its replicas, and the names for reads. */
interface Database {
  readonly master: Instance;
  readonly replicas: Instance[];
  readonly readerEndpoint: string;
  /** Name for reads in each zone. */
  readonly namesByZone: Readonly<Record<string, string>>;
  /** Identifiers of the instances that a name leads to. */
  readonly behind: (name: string) => string[];
}

function databaseOf({ state, outputs }: Scene): Database {
  const instances = Object.entries(state.databases).map(([id, one]): Instance => ({ id, ...one }));
  const master = instances.find(({ id }) => id === outputs.identifier);
  if (master === undefined) throw new Error("The master is gone.");
  const idOf = (endpoint: string) => instances.find((one) => one.endpoint === endpoint)?.id ?? endpoint;
  return {
    master,
    replicas: instances.filter(({ source }) => source === master.id),
    readerEndpoint: String(outputs.reader_endpoint),
    namesByZone: outputs.reader_names_by_zone as Record<string, string>,
    behind: (name) => answersTo(name, state.weightedNames).map(idOf),
  };
}

/** A line for each instance, and one for each name. */
function show(scene: Scene): string[] {
  const { master, replicas, readerEndpoint, namesByZone, behind } = databaseOf(scene);
  const rows = [
    [master.id, "master", master.zone, `standby in ${master.standbyZone ?? "NO ZONE"}`],
    ...replicas.map(({ id, zone, reachable }) => [id, "replica", zone, reachable ? "" : "NOT REACHABLE"]),
  ];
  const names = [master.endpoint, readerEndpoint, ...Object.values(namesByZone)];
  return [
    ...columns([["INSTANCE", "", "ZONE", ""], ...rows]),
    "",
    ...columns([["NAME", "LEADS TO"], ...names.map((name) => [name, leadsTo(name, master, behind)])]),
  ];
}

function leadsTo(name: string, master: Instance, behind: Database["behind"]): string {
  const ids = behind(name);
  const standsIn = name !== master.endpoint && ids.includes(master.id);
  return ids.join(", ") + (standsIn ? " (no replica has reported that it keeps up)" : "");
}

function hasStandby(scene: Scene): true | string {
  const { master } = databaseOf(scene);
  return master.standbyZone !== null || `${master.id} has no standby.`;
}

/** Reads go to the replicas that live, to each of them, and to nothing else. */
function readsGoTo(scene: Scene): true | string {
  const { replicas, readerEndpoint, behind } = databaseOf(scene);
  const live = replicas.filter(({ reachable }) => reachable).map(({ id }) => id);
  const answers = behind(readerEndpoint);
  const isRight = answers.join() === live.sort().join();
  return (
    isRight || `${readerEndpoint} leads to ${answers.join(", ")}, but ${live.join(", ") || "none"} live.`
  );
}

const failOver: Break = {
  name: "Reboot the master with a failover",
  explain:
    "What maintenance does to it, and the loss of its host: the standby takes over, and the master's name leads to it. In AWS that takes 60 to 120 s typically, in which connections break; replicas go on.",
  choices: (scene) => [databaseOf(scene).master.zone],
  run: async (emulator, zone) => {
    const { databases } = await emulator.state();
    const [id] = Object.entries(databases).find(([, one]) => one.standbyZone !== null && one.zone === zone)!;
    const call = { Action: "RebootDBInstance", DBInstanceIdentifier: id, ForceFailover: "true" };
    await awsQuery(emulator, "rds", "2014-10-31", call);
  },
  recovered: (scene, zone) => {
    if (databaseOf(scene).master.zone === zone) return `The master is still in ${zone}.`;
    return hasStandby(scene);
  },
};

const loseReplica: Break = {
  name: "Lose a replica",
  explain:
    "It reports no lag any more. After two minutes the alarm on it goes off, its health check follows, and Route 53 leaves it out of every name; the name of its zone leads to the others.",
  choices: (scene) =>
    databaseOf(scene)
      .replicas.filter(({ reachable }) => reachable)
      .map(({ id }) => id),
  run: (emulator, replica) => emulator.impair(replica),
  recovered: readsGoTo,
};

const bringBack: Break = {
  name: "Bring the replica back",
  explain: "It reports its lag again, and the names take it in when it keeps up.",
  choices: (scene) =>
    databaseOf(scene)
      .replicas.filter(({ zone, reachable }) => !reachable && !scene.state.zonesDown.includes(zone))
      .map(({ id }) => id),
  run: (emulator, replica) => emulator.recover(replica),
  recovered: readsGoTo,
};

const loseZone: Break = {
  name: "Lose the master's zone",
  explain: "Both at once: the standby takes over, and the names leave the zone's replica out.",
  choices: (scene) => [databaseOf(scene).master.zone],
  run: async (emulator, zone) => void (await emulator.zoneDown(zone)),
  recovered: (scene, zone) => {
    if (databaseOf(scene).master.zone === zone) return `The master is still in ${zone}, which is lost.`;
    return readsGoTo(scene);
  },
};

const bringZoneBack: Break = {
  name: "Bring the zone back",
  explain: "The replica of the zone reports again. The master stays where it is: RDS does not move it back.",
  choices: (scene) => scene.state.zonesDown,
  run: async (emulator, zone) => void (await emulator.zoneUp(zone)),
  recovered: readsGoTo,
};

/** The HA database: a master with its standby, and replicas behind names. */
export const haDatabase: Scenario = {
  pattern: "ha-database",
  title: "A database with a standby that takes over, and replicas that reads find by name.",
  deployment: { seconds: 290, because: "most of it the AWS provider's own waits for instances" },
  show,
  steady: hasStandby,
  happenings: databaseEvents,
  breaks: [failOver, loseReplica, bringBack, loseZone, bringZoneBack],
};
