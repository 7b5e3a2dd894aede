import { CronExpressionParser } from "cron-parser";
import { parseCron } from "../../modules/schedule/cron";
import { firesIn } from "../../modules/schedule/fires";

/** All kinds of clocks: north and south, half hours, one that moves by half an hour, one at Ramadan, none that moves. */
const ZONES = [
  "Africa/Cairo",
  "Africa/Casablanca",
  "America/Havana",
  "America/Los_Angeles",
  "America/New_York",
  "America/Phoenix",
  "America/Santiago",
  "America/Sao_Paulo",
  "America/St_Johns",
  "Asia/Beirut",
  "Asia/Jerusalem",
  "Asia/Kathmandu",
  "Asia/Tokyo",
  "Australia/Lord_Howe",
  "Australia/Sydney",
  "Europe/Berlin",
  "Europe/Lisbon",
  "Europe/London",
  "Pacific/Auckland",
  "UTC",
];

/** Office hours, the hours in which clocks change, and days by the month, the week and both. The library is slow. */
const EXPRESSIONS = [
  "0 8 * * MON-FRI",
  "30 2 * * SUN,SAT",
  "*/15 1-3/2 * 3,4,10 SUN",
  "0 6 1,29-31 * *",
  "20 4 13 * 5",
];

const range = { from: Date.UTC(2024, 0, 1), until: Date.UTC(2029, 0, 1) };

describe.each(ZONES)("five years of %s", (timeZone) => {
  test.each(EXPRESSIONS)("%s fires when an independent library says so", (expression) => {
    const own = firesIn(parseCron(expression), timeZone, range);
    expect(own.map(inWords)).toEqual(accordingToLibrary(expression, timeZone).map(inWords));
    expect(own.length).toBeGreaterThan(0);
  });
});

function accordingToLibrary(expression: string, tz: string): number[] {
  const fires: number[] = [];
  const schedule = CronExpressionParser.parse(expression, { tz, currentDate: new Date(range.from - 1) });
  for (let at = schedule.next().getTime(); at < range.until; at = schedule.next().getTime()) fires.push(at);
  return fires;
}

function inWords(instant: number): string {
  return new Date(instant).toISOString();
}
