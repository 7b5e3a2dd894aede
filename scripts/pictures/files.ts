import { themes } from "../svg/theme";
import { draw } from "./draw";
import { pictures } from "./patterns";

/** What `npm run pictures` writes: content by path in the project, a light and a dark picture for each pattern. */
export function filesOf(): Map<string, string> {
  return new Map(
    Object.entries(pictures).flatMap(([pattern, picture]) =>
      themes.map((theme): [string, string] => [
        `modules/${pattern}/picture.${theme}.svg`,
        draw(picture, theme),
      ]),
    ),
  );
}
