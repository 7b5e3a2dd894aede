import { useEmulator } from "../../harness/jest";
import { Json } from "../../harness/terraform-types";
import { until, WorkerFleet } from "../job-observer/worker-fleet";
import { ModuleUnderDrill } from "./support/module-under-drill";
import { tierIn } from "./support/tier";

/** The published module in one life: from none to many workers and back to none, and nothing for Terraform to repair. */
describe("job observer, applied, loaded, changed and destroyed", () => {
  const emulator = useEmulator();
  let drilled: ModuleUnderDrill;
  let fleet: WorkerFleet;
  let outputs: Record<string, Json>;

  beforeAll(async () => {
    const { load_balancer: _, ...around } = await tierIn(emulator(), ["us-east-1a", "us-east-1b"]);
    // Nothing boots here: somebody answers for the bootstraps.
    await emulator().answerHooks({ launching: true });
    drilled = await ModuleUnderDrill.of(emulator(), "job-observer", {
      ...around,
      name: "thumbs",
      job: { seconds_per_job: 10, acceptable_latency_seconds: 900 },
      worker: { command: "/opt/app/thumbnail" },
      workers: { max: 6 },
      alarms: { topic_arn: "arn:aws:sns:us-east-1:123456789012:alarms" },
    });
    await drilled.apply();
    outputs = await drilled.outputs();
    fleet = WorkerFleet.around(emulator(), outputs);
  });

  afterAll(() => fleet?.end());

  const alarm = async (name: string) => (await emulator().state()).alarms[name];

  /** Minutes pass until the group has so many instances; returns how many minutes that were. */
  async function minutesUntil(size: number, limit = 10): Promise<number> {
    for (let minutes = 0; minutes < limit; minutes++) {
      if (Object.keys(await fleet.instances()).length === size) return minutes;
      await emulator().tick();
    }
    throw new Error(`${JSON.stringify(await fleet.instances())}, not ${size}, after ${limit} minutes.`);
  }

  test("is made without a worker, and the next plan is empty", async () => {
    expect(await fleet.instances()).toEqual({});
    expect(outputs["backlog_per_worker_target"]).toBe(60);
    await drilled.expectNothingToDo();
  });

  test("a job that waits starts a worker within two minutes, from none", async () => {
    await fleet.send(["first"]);
    expect(await minutesUntil(1)).toBeLessThanOrEqual(2);
    await emulator().tick();
    await emulator().tick();
    expect(Object.keys(await fleet.instances())).toHaveLength(1); // and one only
  });

  test("130 more jobs need more workers, and get them at once", async () => {
    await fleet.send(Array.from({ length: 130 }, (_, index) => `job ${index}`));
    // 131 jobs at 60 for each worker: 1.2 are missing beside the one that is there, and the next step is two.
    expect(await minutesUntil(3)).toBeLessThanOrEqual(2);
  });

  test("the workers do all of it, and leave: the group is at none again, without a policy that shrinks it", async () => {
    const ids = Object.keys(await fleet.instances());
    await Promise.all(ids.map((id) => fleet.start(id, { idleSeconds: 4, slots: 2 })));
    await until(() => fleet.done().length, 131, 180);
    await until(() => fleet.counts(), { waiting: 0, inFlight: 0 });
    await until(async () => [await fleet.instances(), await fleet.desired()], [{}, 0]);
    expect(new Set(fleet.done()).size).toBe(131);
    await emulator().tick();
    await emulator().tick();
    expect(await fleet.instances()).toEqual({});
    expect(await alarm("thumbs-burst")).toBe("OK");
    await drilled.expectNothingToDo();
  });

  test("what fails for good is told, and the age of what waits is watched", async () => {
    await fleet.send(["poison"]);
    await minutesUntil(1);
    const [id] = Object.keys(await fleet.instances());
    await fleet.start(id!, { command: "false", idleSeconds: 4 });
    await until(() => fleet.counts(fleet.deadLetterUrl), { waiting: 1, inFlight: 0 });
    await emulator().tick();
    expect(await alarm("thumbs-dead-letters")).toBe("ALARM");
    expect(await alarm("thumbs-oldest-job")).toBe("OK");
    await until(() => fleet.instances(), {});
  });

  /** What these variables would change, as actions and addresses within the module. */
  async function changesWith(changed: Record<string, Json>): Promise<string[]> {
    const changes = await drilled.changesWith(changed);
    return changes.map(({ action, address }) => `${action} ${address.replace("module.drilled.", "")}`).sort();
  }

  test("another command and more workers are changes in place", async () => {
    const changed = { worker: { command: "/opt/app/other" }, workers: { max: 8 } };
    expect(await changesWith(changed)).toEqual([
      "update aws_autoscaling_group.fleet_group",
      "update aws_launch_template.fleet_template",
    ]);
    await drilled.apply(changed);
    await drilled.expectNothingToDo();
  });

  test("a FIFO queue is another queue: the plan says so", async () => {
    const changes = await changesWith({ queue: { fifo: {} } });
    expect(changes).toEqual(
      expect.arrayContaining([
        "replace aws_sqs_queue.queue_made[0]",
        "replace aws_sqs_queue.queue_made_dead_letters[0]",
      ]),
    );
  });

  test("destroy leaves nothing, with a worker that is in the middle of a job", async () => {
    await emulator().answerHooks({ terminating: true });
    await fleet.call("SetDesiredCapacity", { AutoScalingGroupName: fleet.group, DesiredCapacity: "1" });
    const [id] = Object.keys(await fleet.instances());
    await fleet.call("SetInstanceProtection", {
      AutoScalingGroupName: fleet.group,
      "InstanceIds.member.1": id!,
      ProtectedFromScaleIn: "true",
    });
    await drilled.destroy();
    expect(await emulator().state()).toMatchObject({ groups: {}, alarms: {} });
  });
});
