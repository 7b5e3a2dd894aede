import { parseArgs } from "node:util";
import { timeZones } from "../modules/schedule/time-zones";
import { Mistyped } from "../stacks/failure";
import { chart } from "./schedule/chart";
import { readConfig } from "./schedule/config-file";
import { svg } from "./schedule/svg";
import { Week, zoneOf } from "./schedule/week";
import { writePictures } from "./svg/write";
import { run } from "./terminal/run";

const USAGE = `Usage: npm run schedule -- <file> [--week 2026-03-25] [--time-zone Europe/Berlin] [--svg <path>]
The file is JSON: a config of ScheduledScaleOut, or the variables of its module (terraform.tfvars.json).
--svg also writes <path>.light.svg and <path>.dark.svg.`;

/** `npm run schedule -- <file>`: says what is wrong with a schedule, or draws a week of it. */
function main(args: string[]): void {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { week: { type: "string" }, "time-zone": { type: "string" }, svg: { type: "string" } },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new Mistyped(USAGE);
  const config = readConfig(file);
  const { week: date = new Date().toISOString().slice(0, 10), "time-zone": timeZone = zoneOf(config) } =
    values;
  if (Number.isNaN(Date.parse(`${date}T00:00:00Z`)))
    throw new Mistyped(`--week is a day (2026-03-25), got ${date}.`);
  if (!timeZones.includes(timeZone)) throw new Mistyped(`--time-zone is an IANA time zone, got ${timeZone}.`);
  const week = new Week(config, date, timeZone);
  console.log(chart(week).join("\n"));
  if (values.svg !== undefined) writePictures(values.svg, (theme) => svg(week, theme));
}

run(main);
