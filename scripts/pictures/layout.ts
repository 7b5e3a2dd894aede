import { State } from "./picture";

/** A rectangle, in pixels. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Width of one state, in pixels: two of them fill the page of a README. */
export const PANEL = 420;
const BOX = 44;
const PITCH = 98;
const TOP = 48;
const GAP = 7;
/** What a frame has around its boxes: its words stand below them, where arrows seldom come from. */
const FRAME = { side: 4, top: 9, bottom: 23 };

/** How high a state is, in pixels. */
export function heightOf({ grid }: State): number {
  return TOP + (grid.length - 1) * PITCH + BOX + FRAME.bottom + 6;
}

/**
 * Where each box of a state is.
 *
 * @throws Error when a row is as long as no other, or the grid and the boxes name different things.
 */
export function boxesOf(state: State): Map<string, Rectangle> {
  const rows = state.grid.map((row) => row.trim().split(/\s+/));
  const columns = rows[0]!.length;
  const odd = rows.find((row) => row.length !== columns);
  if (odd) throw new Error(`The row "${odd.join(" ")}" has not ${columns} cells.`);
  const placed = new Map<string, Rectangle>();
  rows.forEach((row, down) =>
    row.forEach((name, along) => {
      if (name !== ".") placed.set(name, around([placed.get(name), cell(along, down, columns)]));
    }),
  );
  const missing = [...placed.keys(), ...Object.keys(state.boxes)].find(
    (name) => !placed.has(name) || state.boxes[name] === undefined,
  );
  if (missing !== undefined) throw new Error(`The box "${missing}" needs a place in the grid and words.`);
  return placed;
}

/** The frame around boxes. */
export function frameOf(boxes: readonly Rectangle[]): Rectangle {
  const { left, top, right, bottom } = around(boxes);
  return {
    left: left - FRAME.side,
    top: top - FRAME.top,
    right: right + FRAME.side,
    bottom: bottom + FRAME.bottom,
  };
}

function cell(along: number, down: number, columns: number): Rectangle {
  const width = PANEL / columns;
  const top = TOP + down * PITCH;
  return { left: along * width + GAP, top, right: (along + 1) * width - GAP, bottom: top + BOX };
}

function around(parts: readonly (Rectangle | undefined)[]): Rectangle {
  const given = parts.filter((part) => part !== undefined);
  return {
    left: Math.min(...given.map(({ left }) => left)),
    top: Math.min(...given.map(({ top }) => top)),
    right: Math.max(...given.map(({ right }) => right)),
    bottom: Math.max(...given.map(({ bottom }) => bottom)),
  };
}
