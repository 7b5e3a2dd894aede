import { conflictsOf } from "../../modules/schedule/conflicts";
import { simulate } from "../../modules/schedule/simulate";

const utc = (text: string) => new Date(`${text}:00Z`);
const office = { from: "0 8 * * MON-FRI", to: "0 18 * * MON-FRI", timeZone: "Europe/Berlin", min: 6 };
const capacity = { min: 2 };
const now = utc("2026-11-25T12:00");

/** When the floor is set, and to what. */
const stepsOf = (schedule: Parameters<typeof simulate>[0], from: string, until: string) =>
  simulate(schedule, { from: utc(from), until: utc(until) }).steps.map(
    ({ at, floor }) => `${at.toISOString().slice(0, 16)} ${floor}`,
  );

describe("the floor", () => {
  test("is that of the window from its start to its end, on the wall clock of its zone", () => {
    const week = simulate(
      { capacity, windows: { office } },
      { from: utc("2026-03-27T00:00"), until: utc("2026-03-31T00:00") },
    );
    const floors = ["2026-03-27T06:59", "2026-03-27T07:00", "2026-03-27T16:59", "2026-03-27T17:00"];
    expect(floors.map((at) => week.floorAt(utc(at)))).toEqual([2, 6, 6, 2]);
    // Clocks have gone forward over the weekend.
    expect(["2026-03-30T05:59", "2026-03-30T06:00"].map((at) => week.floorAt(utc(at)))).toEqual([2, 6]);
    expect(week.highest).toBe(6);
    expect(() => week.floorAt(utc("2026-03-31T00:00"))).toThrow(RangeError);
  });

  test("is known at every minute, and between two edges it is the same", () => {
    const [from, until] = [utc("2026-10-24T00:00"), utc("2026-10-27T00:00")];
    const timeline = simulate({ capacity, windows: { office } }, { from, until });
    const minutes = Array.from(
      { length: 3 * 24 * 60 },
      (_, minute) => new Date(from.getTime() + minute * 60_000),
    );
    const raised = minutes.filter((minute) => timeline.floorAt(minute) === 6);
    // Only Monday the 26th is a working day; 08:00 is 07:00 in UTC again.
    expect(raised).toHaveLength(600);
    expect(raised[0]).toEqual(utc("2026-10-26T07:00"));
  });

  test("begins as the last edge before has left it, also one of long ago", () => {
    expect(stepsOf({ capacity, windows: { office } }, "2026-03-27T10:00", "2026-03-27T12:00")).toEqual([
      "2026-03-27T10:00 6",
    ]);
    const leap = { from: "0 0 29 2 *", to: "0 0 1 1 *", min: 9 };
    expect(stepsOf({ capacity, windows: { leap } }, "2024-12-01T00:00", "2024-12-02T00:00")).toEqual([
      "2024-12-01T00:00 9",
    ]);
    expect(stepsOf({ capacity, windows: { leap } }, "2027-12-01T00:00", "2027-12-02T00:00")).toEqual([
      "2027-12-01T00:00 2",
    ]);
    const once = { at: "2020-01-01T00:00:00Z", until: "2040-01-01T00:00:00Z", min: 7 };
    expect(stepsOf({ capacity, windows: { once } }, "2030-01-01T00:00", "2030-01-02T00:00")).toEqual([
      "2030-01-01T00:00 7",
    ]);
  });

  test("follows single actions, but those that only set the desired capacity", () => {
    const actions = { up: { recurrence: "0 3 * * *", min: 4 }, many: { recurrence: "0 4 * * *" } };
    expect(stepsOf({ capacity, actions }, "2026-01-01T02:00", "2026-01-02T02:00")).toEqual([
      "2026-01-01T02:00 4",
      "2026-01-01T03:00 4",
    ]);
  });

  test("is the baseline where nothing ever sets it", () => {
    expect(stepsOf({ capacity }, "2026-01-01T02:00", "2026-01-02T02:00")).toEqual(["2026-01-01T02:00 2"]);
  });
});

describe("where clocks change", () => {
  const firing = (recurrence: string, timeZone: string, from: string, until: string) =>
    stepsOf({ capacity, actions: { a: { recurrence, timeZone, min: 1 } } }, from, until)
      .slice(1)
      .map((step) => step.slice(5, 16));

  test("a time that is skipped comes as much later as clocks are put forward", () => {
    expect(firing("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00", "2026-03-30T12:00")).toEqual([
      "03-29T01:30", // 03:30
      "03-30T00:30", // 02:30
    ]);
    expect(firing("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T00:00", "2026-10-04T23:59")).toEqual([
      "10-03T15:45", // 02:45, since half an hour is skipped
      "10-04T15:15",
    ]);
  });

  test("a time that comes twice is taken the first time", () => {
    expect(firing("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00", "2026-10-26T12:00")).toEqual([
      "10-25T00:30",
      "10-26T01:30",
    ]);
  });

  test("every hour is every hour that there is", () => {
    expect(firing("30 * * * *", "Europe/Berlin", "2026-10-24T23:00", "2026-10-25T03:00")).toHaveLength(4);
    expect(firing("30 * * * *", "Europe/Berlin", "2026-03-29T00:00", "2026-03-29T03:00")).toHaveLength(3);
  });

  test("midnight may be skipped, too", () => {
    expect(firing("0 0 * * *", "America/Havana", "2026-03-07T12:00", "2026-03-09T12:00")).toEqual([
      "03-08T05:00",
      "03-09T04:00",
    ]);
  });
});

describe("conflicts", () => {
  const found = (windows: Parameters<typeof conflictsOf>[0]["windows"], actions = {}) =>
    conflictsOf({ capacity, windows, actions }, now);

  test("none of windows that follow one another, and none of a lower one that lies in a gap", () => {
    const evening = { ...office, from: "5 18 * * MON-FRI", to: "0 22 * * MON-FRI", min: 4 };
    const night = { ...office, from: "30 22 * * *", to: "30 7 * * *", min: 0 };
    expect(found({ office, evening, night })).toEqual({ sameMinute: [], lowered: [] });
  });

  test("a window of a smaller floor may reach into a larger one's end", () => {
    // Its start lies before, and the end of the larger one sets the baseline, which is not under it.
    const night = { ...office, from: "0 7 * * MON-FRI", to: "0 19 * * MON-FRI", min: 1 };
    expect(found({ office, night }).lowered).toEqual([]);
  });

  test("of two zones that meet in a part of the year only", () => {
    // 07:00 in UTC is 08:00 in Berlin, in winter.
    expect(found({ office }, { up: { recurrence: "0 7 * * 1", min: 7 } }).sameMinute).toEqual([
      'actions["up"].recurrence and windows["office"].from at Mon 07:00 UTC',
    ]);
    const newYork = { from: "0 9 * * 1-5", to: "5 12 * * 1-5", timeZone: "America/New_York", min: 8 };
    // Six hours apart the one ends five minutes after the other; for three weeks in spring five hours.
    expect(found({ office, newYork }).lowered.join("; ")).toContain('windows["newYork"]');
  });

  test("of a date that falls on a working day in some years", () => {
    const newYear = { from: "0 1 1 1 *", to: "0 23 1 1 *", timeZone: "Europe/Berlin", min: 8 };
    expect(found({ office, newYear }).lowered).toEqual([
      'windows["office"].from, which sets 6 at Fri 08:00 Europe/Berlin while windows["newYear"] keeps 8',
      'windows["office"].to, which sets 2 at Fri 18:00 Europe/Berlin while windows["newYear"] keeps 8',
    ]);
  });

  test("of what comes once in many years, and not of what is over", () => {
    const sale = (year: number) => ({
      at: `${year}-03-02T06:00:00Z`,
      until: `${year}-03-09T06:00:00Z`,
      min: 20,
    });
    expect(found({ office, sale: sale(2080) }).lowered).toHaveLength(2);
    expect(found({ office, sale: sale(2026) })).toEqual({ sameMinute: [], lowered: [] });
  });

  test("single actions may lower whatever they want", () => {
    const lunch = { recurrence: "0 12 * * *", timeZone: "Europe/Berlin", min: 3 };
    expect(found({ office }, { lunch })).toEqual({ sameMinute: [], lowered: [] });
  });
});
