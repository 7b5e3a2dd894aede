import { columns } from "../terminal/columns";
import { Week } from "./week";

const LEVELS = " ▁▂▃▄▅▆▇█";
const COLUMN_MINUTES = 30;
const HOURS = Array.from({ length: 8 }, (_, index) => String(index * 3).padEnd(6)).join("");

/** The floor of a week as lines for a terminal: a row for each day, a column for each half hour. */
export function chart(week: Week): string[] {
  const { capacity } = week.config;
  const days = Array.from({ length: 7 }, (_, day) => `${week.dayName(day)}  ${bars(week, day)}`);
  const edges = week.timeline.steps
    .filter(({ by }) => by !== undefined)
    .map(({ at, floor, by }) => [week.timeOf(at), `floor ${floor}`, by!]);
  return [
    `Week of ${week.date}, ${week.timeZone}. Baseline ${capacity.min}, highest floor ${week.timeline.highest}, maximum ${capacity.max}.`,
    "",
    `${" ".repeat(12)}${HOURS}`,
    ...days,
    "",
    ...(edges.length === 0 ? ["No edge this week."] : columns(edges)),
  ];
}

function bars(week: Week, day: number): string {
  const floors = Array.from({ length: (24 * 60) / COLUMN_MINUTES }, (_, index) =>
    week.floorAt(day, index * COLUMN_MINUTES),
  );
  return floors.map((floor) => bar(floor, week.timeline.highest)).join("");
}

/** A floor of 0 is no bar; a time that clocks skip is a dot. */
function bar(floor: number | undefined, highest: number): string {
  if (floor === undefined) return "·";
  return LEVELS[Math.ceil((floor / Math.max(highest, 1)) * (LEVELS.length - 1))]!;
}
