import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { projectRoot } from "../harness/project";
import { Mistyped } from "../stacks/failure";
import { PAGE_CASE, pictured, report } from "./simulate/report";
import { svg } from "./simulate/svg";
import { withReport } from "./simulate/page";
import { writePictures } from "./svg/write";
import { run } from "./terminal/run";

const USAGE = `Usage: npm run simulate -- [--seconds-per-job 10] [--acceptable-latency-seconds 900] [--max 1000] [--start-seconds 300]
       npm run simulate -- --write    writes the report and the pictures of the pattern's page`;

/** `npm run simulate`: the control loop of the job observer with the values that it emits, on all curves. */
function main(args: string[]): void {
  const { values } = parseArgs({
    args,
    options: {
      "seconds-per-job": { type: "string" },
      "acceptable-latency-seconds": { type: "string" },
      max: { type: "string" },
      "start-seconds": { type: "string" },
      write: { type: "boolean" },
    },
  });
  if (values.write) return writePage();
  const number = (name: "seconds-per-job" | "acceptable-latency-seconds" | "max" | "start-seconds") => {
    const given = values[name];
    if (given !== undefined && !/^[\d.]+$/.test(given))
      throw new Mistyped(`--${name} is a number.\n${USAGE}`);
    return given === undefined ? undefined : Number(given);
  };
  const startSeconds = number("start-seconds");
  const one = {
    secondsPerJob: number("seconds-per-job") ?? PAGE_CASE.secondsPerJob,
    acceptableLatencySeconds: number("acceptable-latency-seconds") ?? PAGE_CASE.acceptableLatencySeconds,
    workers: {
      max: number("max") ?? PAGE_CASE.workers.max,
      ...(startSeconds === undefined ? {} : { startSeconds }),
    },
  };
  console.log(report(one));
}

function writePage(): void {
  const folder = path.join(projectRoot, "modules", "job-observer");
  const page = path.join(folder, "README.md");
  writeFileSync(page, withReport(readFileSync(page, "utf8"), report(PAGE_CASE)));
  const comparison = pictured(PAGE_CASE);
  writePictures(path.join(folder, "burst"), (theme) => svg(comparison, theme));
}

run(main);
