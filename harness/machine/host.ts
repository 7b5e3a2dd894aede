import { accessSync, constants } from "node:fs";
import path from "node:path";
import { runProcess, tail } from "../run-process";

/** What a machine needs of the computer that it runs on. */
export interface Host {
  platform: NodeJS.Platform;
  /** 0 is root. */
  userId: number | undefined;
  /** Whether a program is on the PATH. */
  has: (program: string) => boolean;
}

/** The packages of Debian and Ubuntu that the programs are in. */
const packageOf: Readonly<Record<string, string>> = {
  debootstrap: "debootstrap",
  "systemd-nspawn": "systemd-container",
  unshare: "util-linux",
  nsenter: "util-linux",
  setpriv: "util-linux",
};

const advice =
  "Machines run on Debian or Ubuntu, as root: elsewhere run these tests in a virtual machine, or leave them out.";

/** The packages that are yet to be installed. Throws, saying what to do, where no machine can run. */
export function missingPackages({ platform, userId, has }: Host): string[] {
  if (platform !== "linux") throw new Error(`A machine cannot run on ${platform}. ${advice}`);
  if (userId !== 0) throw new Error(`A machine needs root, not the user ${userId}. ${advice}`);
  if (!has("apt-get")) throw new Error(`A machine is made with apt-get, which is not here. ${advice}`);
  const missing = Object.entries(packageOf).filter(([program]) => !has(program));
  return [...new Set(missing.map(([, name]) => name))];
}

/** Installs what machines need, where it is missing. */
export async function prepareHost(onLog?: (line: string) => void): Promise<void> {
  const packages = missingPackages({ platform: process.platform, userId: process.getuid?.(), has: isOnPath });
  if (packages.length === 0) return;
  onLog?.(`Installing ${packages.join(", ")}`);
  await apt(["update"], { onLog });
  await apt(["install", "--yes", "--no-install-recommends", ...packages], { onLog });
}

/** How apt-get is run. */
export interface AptOptions {
  /** Where it leaves what it downloads; the caller's folder unless given. */
  cwd?: string;
  /** Called with each line that it prints. */
  onLog?: ((line: string) => void) | undefined;
}

/** Runs apt-get on this computer; returns what it prints. */
export async function apt(args: string[], { cwd, onLog }: AptOptions = {}): Promise<string> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const result = await runProcess("apt-get", ["--quiet", ...args], {
    env,
    cwd,
    timeLimitSeconds: 300,
    onLine: onLog,
  });
  if (result.exitCode === 0) return result.stdout;
  throw new Error(`apt-get ${args.join(" ")} failed:\n${tail(result.stdout + result.stderr)}`);
}

/** The PATH, with the folders of programs for root, which `su` leaves out. */
export function systemPath(): string {
  return [process.env["PATH"] ?? "", "/usr/sbin", "/sbin"].join(path.delimiter);
}

function isOnPath(program: string): boolean {
  return systemPath()
    .split(path.delimiter)
    .some((folder) => {
      try {
        accessSync(path.join(folder, program), constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
