import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { awsJson } from "../../harness/aws-request";
import { Emulator } from "../../harness/emulator";
import { GroupState, QueueState } from "../../harness/emulator-types";
import { columns, count } from "../terminal/columns";
import { scalingActivities } from "./activities";
import { Break, Scenario, Scene } from "./scenario";

/** Seconds that real workers may take for all of their jobs, and to leave. */
const LIMIT_SECONDS = 280;

interface Shop {
  readonly group: GroupState;
  readonly queueName: string;
  readonly queue: QueueState;
  readonly deadLetters: QueueState;
  /** Jobs for each worker. */
  readonly target: number;
}

function shopOf({ state, outputs }: Scene): Shop {
  const group = state.groups[String(outputs.auto_scaling_group_name)];
  const queueName = String(outputs.queue_name);
  const queue = state.queues[queueName];
  const deadLetters = state.queues[String(outputs.dead_letter_queue_url).split("/").pop()!];
  if (!group || !queue || !deadLetters) throw new Error("The Auto Scaling group or a queue is gone.");
  return { group, queueName, queue, deadLetters, target: Number(outputs.backlog_per_worker_target) };
}

function show(scene: Scene): string[] {
  const { group, queue, deadLetters, target } = shopOf(scene);
  const rows = group.instances.map(({ id, zone, lifecycleState }) => [id, zone, lifecycleState]);
  return [
    `${scene.state.now}: ${count(queue.visible, "job")} waiting, ${queue.inFlight} at work, ${deadLetters.visible} failed for good.`,
    `${count(group.instances.length, "worker")}, ${group.desired} wanted, ${group.max} at most; ${target} jobs for each of them are as many as there may be.`,
    ...(rows.length === 0 ? [] : columns([["WORKER", "ZONE", "GROUP SAYS"], ...rows])),
  ];
}

/** Workers for all that waits, or as many as there may be; none where nothing waits. */
function enough({ group, queue, target }: Shop): true | string {
  const jobs = queue.visible + queue.inFlight;
  const needed = Math.min(group.max, Math.ceil(jobs / target));
  const serving = group.instances.filter(({ lifecycleState }) => lifecycleState === "InService").length;
  return serving >= needed || `${count(serving, "worker")} for ${jobs} jobs, ${needed} are needed.`;
}

function empty({ group, queue }: Shop): true | string {
  const isEmpty = queue.visible + queue.inFlight + group.instances.length + group.desired === 0;
  return isEmpty || `${queue.visible + queue.inFlight} jobs and ${group.instances.length} workers are left.`;
}

/** Of the one queue that is not for dead letters. */
async function queueOf(emulator: Emulator): Promise<string> {
  const names = Object.keys((await emulator.state()).queues);
  return names.find((name) => name.endsWith("-jobs"))!;
}

function sqs<T>(emulator: Emulator, action: string, parameters: object): Promise<T> {
  return awsJson<T>(emulator, "sqs", `AmazonSQS.${action}`, parameters);
}

const send: Break = {
  name: "Send jobs",
  explain:
    "A minute later the alarm sees them, and the policy for bursts launches what they need: from none, in one step. In AWS the metric is another minute or two late, and a worker takes a few minutes to boot.",
  choices: (scene) => (shopOf(scene).queue.visible > 0 ? [] : ["200 jobs", "40 jobs"]),
  run: async (emulator, choice) => {
    const { QueueUrl } = await sqs<{ QueueUrl: string }>(emulator, "GetQueueUrl", {
      QueueName: await queueOf(emulator),
    });
    for (let sent = 0; sent < parseInt(choice); sent += 10) {
      const Entries = Array.from({ length: 10 }, (_, index) => ({
        Id: String(index),
        MessageBody: `job ${sent + index}`,
      }));
      await sqs(emulator, "SendMessageBatch", { QueueUrl, Entries });
    }
  },
  recovered: (scene) => enough(shopOf(scene)),
};

const work: Break = {
  name: "Let the workers boot",
  explain:
    "The program that ships starts for each instance, here on this computer: it takes jobs, runs a command for each, and leaves when there are no more. No policy shrinks the group; here they wait for five seconds and not for five minutes.",
  choices: (scene) => {
    const { group } = shopOf(scene);
    return group.instances.length === 0 ? [] : [count(group.instances.length, "worker")];
  },
  run: runWorkers,
  recovered: (scene) => empty(shopOf(scene)),
};

/** Starts a worker for each instance, and waits until all have left. */
async function runWorkers(emulator: Emulator): Promise<void> {
  // Only here: with it comes cdktf, which no other tour needs.
  const { startJobWorker } = await import("../../harness/job-worker");
  const folder = mkdtempSync(join(tmpdir(), "workers-"));
  const queue = await queueOf(emulator);
  const ids = async () =>
    Object.values((await emulator.state()).groups).flatMap(({ instances }) => instances.map(({ id }) => id));
  const settings = { queue, command: "sleep 0.1", idleSeconds: 5 };
  const workers = await Promise.all(
    (await ids()).map((id) => startJobWorker(emulator, id, folder, settings)),
  );
  try {
    const deadline = Date.now() + LIMIT_SECONDS * 1000;
    while ((await ids()).length > 0 && Date.now() < deadline) await pause(500);
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Jobs go in, workers appear, the queue drains, and the fleet is at none again. */
export const jobObserver: Scenario = {
  pattern: "job-observer",
  title: "Workers that come when jobs wait, as many as they need, and leave when none do.",
  deployment: { seconds: 60, because: "most of it the AWS provider's own waits for queues" },
  prepare: (emulator) => emulator.answerHooks({ launching: true }),
  show,
  steady: (scene) => empty(shopOf(scene)),
  happenings: scalingActivities,
  breaks: [send, work],
};
