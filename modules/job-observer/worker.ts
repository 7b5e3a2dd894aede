import { Token } from "cdktf";
import { OwnSteps } from "../bootstrap/plan";
import { choose, Expression, hcl, text } from "../definition";
import { programWithoutComments } from "../program-text";
import type { JobObserverInput } from "./inputs";
import { drainSeconds, timeoutSeconds } from "./job-times";
import { PROGRAM_FILE, SETTINGS_FILE, UNIT_FILE } from "./worker-files";

/** Name of the lifecycle hook that holds an instance until its worker has finished its jobs or given them back. */
export const DRAIN_HOOK = "drain";

/** The SDK has this name in Amazon Linux 2023, Ubuntu and Debian. */
const SDK = "python3-boto3";

/** What the worker is told of the inputs, as its program reads it. */
export interface WorkerSettings {
  /** Name of the queue. */
  readonly queue: string;
  readonly command: string;
  readonly environment: Record<string, string>;
  /** Jobs at once. */
  readonly slots: number;
  readonly timeoutSeconds: number;
  readonly retrySeconds: number;
  readonly leaseSeconds: number;
  readonly idleSeconds: number;
  /** Share of its time that a worker shall be busy, from 0 to 1. */
  readonly keepShare: number | Expression;
  readonly drainSeconds: number;
  /** Name of the lifecycle hook that it completes. */
  readonly hook: string;
  /** Seconds of a long poll. */
  readonly pollSeconds: number;
  /** Seconds between two looks for a termination notice. */
  readonly noticeSeconds: number;
  /** Seconds between SIGTERM and SIGKILL for a command that has to end. */
  readonly interruptSeconds: number;
}

/** What has the same value in every fleet: 20 s is the longest poll of SQS; AWS asks to look for a notice every 5 s. */
export const FIXED_SETTINGS = { hook: DRAIN_HOOK, pollSeconds: 20, noticeSeconds: 5, interruptSeconds: 10 };

/** The program, as an instance runs it: each byte is one of the 16 KB of its user data. */
export function workerProgram(): string {
  const program = programWithoutComments("job-observer/worker/worker.py");
  return program.replace(/\n{2,}/g, "\n");
}

/** The worker as a part of the bootstrap; nothing where the user has an agent of their own. */
export function workerSteps(input: JobObserverInput, queueName: string): OwnSteps {
  const { worker } = input;
  const user = worker.get((given) => given.user).or("root");
  const rooted = { owner: "root:root", mode: "0644" };
  const settings = Token.asString(hcl`jsonencode(${settingsOf(input, queueName)})`);
  return {
    packages: choose(worker.isGiven, [SDK], []),
    users: choose(worker.isGiven, [user], []),
    files: {
      when: worker.isGiven,
      all: [
        { ...rooted, path: PROGRAM_FILE, mode: "0755", content: workerProgram() },
        // The environment of the command may be nobody else's business.
        { path: SETTINGS_FILE, mode: "0400", owner: user, content: settings },
        { ...rooted, path: UNIT_FILE, content: unit(input, user) },
      ],
    },
    services: choose(worker.isGiven, ["job-worker.service"], []),
  };
}

function settingsOf(input: JobObserverInput, queue: string): WorkerSettings {
  const { job, worker, scaleIn } = input;
  return {
    queue,
    command: worker.get(({ command }) => command).or(""),
    environment: worker.get(({ environment }) => environment).or({}),
    slots: job.perWorker,
    timeoutSeconds: timeoutSeconds(input),
    retrySeconds: job.retrySeconds,
    leaseSeconds: worker.get(({ leaseSeconds }) => leaseSeconds).or(120),
    idleSeconds: scaleIn.idleSeconds,
    keepShare: hcl`${scaleIn.busyPercent} / 100`,
    drainSeconds: drainSeconds(input),
    ...FIXED_SETTINGS,
  };
}

/**
 * KillMode=mixed: the program hears of a stop first and gives its jobs back; when it dies, their commands die with it.
 * It is started again after every end: an instance that comes back from a warm pool goes on.
 */
function unit({ bootstrap }: JobObserverInput, user: string): string {
  const folder = bootstrap.source.get(({ into }) => into).or("/");
  return text`[Unit]
Description=Takes jobs of a queue and runs a command for each
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
Type=exec
User=${user}
WorkingDirectory=${folder}
ExecStart=/usr/bin/python3 -u ${PROGRAM_FILE} ${SETTINGS_FILE}
Restart=always
RestartSec=5
KillMode=mixed
TimeoutStopSec=45

[Install]
WantedBy=multi-user.target
`;
}
