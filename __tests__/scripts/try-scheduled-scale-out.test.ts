import { GroupState, ScheduledAction } from "../../harness/emulator-types";
import { Scene } from "../../scripts/try/scenario";
import { scheduledScaleOut } from "../../scripts/try/scheduled-scale-out";

const [open, close, byHand] = scheduledScaleOut.breaks;

const action = (name: string, start: string, min: number): ScheduledAction => ({
  ...{ group: "web-1", name, start, min, end: null, desired: null, max: null },
  ...{ recurrence: "0 8 * * MON-FRI", timeZone: "Europe/Berlin" },
});

/** A group with this floor, all of whose instances are healthy but `ailing` of them. */
function sceneOf(min: number, desired: number, ailing = 0): Scene {
  const ids = Array.from({ length: desired }, (_, index) => `i-${index}`);
  const instances = ids.map((id) => ({
    id,
    zone: "us-east-1a",
    lifecycleState: "InService",
    templateVersion: "1",
  }));
  const group: GroupState = { min, desired, max: 12, instances };
  const targets = ids.map((id, index) => ({
    ...{ id, zone: "us-east-1a", reason: null },
    health: index < ailing ? "unhealthy" : "healthy",
  }));
  return {
    state: {
      ...{ now: "2026-01-05T00:00:00+00:00", region: "us-east-1", zonesDown: [], alarms: {} },
      ...{ databases: {}, queues: {}, weightedNames: {} },
      groups: { "web-1": group },
      targetGroups: { "web-2": targets },
      addresses: [],
      executions: [],
      scheduledActions: [
        action("web-office-close-1", "2026-01-05T17:00:00+00:00", 2),
        action("web-office-open-2", "2026-01-05T07:00:00+00:00", 6),
        { ...action("web-office-open-3", "2026-01-05T06:00:00+00:00", 6), group: "other" },
      ],
    },
    outputs: { auto_scaling_group_name: "web-1" },
  };
}

test("shows the floor, and what comes next first", () => {
  expect(scheduledScaleOut.show(sceneOf(2, 3, 1))).toEqual([
    "2026-01-05T00:00:00+00:00: floor 2, maximum 12; 2 of 3 instances healthy.",
    "NEXT TIME                  SCHEDULED ACTION             RECURRENCE",
    "2026-01-05T07:00:00+00:00  web-office-open-2   floor 6  0 8 * * MON-FRI Europe/Berlin",
    "2026-01-05T17:00:00+00:00  web-office-close-1  floor 2  0 8 * * MON-FRI Europe/Berlin",
  ]);
});

test("is steady with all instances healthy and the floor kept", () => {
  expect(scheduledScaleOut.steady(sceneOf(2, 3))).toBe(true);
  expect(scheduledScaleOut.steady(sceneOf(2, 3, 1))).toBe("2 healthy instances, 3 wanted, floor 2.");
  expect(scheduledScaleOut.steady(sceneOf(6, 3))).toBe("3 healthy instances, 3 wanted, floor 6.");
});

test("a window has opened when the floor is its own, and closed when it is the baseline", () => {
  const scene = sceneOf(2, 2);
  const [opens] = open!.choices(scene);
  expect(opens).toBe("web-office-open-2 at 2026-01-05T07:00:00+00:00");
  expect(open!.recovered(scene, opens!)).toBe("The floor is 2, not 6.");
  expect(open!.recovered(sceneOf(6, 6), opens!)).toBe(true);
  expect(close!.choices(scene)).toEqual(["web-office-close-1 at 2026-01-05T17:00:00+00:00"]);
  expect(close!.recovered(scene, "web-office-close-1 at 2026-01-05T17:00:00+00:00")).toBe(true);
});

test("the clock runs to just after the edge", async () => {
  const set: Date[] = [];
  const emulator = { setClock: (now: Date) => Promise.resolve(set.push(now)) } as never;
  await open!.run(emulator, "web-office-open-2 at 2026-01-05T07:00:00+00:00");
  expect(set).toEqual([new Date("2026-01-05T07:01:00Z")]);
});

test("by hand the floor goes no higher than the maximum", () => {
  expect(byHand!.choices(sceneOf(2, 2))).toEqual(["4", "3"]);
  expect(byHand!.choices(sceneOf(11, 11))).toEqual(["12"]);
  expect(byHand!.recovered(sceneOf(4, 4), "4")).toBe(true);
  expect(byHand!.recovered(sceneOf(2, 2), "4")).toBe("The floor is 2, not 4.");
});
