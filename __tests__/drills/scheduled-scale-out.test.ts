import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Testing } from "cdktf";
import { awsQuery } from "../../harness/aws-request";
import { EmulatorRequest } from "../../harness/emulator-types";
import { useEmulator } from "../../harness/jest";
import { Json } from "../../harness/terraform-types";
import { ScheduledScaleOut } from "../../modules";
import { objectShapeOf } from "../../modules/definition/schema";
import { schema, ScheduledScaleOutConfig } from "../../modules/scheduled-scale-out/inputs";
import { valueInTerraform } from "../../publisher/spelling";
import { ModuleUnderDrill } from "./support/module-under-drill";
import { tierIn } from "./support/tier";

const DAY = 86_400_000;
const now = new Date();
/** Midnight some days from now. */
const midnight = (days: number) =>
  new Date(Math.floor(now.getTime() / DAY) * DAY + days * DAY).toISOString().replace(".000Z", "Z");

const office = { from: "0 8 * * MON-FRI", to: "0 18 * * MON-FRI", timeZone: "Europe/Berlin", min: 6 };
/** A Saturday and a Sunday, so that it meets no office hours. */
const saturday = 30 + ((6 - new Date(midnight(30)).getUTCDay() + 7) % 7);
const sale = { at: midnight(saturday), until: midnight(saturday + 1), min: 9, desired: 10 };
const over = { at: "2020-03-02T06:00:00Z", until: "2020-03-03T06:00:00Z", min: 12 };

type Times = Pick<ScheduledScaleOutConfig, "capacity" | "windows" | "actions" | "port">;
const first: Times = {
  capacity: { min: 2, max: 12 },
  windows: { office, sale, over },
  actions: { up: { recurrence: "0 3 * * SUN", desired: 3 }, gone: { at: "2020-01-01T00:00:00Z", min: 5 } },
};
/** Other times, another baseline and maximum, and a window of the same times that has got another name. */
const second: Times = {
  capacity: { min: 3, max: 14 },
  windows: { office: { ...office, from: "0 9 * * MON-FRI" }, fair: sale, over },
  actions: { up: { recurrence: "0 3 * * SUN", desired: 3 } },
};

/** The published module and the construct side by side, in one life: every start of the provider costs seconds. */
describe("scheduled scale-out, applied, changed, scheduled and destroyed", () => {
  const emulator = useEmulator();
  let tier: ModuleUnderDrill;
  let around: Record<string, Json>;

  beforeAll(async () => {
    around = await tierIn(emulator(), ["us-east-1a", "us-east-1b"]);
    tier = await ModuleUnderDrill.of(emulator(), "scheduled-scale-out", { ...around, ...inTerraform(first) });
    writeConstruct(first);
    await tier.terraform.init();
    await tier.apply();
  });

  const inTerraform = (times: Times) =>
    valueInTerraform(objectShapeOf(schema), times) as Record<string, Json>;

  /** The construct as the stack of a TypeScript user has it, under the name `app`. */
  function writeConstruct(times: Times): void {
    const { directory } = tier.terraform;
    const config = {
      ...times,
      name: "app",
      vpcId: around.vpc_id as string,
      subnetIds: around.subnet_ids as string[],
      image: around.image as { id: string },
      loadBalancer: { deletionProtection: false },
    };
    const stack = Testing.synthScope((scope) => void new ScheduledScaleOut(scope, "app", config));
    mkdirSync(join(directory, "construct"), { recursive: true });
    writeFileSync(join(directory, "construct", "main.tf.json"), stack);
    writeFileSync(
      join(directory, "construct.tf.json"),
      JSON.stringify({ module: { construct: { source: "./construct" } } }),
    );
  }

  async function change(times: Times): Promise<EmulatorRequest[]> {
    const { n: since } = (await emulator().requests()).at(-1)!;
    writeConstruct(times);
    await tier.apply(inTerraform(times));
    return (await emulator().requests({ since })).filter(({ action }) => /Scheduled/.test(action));
  }

  /** Every action that was sent, without the hash of its name and the name of its group. */
  async function sent(requests: EmulatorRequest[], name: string): Promise<Record<string, object>> {
    const puts = requests.filter(
      ({ action, params }) =>
        action === "PutScheduledUpdateGroupAction" &&
        String(params["AutoScalingGroupName"]).startsWith(`${name}-`),
    );
    const own = puts.map(({ params }) => {
      const { AutoScalingGroupName: _, ScheduledActionName: called, ...rest } = params;
      expect(called).toMatch(new RegExp(`^${name}-[a-z-]+-[0-9a-f]{6}$`));
      return [String(called).slice(name.length + 1, -7), rest] as const;
    });
    expect(puts.filter(({ status }) => status !== 200)).toEqual([]);
    return Object.fromEntries(own);
  }

  const group = async (name: string) => {
    const { groups } = await emulator().state();
    const [found] = Object.entries(groups).filter(([key]) => key.startsWith(`${name}-`));
    return { name: found![0], ...found![1] };
  };

  const setMinimum = async (size: number) => {
    for (const name of ["web", "app"])
      await awsQuery(emulator(), "autoscaling", "2011-01-01", {
        Action: "UpdateAutoScalingGroup",
        AutoScalingGroupName: (await group(name)).name,
        MinSize: String(size),
      });
  };

  /** As the emulator writes down what it was sent. */
  const start = (instant: string) => instant.replace("Z", "");
  const berlin = { TimeZone: "Europe/Berlin" };

  test.each(["web", "app"])(
    "%s: what is sent has no size that nobody gave, and no time that AWS fills in",
    async (name) => {
      const requests = await emulator().requests({ service: "autoscaling" });
      expect(await sent(requests, name)).toEqual({
        "office-open": { ...berlin, Recurrence: office.from, MinSize: 6, DesiredCapacity: 6 },
        "office-close": { ...berlin, Recurrence: office.to, MinSize: 2, DesiredCapacity: 2 },
        "sale-open": { StartTime: start(sale.at), MinSize: 9, DesiredCapacity: 10 },
        "sale-close": { StartTime: start(sale.until), MinSize: 2, DesiredCapacity: 2 },
        up: { TimeZone: "UTC", Recurrence: "0 3 * * SUN", DesiredCapacity: 3 },
      });
    },
  );

  test.each(["web", "app"])("%s: the actions that AWS has are the windows", async (name) => {
    const { scheduledActions } = await emulator().state();
    const own = scheduledActions.filter((action) => action.group.startsWith(`${name}-`));
    const recurring = own.filter(({ recurrence }) => recurrence !== null);
    expect(
      recurring.map(({ recurrence, timeZone, min, max }) => [recurrence, timeZone, min, max]).sort(),
    ).toEqual([
      [office.to, "Europe/Berlin", 2, null],
      ["0 3 * * SUN", "UTC", null, null],
      [office.from, "Europe/Berlin", 6, null],
    ]);
    const once = own.filter(({ recurrence }) => recurrence === null);
    expect(once.map(({ start, min }) => [Date.parse(start!), min]).sort()).toEqual([
      [Date.parse(sale.at), 9],
      [Date.parse(sale.until), 2],
    ]);
  });

  test("what has passed is said, and the next plan is empty", async () => {
    const { skipped_actions: skipped } = await tier.outputs();
    expect(skipped).toEqual({ gone: "2020-01-01T00:00:00Z", "over/close": over.until, "over/open": over.at });
    await tier.expectNothingToDo();
  });

  test("a floor that the schedule has raised, and one that it has lowered, are nothing to do", async () => {
    await setMinimum(6);
    await tier.expectNothingToDo();
    await setMinimum(1);
    await tier.expectNothingToDo();
  });

  test("other times are other actions: removed first, without the start of the old ones, and no size moves", async () => {
    await setMinimum(6);
    const requests = await change(second);
    const writes = requests.filter(({ action }) => !action.startsWith("Describe"));
    expect(writes.map(({ action }) => action)).toEqual([
      ...Array(8).fill("DeleteScheduledAction"), // of each of the two: both edges of office, which has another baseline, too, and of sale
      ...Array(8).fill("PutScheduledUpdateGroupAction"),
    ]);
    for (const name of ["web", "app"]) {
      expect(await sent(requests, name)).toEqual({
        "office-open": { ...berlin, Recurrence: "0 9 * * MON-FRI", MinSize: 6, DesiredCapacity: 6 },
        "office-close": { ...berlin, Recurrence: office.to, MinSize: 3, DesiredCapacity: 3 },
        "fair-open": { StartTime: start(sale.at), MinSize: 9, DesiredCapacity: 10 },
        "fair-close": { StartTime: start(sale.until), MinSize: 3, DesiredCapacity: 3 },
      });
      expect(await group(name)).toMatchObject({ min: 6, desired: 6, max: 14 });
    }
    await tier.expectNothingToDo();
  });

  test("a new group takes over at the floor that is given for it, with all of its actions", async () => {
    const { name: before } = await group("web");
    await tier.apply({ port: 9090, capacity: { ...second.capacity, initial: 6 } });
    const after = await group("web");
    expect(after.name).not.toBe(before);
    expect(after).toMatchObject({ min: 6, desired: 6 });
    const { scheduledActions } = await emulator().state();
    expect(scheduledActions.filter((action) => action.group === after.name)).toHaveLength(5);
    await tier.expectNothingToDo();
  });

  test("time passes: windows open and close, actions that have run are gone, and no plan wants them back", async () => {
    const monday = new Date(midnight(saturday - 5));
    await emulator().setClock(new Date(monday.getTime() + 10 * 3_600_000));
    expect(await group("web")).toMatchObject({ min: 6, desired: 6, max: 14 });
    await emulator().setClock(new Date(monday.getTime() + 20 * 3_600_000));
    expect(await group("web")).toMatchObject({ min: 3, desired: 3, max: 14 });
    await tier.expectNothingToDo();
  });

  test("destroy leaves nothing", async () => {
    await tier.destroy();
    const state = await emulator().state();
    expect(state).toMatchObject({ groups: {}, targetGroups: {}, scheduledActions: [] });
  });
});
