/** Colours on a light and on a dark page; the ground is the page's own. */
export const THEMES = {
  light: {
    text: "#1f2328",
    quiet: "#59636e",
    line: "#d1d9e0",
    strong: "#0969da",
    base: "#8c959f",
    lost: "#cf222e",
  },
  dark: {
    text: "#f0f6fc",
    quiet: "#9198a1",
    line: "#3d444d",
    strong: "#4493f8",
    base: "#6e7681",
    lost: "#f85149",
  },
} as const;

/** `light` or `dark`. */
export type Theme = keyof typeof THEMES;

/** All themes: a picture is drawn in each of them. */
export const themes = Object.keys(THEMES) as Theme[];

/** What a thing is drawn in. */
export type Colors = (typeof THEMES)[Theme];
