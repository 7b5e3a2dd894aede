import { writeFileSync } from "node:fs";
import { Theme, themes } from "./theme";

/** Writes `<path>.light.svg` and `<path>.dark.svg`. */
export function writePictures(path: string, draw: (theme: Theme) => string): void {
  for (const theme of themes) writeFileSync(`${path}.${theme}.svg`, draw(theme));
}
