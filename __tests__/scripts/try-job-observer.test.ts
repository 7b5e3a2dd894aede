import { GroupState } from "../../harness/emulator-types";
import { jobObserver } from "../../scripts/try/job-observer";
import { Scene } from "../../scripts/try/scenario";

const [send, work] = jobObserver.breaks;

/** So many jobs that wait, and workers in service, of so many that are wanted. */
function sceneOf(visible: number, workers: number, desired = workers, inFlight = 0): Scene {
  const instances = Array.from({ length: workers }, (_, index) => ({
    ...{ id: `i-${index}`, zone: "us-east-1a", lifecycleState: "InService", templateVersion: "1" },
  }));
  const group: GroupState = { min: 0, desired, max: 10, instances };
  return {
    state: {
      ...{ now: "2026-01-05T00:00:00+00:00", region: "us-east-1", zonesDown: [], alarms: {} },
      ...{ databases: {}, weightedNames: {}, targetGroups: {}, scheduledActions: [] },
      ...{ addresses: [], executions: [] },
      groups: { "jobs-1": group },
      queues: { "jobs-jobs": { visible, inFlight }, "jobs-dead-letters": { visible: 0, inFlight: 0 } },
    },
    outputs: {
      auto_scaling_group_name: "jobs-1",
      queue_name: "jobs-jobs",
      dead_letter_queue_url: "http://127.0.0.1/123456789012/jobs-dead-letters",
      backlog_per_worker_target: 60,
    },
  };
}

test("shows jobs and workers", () => {
  expect(jobObserver.show(sceneOf(40, 1, 2, 1))).toEqual([
    "2026-01-05T00:00:00+00:00: 40 jobs waiting, 1 at work, 0 failed for good.",
    "1 worker, 2 wanted, 10 at most; 60 jobs for each of them are as many as there may be.",
    "WORKER  ZONE        GROUP SAYS",
    "i-0     us-east-1a  InService",
  ]);
});

test("is steady with nothing to do and no worker", () => {
  expect(jobObserver.steady(sceneOf(0, 0))).toBe(true);
  expect(jobObserver.steady(sceneOf(0, 1))).toBe("0 jobs and 1 workers are left.");
  expect(jobObserver.steady(sceneOf(0, 0, 0, 2))).toBe("2 jobs and 0 workers are left.");
});

test("jobs that were sent have workers when there are enough for the target, or as many as there may be", () => {
  expect(send!.recovered(sceneOf(400, 7), "400 jobs")).toBe(true);
  expect(send!.recovered(sceneOf(400, 6), "400 jobs")).toBe("6 workers for 400 jobs, 7 are needed.");
  expect(send!.recovered(sceneOf(4000, 10), "4000 jobs")).toBe(true);
  expect(send!.choices(sceneOf(400, 7))).toEqual([]);
});

test("workers can work where there are some, until all is done and they have left", () => {
  expect(work!.choices(sceneOf(400, 7))).toEqual(["7 workers"]);
  expect(work!.choices(sceneOf(400, 0))).toEqual([]);
  expect(work!.recovered(sceneOf(0, 0), "7 workers")).toBe(true);
  expect(work!.recovered(sceneOf(1, 0), "7 workers")).toBe("1 jobs and 0 workers are left.");
});
