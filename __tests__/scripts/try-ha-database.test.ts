import { DatabaseState, EmulatorState } from "../../harness/emulator-types";
import { answersTo } from "../../harness/weighted-names";
import { parseEvents } from "../../scripts/try/database-events";
import { haDatabase } from "../../scripts/try/ha-database";
import { haDatabaseCluster } from "../../scripts/try/ha-database-cluster";
import { Scene } from "../../scripts/try/scenario";
import { sceneOf } from "./stand-in";

const zoneOf = (letter: string) => `us-east-1${letter}`;

/** An instance of RDS; what it is not told is as for a plain one that can be reached. */
const instance = (id: string, letter: string, differs: Partial<DatabaseState> = {}): DatabaseState => ({
  endpoint: `${id}.rds`,
  version: "16.8",
  zone: zoneOf(letter),
  standbyZone: null,
  source: null,
  cluster: null,
  writer: false,
  reachable: true,
  ...differs,
});

function scene(state: Partial<EmulatorState>, outputs: Scene["outputs"]): Scene {
  return { state: { ...sceneOf([]).state, ...state }, outputs };
}

describe("the HA database", () => {
  const [failOver, loseReplica, bringBack, loseZone] = haDatabase.breaks;

  /** A master in a zone, and replicas in a and b; a dead one, and one that the names leave out. */
  function database(
    how: { master?: string; dead?: string; unhealthy?: string; zonesDown?: string[] } = {},
  ): Scene {
    const { master = "a", dead = "", unhealthy = dead, zonesDown = [] } = how;
    const replicas = ["a", "b"].map((letter) => {
      const name = `db-${letter}`;
      return [name, instance(name, letter, { source: "db", reachable: letter !== dead })] as const;
    });
    const records = ["a", "b"].map((letter) => ({
      id: letter,
      weight: 10,
      target: `db-${letter}.rds`,
      healthy: letter !== unhealthy && unhealthy !== "all",
    }));
    const fallback = { id: "master", weight: 0, target: "db.rds", healthy: true };
    return scene(
      {
        zonesDown,
        databases: {
          db: instance("db", master, { standbyZone: zoneOf(master === "a" ? "b" : "a") }),
          ...Object.fromEntries(replicas),
        },
        weightedNames: { reader: [...records, fallback] },
      },
      { identifier: "db", reader_endpoint: "reader", reader_names_by_zone: { [zoneOf("a")]: "reader" } },
    );
  }

  test("shows each instance, and where each name leads", () => {
    expect(haDatabase.show(database({ dead: "b" }))).toEqual([
      "INSTANCE           ZONE",
      "db        master   us-east-1a  standby in us-east-1b",
      "db-a      replica  us-east-1a",
      "db-b      replica  us-east-1b  NOT REACHABLE",
      "",
      "NAME    LEADS TO",
      "db.rds  db",
      "reader  db-a",
      "reader  db-a",
    ]);
    expect(haDatabase.show(database({ unhealthy: "all" })).at(-1)).toBe(
      "reader  db (no replica has reported that it keeps up)",
    );
  });

  test("is steady with a standby", () => {
    expect(haDatabase.steady(database())).toBe(true);
    const alone = database();
    alone.state.databases["db"]!.standbyZone = null;
    expect(haDatabase.steady(alone)).toBe("db has no standby.");
  });

  test("has failed over when the master is in another zone", () => {
    expect(failOver!.choices(database())).toEqual([zoneOf("a")]);
    expect(failOver!.recovered(database(), zoneOf("a"))).toBe("The master is still in us-east-1a.");
    expect(failOver!.recovered(database({ master: "b" }), zoneOf("a"))).toBe(true);
  });

  test("has got over the loss of a replica when no name leads there, and all others are asked", () => {
    expect(loseReplica!.choices(database())).toEqual(["db-a", "db-b"]);
    expect(loseReplica!.recovered(database({ dead: "b" }), "db-b")).toBe(true);
    expect(loseReplica!.recovered(database({ dead: "b", unhealthy: "" }), "db-b")).toBe(
      "reader leads to db-a, db-b, but db-a live.",
    );
    expect(loseReplica!.recovered(database({ dead: "b", unhealthy: "all" }), "db-b")).toBe(
      "reader leads to db, but db-a live.",
    );
  });

  test("a replica in a lost zone comes back with its zone only", () => {
    expect(bringBack!.choices(database({ dead: "b" }))).toEqual(["db-b"]);
    expect(bringBack!.choices(database({ dead: "b", zonesDown: [zoneOf("b")] }))).toEqual([]);
  });

  test("has survived the loss of the master's zone when both have moved", () => {
    const lost = { zonesDown: [zoneOf("a")], dead: "a" };
    expect(loseZone!.recovered(database(lost), zoneOf("a"))).toBe(
      "The master is still in us-east-1a, which is lost.",
    );
    expect(loseZone!.recovered(database({ ...lost, master: "b" }), zoneOf("a"))).toBe(true);
  });
});

describe("the HA database cluster", () => {
  const [failOver, loseZone] = haDatabaseCluster.breaks;

  const cluster = (writer: string, dead = "") =>
    scene(
      {
        databases: Object.fromEntries(
          ["a", "b", "c"].map((letter) => [
            `db-${letter}`,
            instance(`db-${letter}`, letter, {
              cluster: "db",
              writer: letter === writer,
              reachable: letter !== dead,
            }),
          ]),
        ),
      },
      { identifier: "db", endpoint: "db.rds", reader_endpoint: "db-ro.rds" },
    );

  test("shows the writer and who can be read", () => {
    expect(haDatabaseCluster.show(cluster("b", "a"))).toEqual([
      "INSTANCE                     ZONE",
      "db-a      standby, readable  us-east-1a  NOT REACHABLE",
      "db-b      writer             us-east-1b",
      "db-c      standby, readable  us-east-1c",
      "",
      "db.rds leads to db-b",
      "db-ro.rds leads to the others",
    ]);
  });

  test("is steady with three instances that can be reached", () => {
    expect(haDatabaseCluster.steady(cluster("a"))).toBe(true);
    expect(haDatabaseCluster.steady(cluster("a", "c"))).toBe("2 of 3 instances can be reached, in 2 zones.");
  });

  test("has failed over when another one writes", () => {
    expect(failOver!.recovered(cluster("a"), "db-a")).toBe("db-a is still the writer.");
    expect(failOver!.recovered(cluster("b"), "db-a")).toBe(true);
    expect(loseZone!.recovered(cluster("b", "b"), "db-a")).toBe("The writer cannot be reached.");
  });
});

test("events are read in their order", () => {
  const event = (id: string, message: string) =>
    `<Event><SourceIdentifier>${id}</SourceIdentifier>\n<Message>${message}</Message></Event>`;
  expect(parseEvents(`<Events>${event("db", "One.")}${event("db-a", "Two.")}</Events>`)).toEqual([
    "db: One.",
    "db-a: Two.",
  ]);
});

describe("what Route 53 may answer", () => {
  const record = (target: string, weight: number, healthy: boolean) => ({
    id: target,
    weight,
    target,
    healthy,
  });

  test.each([
    ["healthy ones of a weight", [record("a", 1, true), record("b", 1, false), record("m", 0, true)], ["a"]],
    ["of weight 0 when no other is healthy", [record("a", 1, false), record("m", 0, true)], ["m"]],
    ["all of a weight when nothing is healthy", [record("a", 1, false), record("m", 0, false)], ["a"]],
    ["all alike when all are of weight 0", [record("a", 0, true), record("m", 0, true)], ["a", "m"]],
  ])("%s", (_, records, answers) => expect(answersTo("name", { name: records })).toEqual(answers));

  test("follows a name to the next one", () => {
    const names = { own: [record("reader", 0, true)], reader: [record("b", 1, true), record("a", 1, true)] };
    expect(answersTo("own", names)).toEqual(["a", "b"]);
    expect(answersTo("else", names)).toEqual(["else"]);
  });
});
