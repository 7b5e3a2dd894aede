import { columns, count } from "../../scripts/terminal/columns";
import { Output, step } from "../../scripts/terminal/step";
import { wrap } from "../../scripts/terminal/wrap";

function record(isTTY: boolean, width = 80): Output & { text: string } {
  return {
    isTTY,
    columns: width,
    text: "",
    write(part: string) {
      this.text += part;
    },
  };
}

describe("columns", () => {
  test("are as wide as their widest cell", () => {
    expect(
      columns([
        ["a", "bb", "c"],
        ["aaa", "b", "c"],
      ]),
    ).toEqual(["a    bb  c", "aaa  b   c"]);
  });

  test("a sentence at the end of a row widens nothing", () => {
    expect(
      columns([
        ["a", "b", "c"],
        ["a", "a whole sentence"],
      ]),
    ).toEqual(["a  b  c", "a  a whole sentence"]);
  });

  test("leave no blanks at the end of a line", () => {
    expect(
      columns([
        ["zone", "", ""],
        ["zone", "up", "i-1"],
      ])[0],
    ).toBe("zone");
  });
});

test.each([
  [0, "0 zones"],
  [1, "1 zone"],
  [2, "2 zones"],
])("%i is counted as %s", (number, text) => expect(count(number, "zone")).toBe(text));

describe("wrap", () => {
  test("keeps lines within the width, the indent included", () => {
    const lines = wrap("one two three four five six", 2, 4, 12).split("\n");
    expect(lines).toEqual(["  one two", "    three", "    four", "    five six"]);
  });

  test("leaves a word that is longer than the line whole", () => {
    expect(wrap("a veryveryverylongword b", 0, 0, 8)).toBe("a\nveryveryverylongword\nb");
  });
});

describe("a step", () => {
  test("in a log is one line when it is short", async () => {
    const output = record(false);
    expect(await step("Doing it", () => 7, output)).toBe(7);
    expect(output.text).toBe("  Doing it … 0.0 s\n");
  });

  test("in a log says every ten seconds how far it is", async () => {
    jest.useFakeTimers();
    const output = record(false);
    const work = step("Doing it", (report) => finishAfter(25_000, () => report("half")), output);
    await jest.advanceTimersByTimeAsync(25_000);
    await work;
    jest.useRealTimers();
    expect(output.text).toBe("  Doing it …\n    10 s: half\n    20 s: half\n    done after 25 s\n");
  });

  test("in a terminal keeps to one line, cut to its width", async () => {
    const output = record(true, 30);
    await step("Doing it", (report) => report("a report that is longer than the line"), output);
    const shown = output.text.split("\r\x1b[2K");
    expect(shown.at(1)).toHaveLength(29);
    expect(shown.at(1)).toMatch(/…$/);
    expect(shown.at(-1)).toBe("  Doing it … 0.0 s\n");
  });

  test("in a terminal that does not know its width is cut to 80", async () => {
    const output = record(true, 0);
    await step("Doing it", (report) => report("x".repeat(100)), output);
    expect(output.text.split("\r\x1b[2K").at(1)).toHaveLength(79);
  });

  test("that fails ends its line and passes the error on", async () => {
    const output = record(false);
    await expect(step("Doing it", () => Promise.reject(new Error("no")), output)).rejects.toThrow("no");
    expect(output.text).toMatch(/failed after 0\.0 s\n$/);
  });
});

function finishAfter(milliseconds: number, first: () => void): Promise<void> {
  first();
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
