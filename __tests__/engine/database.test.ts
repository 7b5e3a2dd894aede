import * as engine from "../../modules/database/engine";
import * as windows from "../../modules/database/windows";
import { encode, hcl, rawHcl } from "../../modules/definition/expression";
import { evaluate } from "./evaluate";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const ZONES = ["a", "b", "c", "d", "e", "f"].map((letter) => `us-east-1${letter}`);
const WEEK = 7 * 24 * 60;

/** A text that only Terraform knows, so that what is computed of it becomes an expression. */
const known = (code: string) => encode("string", rawHcl(code)) as string;

const time = (minute: number) =>
  [Math.floor(minute / 60) % 24, minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
const moment = (minute: number) => `${DAYS[Math.floor(minute / 1440) % 7]}:${time(minute)}`;
const windowFrom = (start: number, minutes: number) =>
  `${moment(start % WEEK)}-${moment((start + minutes) % WEEK)}`;

describe("the replicas' maintenance windows, as Terraform computes them, for every minute of the week", () => {
  const starts = Array.from({ length: WEEK }, (_, start) => start);
  /** A day less the shortest backup: what goes well with the longest window there can be goes well with any. */
  const minutes = 1410;
  /** By the master's start: the window of each zone's replica. */
  let derived: string[][];

  beforeAll(async () => {
    const masters = starts.map((start) => windowFrom(start, minutes));
    const all = hcl`[for master in var.masters : values(${windows.replicaWindows(known("master"), ZONES)})]`;
    const variables = { masters: { type: "list(string)", value: masters } };
    [derived] = (await evaluate([all], variables)) as [string[][]];
  });

  const startOf = (window: string) => windows.minuteOfWeek(window, 0);

  test("there is one for each zone, as long as the master's", () => {
    const wrong = starts.filter((start) => {
      const all = derived[start]!;
      return all.length !== 6 || all.some((window) => windows.maintenanceMinutes(window) !== minutes);
    });
    expect([wrong, derived.length]).toEqual([[], WEEK]);
  });

  test("all come in the week before the master's, and none of them overlaps another one or the master's", () => {
    const wrong = starts.filter((start) => {
      const ahead = derived[start]!.map((window) => (start - startOf(window) + WEEK) % WEEK);
      const inOrder = [0, ...ahead, WEEK].sort((a, b) => a - b);
      return inOrder.slice(1).some((end, at) => end - inOrder[at]! < minutes);
    });
    expect(wrong).toEqual([]);
  });

  test("none touches a backup that the master's does not touch", () => {
    const wrong = starts.filter((start) => {
      const at = (start + minutes) % WEEK;
      const backup = `${time(at)}-${time(at + 30)}`;
      const all = [windowFrom(start, minutes), ...derived[start]!];
      return all.some(
        (window) =>
          windows.minutesToBackup(window, backup) < minutes ||
          windows.minutesToMaintenance(window, backup) < 30,
      );
    });
    expect(wrong).toEqual([]);
  });
});

test("windows are the same minutes in Terraform as at synth", async () => {
  const maintenance = [
    "mon:00:00-mon:00:30",
    "sun:23:45-mon:00:45",
    "wed:09:08-thu:09:07",
    "thu:10:00-fri:10:00",
  ];
  const backups = ["00:00-00:30", "23:30-00:30", "08:09-09:10"];
  const cases = maintenance.flatMap((window) => backups.map((backup) => [window, backup] as const));
  const [window, backup] = [known("case[0]"), known("case[1]")];
  const minutes = (one: string, other: string) => [
    windows.minuteOfWeek(one, 0),
    windows.maintenanceMinutes(one),
    windows.backupMinutes(other),
    windows.minutesToBackup(one, other),
    windows.minutesToMaintenance(one, other),
  ];
  const all = hcl`[for case in ${cases} : ${minutes(window, backup)}]`;
  expect(await evaluate([all])).toEqual([cases.map(([one, other]) => minutes(one, other))]);
});

test("what is no window is none in both", async () => {
  const texts = [
    "sun:04:00-sun:05:00",
    "sun:4:00-sun:05:00",
    "sun:24:00-sun:05:00",
    "02:00-03:00",
    "2-3",
    "",
  ];
  const both = (text: string) => [windows.isMaintenanceWindow(text), windows.isBackupWindow(text)];
  const all = hcl`[for text in ${texts} : ${both(known("text"))}]`;
  expect(await evaluate([all])).toEqual([texts.map(both)]);
});

test("versions are read in Terraform as at synth", async () => {
  const cases = ["postgres", "mysql", "mariadb"].flatMap((name) =>
    ["16", "16.9", "8.4", "8.4.5", "10.11.11", "16.10"].map((version) => [name, version] as const),
  );
  const read = (name: string, version: string) => [
    engine.majorVersion(name, version),
    engine.minorParts(name, version),
    engine.versionRank(version, 0),
    engine.versionRank(version, 9999),
    engine.usualPort(name),
    engine.tlsParameter(name).name,
    engine.tlsParameter(name).value,
    engine.knownLogs(name),
  ];
  const ofEach = hcl`[for case in ${cases} : jsonencode(${read(known("case[0]"), known("case[1]"))})]`;
  const [found] = (await evaluate([ofEach])) as [string[]];
  expect(found.map((one) => JSON.parse(one) as unknown)).toEqual(
    cases.map(([name, version]) => read(name, version)),
  );
});

test("versions are ordered by their numbers, not by their letters", () => {
  const ordered = ["8.0.41", "8.4", "8.4.4", "8.4.10", "10.11", "16", "16.9", "16.10"];
  const ranks = ordered.map((version) => engine.versionRank(version, 0));
  expect([...ranks].sort((a, b) => a - b)).toEqual(ranks);
});
