import { Colors, Theme, THEMES } from "../pictures";
import { Week } from "./week";

const [WIDTH, HEIGHT] = [880, 280];
const PLOT = { left: 96, right: 868, top: 34, bottom: 236 };

/** The floor of a week as a picture. */
export function svg(week: Week, theme: Theme): string {
  const colors = THEMES[theme];
  const title = `The floor in the week of ${week.date}, ${week.timeZone}`;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${title}" font-family="system-ui, sans-serif" font-size="12">`,
    `<title>${title}</title>`,
    ...grid(week, colors),
    `<path d="${area(week)}" fill="${colors.floor}" fill-opacity="0.2"/>`,
    `<path d="${outline(week)}" fill="none" stroke="${colors.floor}" stroke-width="2"/>`,
    ...labels(week, colors),
    "</svg>",
  ];
  return `${parts.join("\n")}\n`;
}

const x = (day: number) => round(PLOT.left + ((PLOT.right - PLOT.left) * day) / 7);
const y = (week: Week, size: number) =>
  round(PLOT.bottom - ((PLOT.bottom - PLOT.top) * size) / week.config.capacity.max);

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function grid(week: Week, { grid: line, quiet, baseline }: Colors): string[] {
  const { min, max } = week.config.capacity;
  const days = Array.from({ length: 8 }, (_, day) => day);
  const horizontal = (size: number, color: string, words: string) => [
    `<path d="M${PLOT.left} ${y(week, size)}H${PLOT.right}" stroke="${color}" stroke-dasharray="3 4"/>`,
    `<text x="${PLOT.left - 8}" y="${y(week, size) + 4}" fill="${quiet}" text-anchor="end">${words}</text>`,
  ];
  return [
    ...days.map((day) => `<path d="M${x(day)} ${PLOT.top}V${PLOT.bottom}" stroke="${line}"/>`),
    ...days
      .slice(0, 7)
      .map(
        (day) =>
          `<text x="${x(day + 0.5)}" y="${PLOT.bottom + 34}" fill="${quiet}" text-anchor="middle">${week.dayName(day)}</text>`,
      ),
    ...days
      .slice(0, 7)
      .flatMap((day) =>
        [6, 12, 18].map(
          (hour) =>
            `<text x="${x(day + hour / 24)}" y="${PLOT.bottom + 16}" fill="${quiet}" font-size="10" text-anchor="middle">${hour}</text>`,
        ),
      ),
    `<path d="M${PLOT.left} ${PLOT.bottom}H${PLOT.right}" stroke="${line}"/>`,
    ...horizontal(max, baseline, `maximum ${max}`),
    ...horizontal(min, baseline, `baseline ${min}`),
  ];
}

/** The corners of the floor's line, left to right. */
function corners(week: Week): [number, number][] {
  const { steps } = week.timeline;
  const ends = [...steps.slice(1).map(({ at }) => week.dayOf(at)), 7];
  return steps.flatMap(({ floor }, index): [number, number][] => {
    const start = index === 0 ? 0 : ends[index - 1]!;
    return [
      [x(start), y(week, floor)],
      [x(ends[index]!), y(week, floor)],
    ];
  });
}

function outline(week: Week): string {
  return `M${corners(week)
    .map(([left, top]) => `${left} ${top}`)
    .join("L")}`;
}

function area(week: Week): string {
  return `${outline(week)}L${PLOT.right} ${PLOT.bottom}L${PLOT.left} ${PLOT.bottom}Z`;
}

/** The name of each window, over the first time in the week that it sets the floor; it may be wider than its window. */
function labels(week: Week, { text }: Colors): string[] {
  const named = new Set<string>();
  const { steps } = week.timeline;
  return steps.flatMap(({ at, floor, by }, index) => {
    const name = /^windows\["(.+)"\]\.(from|at)$/.exec(by ?? "")?.[1];
    if (name === undefined || named.has(name)) return [];
    named.add(name);
    const words = `${name} ${floor}`;
    const [start, end] = [at, steps[index + 1]?.at].map((one) => x(one === undefined ? 7 : week.dayOf(one)));
    const isWide = end! - start! >= words.length * LETTER;
    const place = isWide ? `x="${start! + 3}"` : `x="${end!}" text-anchor="end"`;
    return [`<text ${place} y="${y(week, floor) - 6}" fill="${text}" font-weight="600">${words}</text>`];
  });
}

/** Pixels of a letter, about. */
const LETTER = 7;
