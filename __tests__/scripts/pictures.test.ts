import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../harness/project";
import { patterns } from "../../publisher/patterns";
import { lineBetween, readArrow } from "../../scripts/pictures/arrow";
import { draw } from "../../scripts/pictures/draw";
import { filesOf } from "../../scripts/pictures/files";
import { boxesOf } from "../../scripts/pictures/layout";
import { pictures } from "../../scripts/pictures/patterns";
import { State } from "../../scripts/pictures/picture";

const read = (file: string) => readFileSync(join(projectRoot, file), "utf8");

test("every pattern has a picture, in the order of the patterns", () => {
  expect(Object.keys(pictures)).toEqual(patterns.map(({ name }) => name));
});

test.each([...filesOf()])("%s is what `npm run pictures` draws", (file, content) => {
  expect(read(file)).toBe(content);
});

describe.each(Object.entries(pictures))("the picture of %s", (name, picture) => {
  test("stands on its page, with its words for those who cannot see it", () => {
    const page = read(`modules/${name}/README.md`);
    expect(page).toContain(
      `srcset="picture.dark.svg">\n  <img alt="${picture.alt}" src="picture.light.svg">`,
    );
  });

  test("has no words that are wider than their box", () => {
    for (const state of picture.states)
      for (const [box, { left, right }] of boxesOf(state)) {
        const [title, detail = ""] = state.boxes[box]!.split("\n");
        expect(Math.max(title!.length * 7, detail.length * 6.2)).toBeLessThan(right - left);
      }
  });

  test("has captions that end before the other half begins", () => {
    for (const { caption } of picture.states) expect(caption.length * 7.5).toBeLessThan(420);
  });
});

const small: State = {
  caption: "two over one",
  grid: ["a b", "c c"],
  boxes: { a: "A", b: "B", c: "C" },
  arrows: [],
};

describe("a state", () => {
  test("has a box over all cells of its name", () => {
    const { a, b, c } = Object.fromEntries(boxesOf(small));
    expect([c!.left, c!.right]).toEqual([a!.left, b!.right]);
    expect(c!.top).toBeGreaterThan(a!.bottom);
  });

  test.each<[string, Partial<State>, string]>([
    ["a row that is too long", { grid: ["a b", "c c c"] }, 'The row "c c c" has not 2 cells.'],
    ["a box without words", { grid: ["a b", "c d"] }, 'The box "d" needs a place in the grid and words.'],
    ["words without a box", { grid: ["a b", ". ."] }, 'The box "c" needs a place in the grid and words.'],
    ["an arrow to nowhere", { arrows: ["a > d"] }, 'There is no box "d".'],
    ["no arrow at all", { arrows: ["a - b"] }, '"a - b" is no arrow: from > to: words.'],
  ])("%s is refused", (_title, change, message) => {
    const state = { ...small, ...change };
    expect(() => draw({ alt: "", states: [state, state] }, "light")).toThrow(message);
  });
});

describe("an arrow", () => {
  test("is read with its words", () => {
    expect(readArrow("a + b: since then")).toEqual({ from: "a", kind: "+", to: "b", words: "since then" });
  });

  test("leads straight from a narrow box to a wide one, across to one beside it, and up", () => {
    const { a, b, c } = Object.fromEntries(boxesOf(small));
    expect(lineBetween(a!, c!)).toEqual({ start: [105, a!.bottom], end: [105, c!.top] });
    expect(lineBetween(a!, b!)).toEqual({ start: [a!.right, 70], end: [b!.left, 70] });
    expect(lineBetween(b!, a!)).toEqual({ start: [b!.left, 70], end: [a!.right, 70] });
    expect(lineBetween(c!, b!)).toEqual({ start: [315, c!.top], end: [315, b!.bottom] });
  });
});

test("what took over, what is lost and what is copied look different, on light and on dark", () => {
  const looks = (theme: "light" | "dark") =>
    (["a > b", "a + b", "a x b", "a ~ b"] as const).map((arrow) =>
      draw({ alt: "", states: [small, { ...small, arrows: [arrow] }] }, theme),
    );
  expect(new Set([...looks("light"), ...looks("dark")]).size).toBe(8);
});

test("words are escaped", () => {
  const state = { ...small, caption: 'a < b & "c"' };
  expect(draw({ alt: "x < y", states: [state, state] }, "light")).toContain("a &lt; b &amp; &quot;c&quot;");
});
