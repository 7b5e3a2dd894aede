import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Testing, TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import fc from "fast-check";
import { requireTool } from "../../harness/jest";
import { Terraform } from "../../harness/terraform";
import { bind, defineInputs } from "../../modules/definition";
import { Conflicts, conflictsOf } from "../../modules/schedule/conflicts";
import { Schedule as Simulated } from "../../modules/schedule/edges";
import { simulate } from "../../modules/schedule/simulate";
import { schema } from "../../modules/scheduled-scale-out/inputs";
import { Schedule } from "../../modules/scheduled-scale-out/schedule";

requireTool("terraform");

const SEED = 20250101;
const HOUR = 3_600_000;

const around = {
  name: "web",
  vpcId: "vpc-0a1b2c3d",
  subnetIds: ["subnet-0000000a", "subnet-0000000b"],
  image: { id: "ami-0a1b2c3d" },
};

type Config = Required<Pick<Simulated, "capacity" | "windows" | "actions">>;

/** What Terraform itself finds in each schedule: all of them in one start, without any provider. */
async function foundAtPlan(configs: readonly Config[]): Promise<Found[]> {
  const directory = mkdtempSync(join(tmpdir(), "schedules-"));
  try {
    const stack = Testing.synthScope((scope) =>
      configs.forEach((config, index) => {
        const inner = new Construct(scope, `case_${index}`);
        const capacity = { max: 5000, ...config.capacity };
        const { input } = bind(inner, defineInputs("Case", schema), { ...around, ...config, capacity });
        const { rules, initialMin } = new Schedule(inner, "schedule", input);
        const [, sameMinute, lowered] = rules.map(({ holds, message }) => ({ holds, message }));
        new TerraformOutput(scope, `out_${index}`, {
          value: { sameMinute, lowered, initialMin },
          staticId: true,
        });
      }),
    );
    writeFileSync(join(directory, "main.tf.json"), stack);
    const terraform = new Terraform({ directory });
    await terraform.apply();
    const outputs = (await terraform.output()) as Record<
      string,
      { sameMinute: Verdict; lowered: Verdict; initialMin: number }
    >;
    return configs.map((_, index) => {
      const { sameMinute, lowered, initialMin } = outputs[`out_${index}`]!;
      return { sameMinute: wordsOf(sameMinute), lowered: wordsOf(lowered), initialMin };
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

type Found = Conflicts & { readonly initialMin: number };

interface Verdict {
  readonly holds: boolean;
  readonly message: string;
}

/** What follows the rule in a sentence, apart. */
function wordsOf({ holds, message }: Verdict): string[] {
  return holds
    ? []
    : message
        .replace(/^.*?, got /, "")
        .replace(/\.$/, "")
        .split("; ");
}

/** Without the times and the order, which depend on where one begins to look. */
const pairsOf = (words: readonly string[]) =>
  words
    .map((one) =>
      one
        .replace(/ at .*?(?= while|$)/, "")
        .split(" and ")
        .sort()
        .join(" and "),
    )
    .sort();

const now = new Date();
/** A minute some hours from now. */
const hoursAhead = (hours: number) =>
  new Date(Math.ceil(now.getTime() / HOUR) * HOUR + hours * HOUR).toISOString().replace(".000Z", "Z");

const days = fc.constantFrom("*", "1-5", "MON-FRI", "6,7", "0", "SAT", "2-6/2", "*/2", "FRI-7");
const cron = fc
  .tuple(
    fc.constantFrom("0", "5", "10", "20", "40", "55", "*/30"),
    fc.constantFrom("0", "6", "8", "12", "18", "8-18/5", "7,19"),
    days,
  )
  .map(([minute, hour, day]) => `${minute} ${hour} * * ${day}`);
const min = fc.integer({ min: 0, max: 6 });
const zone = fc.constantFrom("Europe/Berlin", "Europe/Berlin", "UTC", "Etc/UTC");

/** Windows that both products can compare: weekly ones, of one zone in each schedule, and in UTC also such that come once. */
const schedule = zone.chain((timeZone) => {
  const weekly = fc.record({ from: cron, to: cron, min }).map((window) => ({ ...window, timeZone }));
  const once = fc
    .tuple(fc.integer({ min: -60, max: 200 }), fc.integer({ min: 1, max: 300 }), min)
    .map(([start, hours, floor]) => ({
      at: hoursAhead(start),
      until: hoursAhead(start + hours),
      min: floor,
    }));
  const window = timeZone === "Europe/Berlin" ? weekly : fc.oneof(weekly, once);
  const actions = fc.dictionary(
    fc.constantFrom("x", "y"),
    cron.map((recurrence) => ({ recurrence, timeZone, min: 1 })),
  );
  return fc.record({
    capacity: fc.record({ min: fc.integer({ min: 0, max: 4 }) }),
    windows: fc.dictionary(fc.constantFrom("a", "b", "c"), window, { minKeys: 2 }),
    actions,
  });
});

const office = { from: "0 8 * * MON-FRI", to: "0 18 * * MON-FRI", timeZone: "Europe/Berlin", min: 6 };
const soon = { at: hoursAhead(200), until: hoursAhead(200 + 7 * 24), min: 4 };

/** What the README says that a plan of the published module does not see. */
const unseenAtPlan: Readonly<Record<string, Config["windows"]>> = {
  "windows of two time zones": {
    office,
    "new-york": { from: "0 9 * * MON-FRI", to: "0 17 * * MON-FRI", timeZone: "America/New_York", min: 4 },
  },
  "a window by the day of the month beside one by the day of the week": {
    office,
    payday: { from: "0 6 1 * *", to: "0 20 1 * *", timeZone: "Europe/Berlin", min: 8 },
  },
  "a window by the month": {
    office,
    season: { from: "30 4 * 11,12 *", to: "30 23 * 11,12 *", timeZone: "Europe/Berlin", min: 8 },
  },
  "a window that comes once beside one that recurs in another zone than UTC": { office, soon },
};

/** The floors of the windows that are open some hours from now. */
function floorsAt({ windows }: Config, hours: number): number[] {
  const from = new Date(now.getTime() + hours * HOUR);
  const range = { from, until: new Date(from.getTime() + 1) };
  return Object.entries(windows)
    .filter(([name, window]) => {
      // A baseline that no window has.
      const { steps } = simulate({ capacity: { min: -1 }, windows: { [name]: window } }, range);
      return steps[0]!.floor >= 0;
    })
    .map(([, { min: floor }]) => floor);
}

const highest = (floors: number[], baseline: number) =>
  floors.length === 0 ? baseline : Math.max(...floors);

describe("times are compared at plan as the simulator does", () => {
  const samples = fc.sample(schedule, { seed: SEED, numRuns: 60 }) as Config[];
  const unseen = Object.values(unseenAtPlan).map((windows) => ({
    capacity: { min: 2 },
    windows,
    actions: {},
  }));
  let atPlan: Found[];
  beforeAll(async () => {
    atPlan = await foundAtPlan([...samples, ...unseen]);
  });

  test("in 60 schedules, of which each product refuses many and accepts many", () => {
    const simulated = samples.map((one) => conflictsOf(one, now));
    for (const kind of ["sameMinute", "lowered"] as const) {
      // Which of two edges at one minute is the last one, nobody can say.
      const isClear = (index: number) => kind === "sameMinute" || simulated[index]!.sameMinute.length === 0;
      const differing = samples.flatMap((sample, index) => {
        const [one, other] = [pairsOf(simulated[index]![kind]), pairsOf(atPlan[index]![kind])];
        if (!isClear(index)) return [];
        return JSON.stringify(one) === JSON.stringify(other)
          ? []
          : [{ sample, simulated: one, atPlan: other }];
      });
      expect(differing).toEqual([]);
      const refused = simulated.filter((one, index) => isClear(index) && one[kind].length > 0).length;
      expect(refused).toBeGreaterThan(10);
      expect(refused).toBeLessThan(50);
    }
  });

  test("and a group is made with the floor of the window that is open, or may be so by summer time or winter time", () => {
    const open = samples.map((sample) => floorsAt(sample, 0));
    const about = samples.map((sample) => [-1, 0, 1].flatMap((hours) => floorsAt(sample, hours)));
    const isExact = ({ windows }: Config) =>
      Object.values(windows).every(({ timeZone }) => timeZone !== "Europe/Berlin");
    samples.forEach((sample, index) => {
      const exact = highest(open[index]!, sample.capacity.min);
      const { initialMin } = atPlan[index]!;
      if (isExact(sample)) expect(initialMin).toBe(exact);
      else if (open[index]!.length > 0) expect(initialMin).toBeGreaterThanOrEqual(exact);
      expect([sample.capacity.min, ...about[index]!]).toContain(initialMin);
    });
    expect(open.filter((floors) => floors.length > 0).length).toBeGreaterThan(5);
  });

  test.each(Object.keys(unseenAtPlan).map((title, index) => ({ title, index })))(
    "but for $title, which is the simulator's alone",
    ({ index }) => {
      expect(conflictsOf(unseen[index]!, now).lowered).not.toEqual([]);
      expect(atPlan[samples.length + index]).toMatchObject({ sameMinute: [], lowered: [] });
    },
  );
});
