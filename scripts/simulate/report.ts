import { Case, compare, Comparison, SURROUNDINGS } from "./compare";
import { Curve, CURVES } from "./curves";
import { Surroundings } from "./fleet";

/** The page's case: jobs of ten seconds that may wait for a quarter of an hour. */
export const PAGE_CASE: Case = {
  secondsPerJob: 10,
  acceptableLatencySeconds: 900,
  workers: { max: 1000 },
};

const byName = <T extends { name: string }>(all: readonly T[], name: string): T =>
  all.find((one) => one.name === name)!;

/** What is drawn: the burst in the usual surroundings. */
export function pictured(one: Case): Comparison {
  return compare(one, byName(CURVES, "burst"), byName(SURROUNDINGS, "usual"));
}

/** The report in Markdown: each curve in all surroundings, and what to change where a promise was not kept. */
export function report(one: Case): string {
  const table = CURVES.flatMap((curve) => SURROUNDINGS.map((around) => row(one, curve, around)));
  const slow = byName(SURROUNDINGS, "slow");
  const { workers } = one;
  const slowStart = { ...one, workers: { ...workers, startSeconds: 600 } };
  const oneStays = { ...slowStart, workers: { ...slowStart.workers, min: 1 } };
  const better = [
    row(slowStart, byName(CURVES, "burst"), slow, "`workers.startSeconds = 600`"),
    row(oneStays, byName(CURVES, "night"), slow, "and `workers.min = 1`"),
  ];
  const head = [
    "| Jobs | Surroundings | Longest wait | Late | Instance-hours | of the bound | Plain: longest wait | late | of the bound | lost by scale-in |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
  ];
  return [
    `Jobs of ${one.secondsPerJob} s that may wait for ${one.acceptableLatencySeconds} s, up to ${workers.max} workers. The curves:`,
    "",
    ...CURVES.map(({ name, what }) => `- **${name}**: ${what}`),
    "",
    "The surroundings: numbers of a minute are seen 1, 2 or 3 minutes later, a worker takes 120, 210 or 300 s (10 % more or less) to its first job.",
    "",
    ...head,
    ...table,
    ...better,
  ].join("\n");
}

function row(one: Case, curve: Curve, around: Surroundings, note?: string): string {
  const { pattern, plain, leastHours } = compare(one, curve, around);
  const latency = one.acceptableLatencySeconds;
  const cells = [
    `${curve.name}`,
    note === undefined ? around.name : `${around.name}, ${note}`,
    waitOf(pattern.longestWait, latency),
    percent(pattern.lateShare(latency)),
    pattern.hours.toFixed(1),
    ratio(pattern.hours, leastHours),
    waitOf(plain.longestWait, latency),
    percent(plain.lateShare(latency)),
    ratio(plain.hours, leastHours),
    String(plain.killed),
  ];
  return `| ${cells.join(" | ")} |`;
}

function waitOf(seconds: number, latency: number): string {
  return seconds > latency ? `**${seconds} s**, ${seconds - latency} s late` : `${seconds} s`;
}

const percent = (share: number) => (share === 0 ? "none" : `${(share * 100).toFixed(1)} %`);
const ratio = (hours: number, least: number) => `${(hours / least).toFixed(2)} times`;
