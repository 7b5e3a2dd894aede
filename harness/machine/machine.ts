import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { awsCli } from "../aws-cli";
import { cachePath } from "../project";
import { ProcessResult, runProcess, tail } from "../run-process";
import { Container, Mount } from "./container";
import { prepareHost } from "./host";
import { newName, removeLeftovers, removeMachine } from "./leftovers";
import { machineRoot } from "./machine-root";
import { MetadataService } from "./metadata-service";
import { awsCliFolder, seedFiles, writeSeed } from "./seed";

/** What a machine is booted with. */
export interface MachineOptions {
  /** The user data of the instance, plain or gzipped, for cloud-init. */
  userData: Uint8Array | string;
  /** Says what the instance is; the machine's cloud-init takes its instance id from there. */
  metadata: MetadataService;
  /** Where AWS calls go. Without it nothing listens there. */
  emulatorUrl?: string;
  /** Variables that every unit has in its environment. */
  environment?: Record<string, string>;
  /** Folders and files of this computer, by the path at which they are seen in the machine. */
  mounts?: Record<string, Mount>;
  /**
   * Name of a network namespace (`ip netns`) whose network the machine has, in place of this computer's. It outlives restarts. Of
   * 127.0.0.1 there it has what somebody brings there.
   */
  networkNamespace?: string;
  /** Called with each line of progress and of the console. */
  onLog?: (line: string) => void;
}

/** How long something in a machine may take. */
export interface Limit {
  /** Default 120. */
  timeLimitSeconds?: number;
}

/** What cloud-init says of its own work. */
export interface CloudInitResult {
  datasource: string;
  errors: string[];
}

const places = {
  machines: cachePath("machine", "run"),
  groups: ["/sys/fs/cgroup/systemd", "/sys/fs/cgroup"],
};
const bootLimitSeconds = 60;
const unitPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const nowhere = "http://127.0.0.1:9";

/**
 * A throw-away machine: a real, minimal system of this computer's distribution, booted with systemd and cloud-init in a container.
 * Its disk is its own, its network is this computer's: 127.0.0.1 is the same, and so are the ports.
 */
export class Machine {
  /** Use bootMachine. */
  constructor(
    /** Unique on this computer. */
    readonly name: string,
    private readonly container: Container,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  /**
   * Runs a command in the machine's bash, as root, with the environment that units have. Returns what it wrote to stdout, less the
   * last line end. Rejects with all that it wrote when it fails.
   */
  async run(command: string, limit?: Limit): Promise<string> {
    const { exitCode, stdout, stderr } = await this.attempt(command, limit);
    if (exitCode === 0) return stdout.replace(/\n$/, "");
    throw this.problem(`${command}: ended with ${exitCode}\n${tail(stdout + stderr, 40)}`);
  }

  /** Like run, for a command that may fail: its exit code is in the result. */
  async attempt(command: string, limit?: Limit): Promise<ProcessResult> {
    const result = await this.inside(command, limit);
    if (result === undefined) throw this.problem(`${command}: it is not running`);
    return result;
  }

  /** All that a unit has written to the journal, over restarts, one message a line. */
  journal(unit: string): Promise<string> {
    return this.run(`journalctl --unit=${unit} --output=cat --no-pager`);
  }

  /** Done when a command succeeds in the machine, which may be rebooted meanwhile. Rejects with what it wrote last. */
  async waitFor(command: string, { timeLimitSeconds = 120 }: Limit = {}): Promise<void> {
    const deadline = Date.now() + timeLimitSeconds * 1000;
    for (;;) {
      const result = await this.inside(command, { timeLimitSeconds });
      if (result?.exitCode === 0) return;
      if (Date.now() > deadline || this.container.ending() !== undefined) {
        const said = result ? tail(result.stdout + result.stderr) : "It is not running.";
        throw this.problem(`${command}: still fails after ${timeLimitSeconds} s\n${said}`);
      }
      await sleep(250);
    }
  }

  /** Waits until cloud-init has done all that it does at this boot. */
  async cloudInit(limit?: Limit): Promise<CloudInitResult> {
    await this.waitFor("test -e /run/cloud-init/result.json", limit);
    return (JSON.parse(await this.run("cat /run/cloud-init/result.json")) as { v1: CloudInitResult }).v1;
  }

  /** Reboots it: the same disk, the same instance. Done when it can be talked to again. */
  async restart(): Promise<void> {
    const before = this.container.leader();
    await this.attempt("systemctl reboot");
    await this.booted(before);
  }

  /** The last lines of its console. */
  console(): string {
    return this.container.recentLog();
  }

  /** Ends it as a terminated instance ends; nothing of it is left. Twice is fine. */
  async stop(): Promise<void> {
    await this.container.stop();
    await removeMachine(places, this.name);
  }

  /** Done when its service manager takes orders. Rejects with the console. */
  async booted(before?: number): Promise<void> {
    const deadline = Date.now() + bootLimitSeconds * 1000;
    while (this.container.ending() === undefined && Date.now() < deadline) {
      const leader = this.container.leader();
      if (leader !== undefined && leader !== before) {
        if ((await this.inside("systemctl show --property=Version"))?.exitCode === 0) return;
      }
      await sleep(100);
    }
    throw this.problem("it did not boot");
  }

  /** Undefined when it is not running, as in the middle of a reboot. */
  private async inside(
    command: string,
    { timeLimitSeconds = 120 }: Limit = {},
  ): Promise<ProcessResult | undefined> {
    const leader = this.container.leader();
    if (leader === undefined) return undefined;
    const inside = [
      "--target",
      String(leader),
      "--mount",
      "--uts",
      "--ipc",
      "--net",
      "--pid",
      "--root",
      "--wd",
    ];
    // Ends what the command has started, too: a signal to nsenter would not reach it.
    const limited = ["timeout", "--kill-after=5", String(timeLimitSeconds)];
    const env = { PATH: unitPath, HOME: "/root", LANG: "C.UTF-8", ...this.environment };
    return runProcess("nsenter", [...inside, ...limited, "/bin/bash", "-c", command], { env });
  }

  private problem(what: string): Error {
    const ending = this.container.ending();
    const state = ending === undefined ? "running" : `ended with ${ending}`;
    return new Error(`${this.name} (${state}): ${what}\nIts console ends:\n${tail(this.console(), 40)}`);
  }
}

/**
 * Boots a machine; done when commands can be run in it, while cloud-init is still at work. About three seconds, and once, when the
 * root is made, about two minutes. It ends with this process. Rejects, saying what to do, where no machine can run.
 */
export async function bootMachine(options: MachineOptions): Promise<Machine> {
  await prepareHost(options.onLog);
  const [root, { packages }] = await Promise.all([
    machineRoot(options.onLog),
    awsCli({ onProgress: options.onLog }),
  ]);
  await removeLeftovers(places);
  const name = newName();
  const folder = path.join(places.machines, name);
  fs.mkdirSync(path.join(folder, "disk"), { recursive: true });
  const environment = environmentOf(options);
  writeSeed(path.join(folder, "seed"), await seedOf(options, environment));
  const mounts = { [awsCliFolder]: { source: packages }, ...options.mounts };
  const { networkNamespace, onLog } = options;
  const container = new Container({ name, root, folder, mounts, networkNamespace, onLog });
  const machine = new Machine(name, container, environment);
  try {
    await machine.booted();
    return machine;
  } catch (error) {
    await machine.stop();
    throw error;
  }
}

function environmentOf({ metadata, emulatorUrl, environment }: MachineOptions): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: emulatorUrl ?? nowhere,
    AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata.url,
    ...environment,
  };
}

async function seedOf({ metadata, userData }: MachineOptions, environment: Record<string, string>) {
  const { instanceId } = await metadata.metadata();
  const bytes = typeof userData === "string" ? Buffer.from(userData) : userData;
  return seedFiles({ instanceId, userData: bytes, environment });
}
