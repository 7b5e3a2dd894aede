import { CRON, parseCron } from "../../modules/schedule/cron";
import { TIME_ZONE, timeZones, zonesByOffsets } from "../../modules/schedule/time-zones";
import { WallClock } from "../../modules/schedule/wall-clock";

test.each([
  ["0 * * * *", { minutes: 1, hours: 24 }],
  ["*/20 8-18/5 * * *", { minutes: [0, 20, 40], hours: [8, 13, 18] }],
  ["5,3,3-4 0,23 * * *", { minutes: [3, 4, 5], hours: [0, 23] }],
])("%s", (expression, { minutes, hours }) => {
  const cron = parseCron(expression);
  const size = (list: readonly number[], wanted: number | number[]) =>
    typeof wanted === "number" ? list.length : [...list];
  expect(size(cron.minutes, minutes)).toEqual(minutes);
  expect(size(cron.hours, hours)).toEqual(hours);
});

test("names are numbers, and Sunday is 0 and 7", () => {
  const cron = parseCron("0 0 * MAR,OCT-DEC FRI-7");
  expect([...cron.months]).toEqual([3, 10, 11, 12]);
  expect([...cron.daysOfWeek].sort()).toEqual([0, 5, 6]);
});

test.each([
  "0 8 * *",
  "0 8 * * * *",
  "0 8 ? * *",
  "0  8 * * *",
  "60 8 * * *",
  "0 24 * * *",
  "0 8 0 * *",
  "0 8 * 13 *",
  "0 8 * * 8",
  "0 8 L * *",
  "0 8 * * 5#2",
  "0 8 * * mon",
  "5/10 8 * * *",
  "*/0 8 * * *",
  "@daily",
  "",
])("%j is none", (expression) => {
  expect(CRON.test(expression)).toBe(false);
  expect(() => parseCron(expression)).toThrow("is not a cron expression of five fields");
});

test.each([
  ["0 22-6 * * *", "runs backwards"],
  ["0 8 * * SAT-SUN", "runs backwards"],
  ["* 8 * * *", "more than 24 times a day"],
  ["0,30 * * * *", "more than 24 times a day"],
  ["0 8 30 FEB *", "never fires"],
  ["0 8 31 4,6,9,11 *", "never fires"],
])("%s %s", (expression, reason) => {
  expect(CRON.test(expression)).toBe(true);
  expect(() => parseCron(expression)).toThrow(reason);
});

test("a day that no month has is one by the day of the week", () => {
  expect(parseCron("0 8 30 2 MON").eitherDay).toBe(true);
});

test("every time zone is one that JavaScript knows", () => {
  expect(timeZones.length).toBeGreaterThan(430);
  expect(new Set(timeZones).size).toBe(timeZones.length);
  for (const timeZone of timeZones)
    expect(() => new Intl.DateTimeFormat("en-US", { timeZone })).not.toThrow();
});

test("every time zone is ahead of UTC as its offsets say, in the years to come", () => {
  const noons = Array.from({ length: 3 * 52 }, (_, week) => Date.UTC(2026, 0, 1 + week * 7, 12));
  for (const [offsets, names] of Object.entries(zonesByOffsets))
    for (const name of names.split(" ")) {
      const ahead = new Set(noons.map((noon) => (WallClock.of(name).localAt(noon) - noon) / 60_000));
      expect([name, [...ahead].sort((a, b) => a - b).join(" ")]).toEqual([name, offsets]);
    }
});

test.each([
  ["Europe/Berlin", true],
  ["Etc/GMT+9", true],
  ["Pacific/Tahiti", true],
  ["UTC", true],
  ["Etc/GMT+13", false],
  ["US/Eastern", false],
  ["Asia/Calcutta", false],
  ["CET", false],
  ["+01:00", false],
  ["europe/berlin", false],
])("%s is a time zone: %s", (name, is) => {
  expect(TIME_ZONE.test(name)).toBe(is);
});
