import { useEmulator } from "../../harness/jest";
import { die, until, WorkerFleet } from "../job-observer/worker-fleet";

jest.setTimeout(180_000);

/** Stories at once: most of their time they wait. */
const AT_ONCE = 4;

/** The program as it ships, against the emulator's SQS and Auto Scaling; only the metadata service is a stand-in. */
describe("the worker", () => {
  const emulator = useEmulator();
  const fleets: WorkerFleet[] = [];

  const fleetOf = async (size: number, options = {}) => {
    const fleet = await WorkerFleet.of(emulator(), size, options);
    fleets.push(fleet);
    return { fleet, ids: Object.keys(await fleet.instances()) };
  };

  afterAll(async () => {
    // Also those that `-t` has left out: all are told together.
    await Promise.allSettled(told.values());
    await Promise.all(fleets.map((fleet) => fleet.end()));
  });

  /** What is told so far, by title; told in order, a few side by side, as soon as the first one is asked for. */
  const told = new Map<string, Promise<void>>();
  const stories: [title: string, tell: () => Promise<void>][] = [];

  function story(title: string, tell: () => Promise<void>): void {
    stories.push([title, tell]);
    test(title, () => {
      if (told.size === 0) begin();
      return told.get(title)!;
    });
  }

  function begin(): void {
    const lanes = Array.from({ length: AT_ONCE }, () => Promise.resolve());
    stories.forEach(([title, tell], index) => {
      const ended = lanes[index % AT_ONCE]!.then(tell);
      told.set(title, ended);
      lanes[index % AT_ONCE] = ended.catch(() => undefined);
    });
  }

  test("1,000 jobs by five workers: each is done exactly once", async () => {
    const { fleet, ids } = await fleetOf(5);
    const bodies = Array.from({ length: 1000 }, (_, index) => `job ${index}`);
    await Promise.all(ids.map((id) => fleet.start(id, { slots: 2 })));
    await fleet.send(bodies);
    await until(() => fleet.counts(), { waiting: 0, inFlight: 0 }, 90);
    expect(fleet.done().sort()).toEqual([...bodies].sort());
  });

  story("a job that fails five times lands in the dead-letter queue, each attempt counted", async () => {
    const { fleet, ids } = await fleetOf(1);
    await fleet.send(["poison"]);
    await fleet.start(ids[0]!, { command: 'record "$(cat) $JOB_ATTEMPT"; exit 3' });
    await until(() => fleet.counts(fleet.deadLetterUrl), { waiting: 1, inFlight: 0 });
    expect(fleet.done()).toEqual([1, 2, 3, 4, 5].map((attempt) => `poison ${attempt}`));
    expect(await fleet.receive(fleet.deadLetterUrl)).toEqual(["poison"]);
    expect(await fleet.counts()).toEqual({ waiting: 0, inFlight: 0 });
  });

  story("a failed job is tried again later, one that runs for too long too", async () => {
    const { fleet, ids } = await fleetOf(1);
    await fleet.send(["slow"]);
    const command = '[[ $JOB_ATTEMPT == 2 ]] && record "$(cat)" && exit; sleep 60';
    const worker = await fleet.start(ids[0]!, {
      command,
      timeoutSeconds: 1,
      leaseSeconds: 3,
      retrySeconds: 2,
    });
    await until(() => worker.recentLog().includes("failed: took longer than 1 s"), true);
    expect(await fleet.counts()).toEqual({ waiting: 0, inFlight: 1 });
    expect(fleet.done()).toEqual([]);
    await until(() => fleet.done(), ["slow"]);
  });

  story("a worker that is killed in the middle gives its job back when the lease is over", async () => {
    const { fleet, ids } = await fleetOf(2);
    await fleet.send(["precious"]);
    const first = await fleet.start(ids[0]!, { command: "echo begun; exec sleep 60", leaseSeconds: 3 });
    await until(() => first.recentLog().includes("begun"), true);
    die(first);
    await fleet.start(ids[1]!, {});
    expect(fleet.done()).toEqual([]);
    await until(() => fleet.done(), ["precious"]);
    await until(() => fleet.counts(), { waiting: 0, inFlight: 0 });
  });

  story("a job that takes longer than its lease is not done twice", async () => {
    const { fleet, ids } = await fleetOf(2);
    await fleet.send(["long"]);
    const command = 'record "begun $(cat)"; sleep 8; record ended';
    await Promise.all(ids.map((id) => fleet.start(id, { command, leaseSeconds: 3 })));
    await until(() => fleet.counts(), { waiting: 0, inFlight: 0 });
    expect(fleet.done()).toEqual(["begun long", "ended"]);
  });

  story("a termination notice: the job is finished, and only then the instance goes", async () => {
    const { fleet, ids } = await fleetOf(1);
    const [id] = ids;
    await fleet.send(["last", "next"]);
    const worker = await fleet.start(id!, { command: 'echo begun; sleep 4; record "$(cat)"' });
    await until(() => worker.recentLog().includes("begun"), true);
    await fleet.call("TerminateInstanceInAutoScalingGroup", {
      InstanceId: id!,
      ShouldDecrementDesiredCapacity: "true",
    });
    expect(await fleet.instances()).toEqual({ [id!]: "Terminating:Wait" });
    expect(fleet.done()).toEqual([]);
    await until(() => fleet.instances(), {});
    expect(fleet.done()).toEqual(["last"]);
    expect(await fleet.counts()).toEqual({ waiting: 1, inFlight: 0 });
  });

  story(
    "a termination notice with too little time: the job goes back at once, and the hook is completed",
    async () => {
      const { fleet, ids } = await fleetOf(1);
      const [id] = ids;
      await fleet.send(["long"]);
      // It even says that it is done: what was interrupted is not.
      const command = "trap 'exit 0' TERM; echo begun; sleep 60 & wait";
      const worker = await fleet.start(id!, { command, drainSeconds: 1 });
      await until(() => worker.recentLog().includes("begun"), true);
      await fleet.call("TerminateInstanceInAutoScalingGroup", {
        InstanceId: id!,
        ShouldDecrementDesiredCapacity: "true",
      });
      await until(() => fleet.instances(), {});
      expect(await fleet.counts()).toEqual({ waiting: 1, inFlight: 0 });
    },
  );

  story(
    "a Spot interruption: what would not end in time goes back, also where the command does not listen",
    async () => {
      const { fleet, ids } = await fleetOf(1);
      await fleet.send(["long"]);
      const worker = await fleet.start(ids[0]!, { command: "trap '' TERM; echo begun; sleep 60" });
      await until(() => worker.recentLog().includes("begun"), true);
      worker.metadata.change({ spotInterruption: new Date(Date.now() + 21_500) });
      await until(() => fleet.counts(), { waiting: 1, inFlight: 0 });
      await until(() => worker.ending(), "0");
    },
  );

  story("a stop: the job goes back at once, and the instance stays in the group", async () => {
    const { fleet, ids } = await fleetOf(1);
    await fleet.send(["long"]);
    const worker = await fleet.start(ids[0]!, { command: "echo begun; sleep 60" });
    await until(() => worker.recentLog().includes("begun"), true);
    worker.terminate();
    await until(() => worker.ending(), "0");
    expect(await fleet.counts()).toEqual({ waiting: 1, inFlight: 0 });
    expect(await fleet.instances()).toEqual({ [ids[0]!]: "InService" });
  });

  story("idle workers leave, each lowers desired by one, and at the minimum they stay", async () => {
    const { fleet, ids } = await fleetOf(3, { min: 1 });
    const workers = await Promise.all(ids.map((id) => fleet.start(id, { idleSeconds: 2 })));
    await until(async () => [await fleet.desired(), Object.keys(await fleet.instances()).length], [1, 1]);
    const [staying] = Object.keys(await fleet.instances());
    const worker = workers.find(({ instance }) => instance === staying)!;
    await until(() => worker.recentLog().includes("stays"), true);
    // And goes on.
    await fleet.send(["after all"]);
    await until(() => fleet.done(), ["after all"]);
    expect(await fleet.desired()).toBe(1);
  });

  story("a busy worker is protected, so that a group that is made smaller loses the idle one", async () => {
    const { fleet, ids } = await fleetOf(2);
    await fleet.send(["work"]);
    const command = "echo begun; sleep 4; record $(cat)";
    const workers = await Promise.all(ids.map((id) => fleet.start(id, { command })));
    await until(() => workers.some((worker) => worker.recentLog().includes("begun")), true);
    const busy = workers.find((worker) => worker.recentLog().includes("begun"))!.instance;
    await until(() => fleet.protectedInstances(), [busy]);
    await fleet.call("SetDesiredCapacity", { AutoScalingGroupName: fleet.group, DesiredCapacity: "1" });
    await until(async () => Object.keys(await fleet.instances()), [busy]);
    await until(() => fleet.done(), ["work"]);
    await until(() => fleet.protectedInstances(), []);
  });

  story(
    "a worker that begins when its instance is about to go takes no job, and keeps nobody waiting",
    async () => {
      const { fleet, ids } = await fleetOf(1);
      await fleet.send(["work"]);
      await fleet.call("SetDesiredCapacity", { AutoScalingGroupName: fleet.group, DesiredCapacity: "0" });
      expect(await fleet.instances()).toEqual({ [ids[0]!]: "Terminating:Wait" });
      await fleet.start(ids[0]!, {});
      await until(() => fleet.instances(), {});
      expect(await fleet.counts()).toEqual({ waiting: 1, inFlight: 0 });
    },
  );

  story("does as many jobs at once as it is told, with the environment that it is told", async () => {
    const { fleet, ids } = await fleetOf(1);
    await fleet.send(["a", "b", "c", "d"]);
    const command = 'record "begun $NOTE"; sleep 3; cat';
    const settings = { command, slots: 3, environment: { NOTE: "it's ${HOME}" } };
    await fleet.start(ids[0]!, settings);
    await until(() => fleet.done().length, 3);
    expect(await fleet.counts()).toEqual({ waiting: 1, inFlight: 3 });
    expect(fleet.done()).toEqual(Array(3).fill("begun it's ${HOME}"));
    await until(() => fleet.counts(), { waiting: 0, inFlight: 0 });
  });

  story(
    "an instance that is not in service yet takes no job, and one whose metadata fails at first waits",
    async () => {
      const { fleet, ids } = await fleetOf(1);
      await fleet.send(["early"]);
      const worker = await fleet.start(ids[0]!, {});
      worker.metadata.failNext(3);
      worker.metadata.change({ targetLifecycleState: "Warmed:Stopped" });
      await until(() => worker.recentLog().includes("waits"), true);
      const asked = worker.metadata.requests.length;
      await until(() => worker.metadata.requests.length > asked + 8, true);
      // It asked once whether a hook waits for it, and none did.
      expect(worker.recentLog()).not.toContain("Lifecycle Action");
      expect(await fleet.counts()).toEqual({ waiting: 1, inFlight: 0 });
      worker.metadata.change({ targetLifecycleState: "InService" });
      await until(() => fleet.done(), ["early"]);
    },
  );
});
