import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../harness/project";
import { chart } from "../../scripts/schedule/chart";
import { readConfig } from "../../scripts/schedule/config-file";
import { svg } from "../../scripts/schedule/svg";
import { Week, zoneOf } from "../../scripts/schedule/week";

const folder = join(projectRoot, "modules", "scheduled-scale-out");
const example = readConfig(join(folder, "example.json"));

/** A config in a file of its own, read. */
function read(config: object): ReturnType<typeof readConfig> {
  const directory = mkdtempSync(join(tmpdir(), "schedule-"));
  try {
    writeFileSync(join(directory, "web.json"), JSON.stringify(config));
    return readConfig(join(directory, "web.json"));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const office = { from: "0 8 * * MON-FRI", to: "0 18 * * MON-FRI", min: 6 };
const capacity = { min: 2, max: 12 };

describe("the page's pictures are what the command on the page draws", () => {
  const page = readFileSync(join(folder, "README.md"), "utf8");
  const [, date] =
    /npm run schedule -- modules\/scheduled-scale-out\/example\.json --week (\S+)/.exec(page) ?? [];

  test.each(["light", "dark"] as const)("%s", (theme) => {
    const week = new Week(example, date!, zoneOf(example));
    expect(readFileSync(join(folder, `week.${theme}.svg`), "utf8")).toBe(svg(week, theme));
  });

  test("and the page shows both", () => {
    expect(page).toContain('srcset="week.dark.svg"');
    expect(page).toContain('src="week.light.svg"');
  });
});

describe("the chart", () => {
  const lines = chart(new Week(example, "2026-03-25", "Europe/Berlin"));

  test("has a row for each day, and dots for the hour that clocks skip", () => {
    expect(lines.slice(0, 10)).toEqual([
      "Week of 2026-03-23, Europe/Berlin. Baseline 2, highest floor 10, maximum 12.",
      "",
      "            0     3     6     9     12    15    18    21    ",
      "Mon 23 Mar  ▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▂▂▂▂▂▂▂▂▂▂▂▂",
      "Tue 24 Mar  ▂▂▂▄▄▄▄▄▄▄▂▂▂▂▂▂▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▂▂▂▂▂▂▂▂▂▂▂▂",
      "Wed 25 Mar  ▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▂▂▂▂▂▂▂▂▂▂▂▂",
      "Thu 26 Mar  ▂▂▂▄▄▄▄▄▄▄▂▂▂▂▂▂▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▂▂▂▂▂▂▂▂▂▂▂▂",
      "Fri 27 Mar  ▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▂▂▂▂▂▂▂▂▂▂▂▂",
      "Sat 28 Mar  ▂▂▂▂▂▂▂▂▂▂▂▂▂▂██████████████████████████████████",
      "Sun 29 Mar  ████··██████████████████████████████████████▂▂▂▂",
    ]);
  });

  test("tells each edge, its floor and where it stands", () => {
    expect(lines).toContain('Sat 28 Mar 07:00  floor 10  windows["sale"].at');
    expect(lines.at(-1)).toBe('Sun 29 Mar 22:00  floor 2   windows["sale"].until');
  });

  test("draws a floor of nothing as nothing, and says that a week has no edge", () => {
    const empty = chart(new Week(read({ capacity: { min: 0, max: 3 } }), "2026-03-25", "UTC"));
    expect(empty[3]).toBe(`Mon 23 Mar  ${" ".repeat(48)}`);
    expect(empty.at(-1)).toBe("No edge this week.");
  });
});

describe("the file", () => {
  test("may be the variables of the module, with all that the simulator does not read", () => {
    const windows = { office_hours: { ...office, time_zone: "Asia/Tokyo" } };
    const config = read({ name: "web", subnet_ids: ["subnet-1"], capacity, windows });
    expect(config.windows).toEqual({ office_hours: { ...office, timeZone: "Asia/Tokyo" } });
    expect(zoneOf(config)).toBe("Asia/Tokyo");
  });

  test("is refused as the pattern refuses it", () => {
    expect(() => read({ capacity, windows: { office: { ...office, timeZone: "Mars" } } })).toThrow(
      'The schedule of "web.json": 1 input is refused\n  - windows["office"].timeZone must be the canonical name',
    );
    const lunch = { from: "0 12 * * WED", to: "0 14 * * WED", min: 9 };
    expect(() => read({ capacity, windows: { office, lunch } })).toThrow(
      'windows["lunch"].to, which sets 2 at Wed 14:00 UTC while windows["office"] keeps 6',
    );
  });
});
