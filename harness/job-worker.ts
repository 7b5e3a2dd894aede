import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { FIXED_SETTINGS, workerProgram, WorkerSettings } from "../modules/job-observer/worker";
import { Emulator } from "./emulator";
import { hermeticEnvironment } from "./hermetic-environment";
import { LoggedProcess } from "./logged-process";
import { metadataOfInstance } from "./machine/emulated-instance";
import { MetadataService, startMetadataService } from "./machine/metadata-service";
import { pythonEnvironment } from "./python-environment";

/** What a worker has to be told in any case; the rest are short times, so that what takes AWS minutes takes seconds. */
export type QuickSettings = Partial<WorkerSettings> & Pick<WorkerSettings, "queue" | "command">;

const QUICK: Omit<WorkerSettings, "queue" | "command"> = {
  ...FIXED_SETTINGS,
  environment: {},
  slots: 1,
  timeoutSeconds: 60,
  retrySeconds: 0,
  leaseSeconds: 30,
  idleSeconds: 600,
  keepShare: 0.8,
  drainSeconds: 60,
  pollSeconds: 1,
  noticeSeconds: 0.5,
  interruptSeconds: 1,
};

/** Runs the program that follows, which ends when nobody has ended it for five minutes: not even a killed test leaves it behind. */
const LIMITED =
  "import runpy, signal, sys; signal.alarm(300); sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')";

/** The job observer's worker of an instance of the emulator, run on this computer in its place. */
export class JobWorker extends LoggedProcess {
  /** Use startJobWorker. */
  constructor(
    command: string,
    args: string[],
    env: Record<string, string>,
    readonly instance: string,
    /** What it is told of its instance. */
    readonly metadata: MetadataService,
  ) {
    super(command, args, { env, log: ["stdout", "stderr"] });
  }

  /** Its process, whose children are the commands of its jobs. */
  get pid(): number {
    return this.child.pid!;
  }

  /** Asks it to stop, as systemd does. */
  terminate(): void {
    this.child.kill("SIGTERM");
  }

  /** Ends it, and its metadata service. */
  override async stop(): Promise<void> {
    await super.stop();
    await this.metadata.stop();
  }
}

/**
 * Starts the worker of an instance, as it ships, with the Python of the emulator.
 *
 * @param folder Where its program and its settings are written.
 */
export async function startJobWorker(
  emulator: Emulator,
  instance: string,
  folder: string,
  settings: QuickSettings,
): Promise<JobWorker> {
  const metadata = await startMetadataService(await metadataOfInstance(emulator, instance));
  // A program of its own: another worker's start would write it anew while this one reads it.
  const files = { program: join(folder, `${instance}.py`), settings: join(folder, `${instance}.json`) };
  writeFileSync(files.program, workerProgram());
  writeFileSync(files.settings, JSON.stringify({ ...QUICK, ...settings }));
  const env = hermeticEnvironment({
    emulatorUrl: emulator.url,
    extra: { AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata.url },
  });
  const args = ["-u", "-c", LIMITED, files.program, files.settings];
  return new JobWorker(await pythonEnvironment(), args, env, instance, metadata);
}
