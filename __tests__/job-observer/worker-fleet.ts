import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { amazonLinux, defaultNetwork } from "../../harness/account";
import { awsJson, awsQuery, textsOf } from "../../harness/aws-request";
import { Emulator } from "../../harness/emulator";
import { JobWorker, startJobWorker } from "../../harness/job-worker";
import { Json } from "../../harness/terraform-types";
import { FIXED_SETTINGS, WorkerSettings } from "../../modules/job-observer/worker";

/** A message as SQS gives it. */
interface Received {
  readonly Body: string;
  readonly ReceiptHandle: string;
}

let fleets = 0;

/** A queue with its dead-letter queue and a group in the emulator, and real workers on this computer in place of its instances. */
export class WorkerFleet {
  private readonly folder = mkdtempSync(join(tmpdir(), "workers-"));
  private readonly workers: JobWorker[] = [];

  private constructor(
    private readonly emulator: Emulator,
    readonly group: string,
    readonly queueUrl: string,
    readonly deadLetterUrl: string,
  ) {}

  /** Around what the outputs of the published module name. */
  static around(emulator: Emulator, outputs: Record<string, Json>): WorkerFleet {
    const { auto_scaling_group_name: group, queue_url: queue, dead_letter_queue_url: deadLetters } = outputs;
    return new WorkerFleet(emulator, group as string, queue as string, deadLetters as string);
  }

  /** As the pattern makes them: a group of so many instances, with the hook that drains. */
  static async of(emulator: Emulator, size: number, { min = 0, maxAttempts = 5 } = {}): Promise<WorkerFleet> {
    const name = `fleet-${++fleets}`;
    const deadLetterUrl = await createQueue(emulator, `${name}-dead-letters`, {});
    const deadLetterTargetArn = `arn:aws:sqs:us-east-1:123456789012:${name}-dead-letters`;
    const redrive = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: maxAttempts });
    const queueUrl = await createQueue(emulator, name, { RedrivePolicy: redrive });
    await createGroup(emulator, name, min, size);
    return new WorkerFleet(emulator, name, queueUrl, deadLetterUrl);
  }

  /** Ids of the instances, and where the group says that they are. */
  async instances(): Promise<Record<string, string>> {
    const { instances } = (await this.emulator.state()).groups[this.group]!;
    return Object.fromEntries(instances.map(({ id, lifecycleState }) => [id, lifecycleState]));
  }

  async desired(): Promise<number> {
    return (await this.emulator.state()).groups[this.group]!.desired;
  }

  /** Starts the worker of an instance, whose jobs write down what they do: `record` adds a line to a file. */
  async start(instance: string, settings: Partial<WorkerSettings>): Promise<JobWorker> {
    const command = `record() { echo "$*" >>${join(this.folder, "done")}; }\n${settings.command ?? "record $(cat)"}`;
    const queue = this.queueUrl.split("/").pop()!;
    const worker = await startJobWorker(this.emulator, instance, this.folder, {
      ...settings,
      queue,
      command,
    });
    this.workers.push(worker);
    return worker;
  }

  /** What jobs have written down so far, a line each. */
  done(): string[] {
    const file = join(this.folder, "done");
    return existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [];
  }

  async send(bodies: readonly string[]): Promise<void> {
    for (let start = 0; start < bodies.length; start += 10) {
      const batch = bodies.slice(start, start + 10);
      const Entries = batch.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
      await sqs(this.emulator, "SendMessageBatch", { QueueUrl: this.queueUrl, Entries });
    }
  }

  /** Messages that wait, and those that are in flight. */
  async counts(queueUrl = this.queueUrl): Promise<{ waiting: number; inFlight: number }> {
    const asked = { QueueUrl: queueUrl, AttributeNames: ["All"] };
    const { Attributes } = await sqs<{ Attributes: Record<string, string> }>(
      this.emulator,
      "GetQueueAttributes",
      asked,
    );
    return {
      waiting: Number(Attributes["ApproximateNumberOfMessages"]),
      inFlight: Number(Attributes["ApproximateNumberOfMessagesNotVisible"]),
    };
  }

  /** Takes one message of a queue, as any consumer. */
  async receive(queueUrl: string): Promise<string[]> {
    const { Messages = [] } = await sqs<{ Messages?: Received[] }>(this.emulator, "ReceiveMessage", {
      QueueUrl: queueUrl,
    });
    return Messages.map(({ Body }) => Body);
  }

  /** A call of Auto Scaling by somebody else. */
  call(Action: string, parameters: Record<string, string> = {}): Promise<string> {
    return autoscaling(this.emulator, Action, parameters);
  }

  /** Instances that scale-in must leave alone. */
  async protectedInstances(): Promise<string[]> {
    const xml = await this.call("DescribeAutoScalingInstances");
    const members = [...xml.matchAll(/<member>(.*?)<\/member>/gs)].map(([, member]) => member!);
    const isProtected = (member: string) =>
      textsOf(member, "ProtectedFromScaleIn")[0] === "true" &&
      textsOf(member, "AutoScalingGroupName")[0] === this.group;
    return members.filter(isProtected).map((member) => textsOf(member, "InstanceId")[0]!);
  }

  async end(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.stop()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The instance is gone, from one moment to the next, with all that runs on it. */
export function die({ pid }: JobWorker): void {
  const children = spawnSync("ps", ["-o", "pid=", "--ppid", String(pid)], { encoding: "utf8" });
  process.kill(pid, "SIGKILL");
  // Each command leads a group of processes.
  for (const child of children.stdout.split("\n").filter(Boolean)) process.kill(-Number(child), "SIGKILL");
}

/** Waits until something is so; rejects with what it was last. */
export async function until<T>(ask: () => Promise<T> | T, expected: T, limitSeconds = 60): Promise<void> {
  const deadline = Date.now() + limitSeconds * 1000;
  let found: T;
  do {
    found = await ask();
    if (JSON.stringify(found) === JSON.stringify(expected)) return;
    await pause(100);
  } while (Date.now() < deadline);
  throw new Error(`Not within ${limitSeconds} s: ${JSON.stringify(found)}, not ${JSON.stringify(expected)}.`);
}

async function createQueue(emulator: Emulator, QueueName: string, Attributes: object): Promise<string> {
  const made = await sqs<{ QueueUrl: string }>(emulator, "CreateQueue", { QueueName, Attributes });
  return made.QueueUrl;
}

async function createGroup(emulator: Emulator, name: string, min: number, size: number): Promise<void> {
  const { subnets } = await defaultNetwork(emulator);
  await awsQuery(emulator, "ec2", "2016-11-15", {
    Action: "CreateLaunchTemplate",
    LaunchTemplateName: name,
    "LaunchTemplateData.ImageId": await amazonLinux(emulator, "x86_64"),
    "LaunchTemplateData.InstanceType": "t3.small",
  });
  await autoscaling(emulator, "CreateAutoScalingGroup", {
    AutoScalingGroupName: name,
    MinSize: String(min),
    MaxSize: "5",
    DesiredCapacity: String(size),
    VPCZoneIdentifier: subnets["us-east-1a"]!,
    "LaunchTemplate.LaunchTemplateName": name,
    "LaunchTemplate.Version": "1",
  });
  await autoscaling(emulator, "PutLifecycleHook", {
    AutoScalingGroupName: name,
    LifecycleHookName: FIXED_SETTINGS.hook,
    LifecycleTransition: "autoscaling:EC2_INSTANCE_TERMINATING",
    HeartbeatTimeout: "600",
    DefaultResult: "CONTINUE",
  });
}

function sqs<T>(emulator: Emulator, action: string, parameters: object): Promise<T> {
  return awsJson<T>(emulator, "sqs", `AmazonSQS.${action}`, parameters);
}

function autoscaling(emulator: Emulator, Action: string, parameters: Record<string, string>) {
  return awsQuery(emulator, "autoscaling", "2011-01-01", { Action, ...parameters });
}
