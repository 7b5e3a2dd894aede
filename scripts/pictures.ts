import { writeFileSync } from "node:fs";

/** Colours on a light and on a dark page; the ground is the page's own. */
export const THEMES = {
  light: { text: "#1f2328", quiet: "#59636e", grid: "#d1d9e0", floor: "#0969da", baseline: "#8c959f" },
  dark: { text: "#f0f6fc", quiet: "#9198a1", grid: "#3d444d", floor: "#4493f8", baseline: "#6e7681" },
} as const;

/** A light or a dark page. */
export type Theme = keyof typeof THEMES;

export type Colors = (typeof THEMES)[Theme];

/** Writes `<path>.light.svg` and `<path>.dark.svg`. */
export function writePictures(path: string, draw: (theme: Theme) => string): void {
  for (const theme of Object.keys(THEMES) as Theme[]) writeFileSync(`${path}.${theme}.svg`, draw(theme));
}
