import { escaped, pixels, svgDocument } from "../svg/document";
import { Colors, Theme, THEMES } from "../svg/theme";
import { Arrow, ArrowKind, lineBetween, readArrow } from "./arrow";
import { boxesOf, frameOf, heightOf, PANEL, Rectangle } from "./layout";
import { Picture, State } from "./picture";

const BETWEEN = 40;

/** A picture, for a light or a dark page. */
export function draw({ alt, areas = {}, states }: Picture, theme: Theme): string {
  const colors = THEMES[theme];
  const size = { width: 2 * PANEL + BETWEEN, height: Math.max(...states.map(heightOf)) };
  const middle = PANEL + BETWEEN / 2;
  return svgDocument(alt, size, [
    ...heads(colors),
    `<path d="M${middle} 8V${size.height - 8}" stroke="${colors.line}"/>`,
    ...states.flatMap((state, index) => [
      `<g transform="translate(${index * (PANEL + BETWEEN)} 0)">`,
      ...drawState(state, areas, colors),
      "</g>",
    ]),
  ]);
}

function drawState(state: State, areas: NonNullable<Picture["areas"]>, colors: Colors): string[] {
  const boxes = boxesOf(state);
  const at = (name: string) => {
    const box = boxes.get(name);
    if (!box) throw new Error(`There is no box "${name}".`);
    return box;
  };
  const isLost = (name: string) => (state.lost ?? []).includes(name);
  return [
    `<text x="${GAP}" y="15" fill="${colors.text}" font-weight="600">${escaped(state.caption)}</text>`,
    ...Object.entries(areas).flatMap(([words, names]) =>
      frame(words, frameOf(names.map(at)), colors, isLost(words)),
    ),
    ...state.arrows.map(readArrow).flatMap((arrow) => drawArrow(arrow, at, colors)),
    ...[...boxes].flatMap(([name, place]) => {
      const look = isLost(name) ? "lost" : (state.took ?? []).includes(name) ? "strong" : "base";
      return box(state.boxes[name]!, place, look, colors);
    }),
  ];
}

const GAP = 7;

function frame(words: string, place: Rectangle, colors: Colors, lost: boolean): string[] {
  const color = lost ? colors.lost : colors.line;
  const mark = lost ? ` stroke-dasharray="4 4"` : "";
  return [
    `<rect ${rectangle(place)} rx="8" fill="none" stroke="${color}"${mark}/>`,
    `<text x="${pixels(place.left + 8)}" y="${pixels(place.bottom - 8)}" fill="${lost ? colors.lost : colors.quiet}" font-size="11">${escaped(words)}</text>`,
  ];
}

function box(words: string, place: Rectangle, look: "lost" | "strong" | "base", colors: Colors): string[] {
  const [name, detail] = words.split("\n");
  const x = pixels((place.left + place.right) / 2);
  const y = (place.top + place.bottom) / 2 + 4;
  const color = look === "lost" ? colors.lost : colors.text;
  const mark = look === "lost" ? ` stroke-dasharray="4 4"` : "";
  const text = (line: string, at: number, rest: string) =>
    `<text x="${x}" y="${pixels(at)}" text-anchor="middle" ${rest}>${escaped(line)}</text>`;
  return [
    `<rect ${rectangle(place)} rx="6" fill="${colors[look]}" fill-opacity="${look === "strong" ? 0.2 : 0.1}" stroke="${colors[look]}"${mark}/>`,
    text(name!, detail === undefined ? y : y - 8, `fill="${color}"`),
    ...(detail === undefined
      ? []
      : [text(detail, y + 9, `fill="${look === "lost" ? color : colors.quiet}" font-size="11"`)]),
  ];
}

const LOOKS: Readonly<Record<ArrowKind, { color: keyof Colors; mark: string }>> = {
  ">": { color: "base", mark: "" },
  "+": { color: "strong", mark: ` stroke-width="2"` },
  x: { color: "lost", mark: ` stroke-dasharray="4 4"` },
  "~": { color: "base", mark: ` stroke-dasharray="1 4" stroke-width="2" stroke-linecap="round"` },
};

function drawArrow(
  { from, to, kind, words }: Arrow,
  at: (name: string) => Rectangle,
  colors: Colors,
): string[] {
  const { color, mark } = LOOKS[kind];
  const { start, end } = lineBetween(at(from), at(to));
  const [x, y] = [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
  const isLevel = start[1] === end[1];
  const place = isLevel
    ? `x="${pixels(x)}" y="${pixels(y - 6)}" text-anchor="middle"`
    : `x="${pixels(x + 7)}" y="${pixels(y + 4)}"`;
  return [
    `<path d="M${start.map(pixels).join(" ")}L${end.map(pixels).join(" ")}" fill="none" stroke="${colors[color]}"${mark} marker-end="url(#${color})"/>`,
    ...(words === ""
      ? []
      : [`<text ${place} fill="${colors.quiet}" font-size="11">${escaped(words)}</text>`]),
  ];
}

/** The heads of the arrows, in the colours of their lines. */
function heads(colors: Colors): string[] {
  return (["base", "strong", "lost"] as const).map(
    (color) =>
      `<marker id="${color}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8Z" fill="${colors[color]}"/></marker>`,
  );
}

function rectangle({ left, top, right, bottom }: Rectangle): string {
  return `x="${pixels(left)}" y="${pixels(top)}" width="${pixels(right - left)}" height="${pixels(bottom - top)}"`;
}
