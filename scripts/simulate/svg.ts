import { pixels, svgDocument } from "../svg/document";
import { Colors, Theme, THEMES } from "../svg/theme";
import { Comparison } from "./compare";

const SIZE = { width: 880, height: 420 };
const LEFT = 84;
const RIGHT = 864;
const MINUTES = 45;

type Minute = Comparison["pattern"]["minutes"][number];

/** One of the two pictures above one another. */
interface Panel {
  readonly title: string;
  readonly top: number;
  readonly bottom: number;
  readonly value: (minute: Minute) => number;
}

const PANELS: readonly Panel[] = [
  { title: "jobs that wait", top: 44, bottom: 194, value: ({ waiting }) => waiting },
  { title: "workers", top: 236, bottom: 386, value: ({ workers }) => workers },
];

/** A burst in time: what waits, and how many work on it, beside plain step scaling. */
export function svg({ pattern, plain }: Comparison, theme: Theme): string {
  const colors = THEMES[theme];
  const title = "10,000 jobs in a minute: jobs that wait, and workers, minute by minute";
  const legend = (x: number, color: string, words: string) => [
    `<path d="M${x} 18h24" stroke="${color}" stroke-width="2"/>`,
    `<text x="${x + 30}" y="22" fill="${colors.text}">${words}</text>`,
  ];
  const lines = PANELS.flatMap((panel) => [
    ...grid(panel, highest(panel, pattern.minutes, plain.minutes), colors),
    line(panel, plain.minutes, highest(panel, pattern.minutes, plain.minutes), colors.base),
    line(panel, pattern.minutes, highest(panel, pattern.minutes, plain.minutes), colors.strong),
  ]);
  return svgDocument(title, SIZE, [
    ...legend(LEFT, colors.strong, "job observer"),
    ...legend(LEFT + 140, colors.base, "step scaling on the queue's depth"),
    ...lines,
    `<text x="${RIGHT}" y="${SIZE.height - 4}" fill="${colors.quiet}" text-anchor="end">minutes</text>`,
  ]);
}

function highest({ value }: Panel, ...runs: (readonly Minute[])[]): number {
  const most = Math.max(...runs.flat().map(value));
  const step = 10 ** Math.floor(Math.log10(most)) / 2;
  return Math.ceil(most / step) * step;
}

const x = (minute: number) => pixels(LEFT + ((RIGHT - LEFT) * minute) / MINUTES);
const y = ({ top, bottom }: Panel, value: number, most: number) =>
  pixels(bottom - ((bottom - top) * value) / most);

function grid(panel: Panel, most: number, { line: stroke, quiet }: Colors): string[] {
  const { top, bottom, title } = panel;
  const minutes = Array.from({ length: MINUTES / 5 + 1 }, (_, index) => index * 5);
  return [
    `<text x="${LEFT}" y="${top - 6}" fill="${quiet}">${title}</text>`,
    ...[0, most / 2, most].flatMap((value) => [
      `<path d="M${LEFT} ${y(panel, value, most)}H${RIGHT}" stroke="${stroke}"/>`,
      `<text x="${LEFT - 8}" y="${y(panel, value, most) + 4}" fill="${quiet}" text-anchor="end">${value}</text>`,
    ]),
    ...minutes.map(
      (minute) =>
        `<text x="${x(minute)}" y="${bottom + 16}" fill="${quiet}" font-size="10" text-anchor="middle">${minute}</text>`,
    ),
  ];
}

function line(panel: Panel, minutes: readonly Minute[], most: number, color: string): string {
  const points = minutes
    .slice(0, MINUTES + 1)
    .map((minute, index) => `${x(index)} ${y(panel, panel.value(minute), most)}`);
  return `<path d="M${points.join("L")}" fill="none" stroke="${color}" stroke-width="2" stroke-linejoin="round"/>`;
}
