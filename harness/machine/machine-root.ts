import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { withLock } from "../lock-directory";
import { cachePath } from "../project";
import { runProcess, tail } from "../run-process";
import { aptSources, AptSources, indexFormat } from "./apt-sources";
import { apt, systemPath } from "./host";
import { inNamespaces } from "./namespaces";

/** cloud-init comes after these; git, web servers and the like are for a bootstrap to install. */
const packages = ["systemd", "systemd-sysv", "dbus", "python3", "curl", "ca-certificates", "iproute2"];

/** How the computer's apt reaches its sources, which a machine's has to do in the same way. */
const aptSettings = ["http", "https", "Check-Valid-Until", "Check-Date", "Retries"].map(
  (name) => `Acquire::${name}`,
);

const script = path.join(__dirname, "machine-root.sh");

/**
 * The folder of the root file system that every machine starts from. Makes it when there is none, or when what it is made of has
 * changed: about a minute and a half the first time, nothing later.
 */
export async function machineRoot(onLog: (line: string) => void = () => undefined): Promise<string> {
  const osRelease = fs.readFileSync("/etc/os-release", "utf8");
  const recipe = [osRelease, process.arch, packages.join(), fs.readFileSync(script, "utf8")].join("\0");
  const key = createHash("sha256").update(recipe).digest("hex").slice(0, 12);
  const root = cachePath("machine", `root-${key}`);
  if (fs.existsSync(root)) return root;
  await withLock(cachePath("machine", "root.lock"), async () => {
    // Whoever waited here finds it done.
    if (fs.existsSync(root)) return;
    removeRoots();
    await make(`${root}.unfinished`, osRelease, onLog);
    fs.renameSync(`${root}.unfinished`, root);
  });
  return root;
}

/** Removes what another recipe has made, and what was not finished. */
function removeRoots(): void {
  for (const name of fs.readdirSync(cachePath("machine"))) {
    if (!name.startsWith("root-")) continue;
    fs.rmSync(cachePath("machine", name), { recursive: true, force: true });
  }
}

async function make(root: string, osRelease: string, onLog: (line: string) => void): Promise<void> {
  onLog("Making the root of the machines (once, about a minute and a half)");
  const sources = await sourcesOfThisComputer(osRelease, onLog);
  const settings = await runProcess("apt-config", ["dump", ...aptSettings]);
  const command = ["/bin/sh", script, root, ...argumentsFor(sources), settings.stdout];
  const [program, ...args] = inNamespaces(command);
  const result = await runProcess(program!, args, {
    env: { ...process.env, PATH: systemPath() },
    timeLimitSeconds: 900,
    graceSeconds: 5,
    onLine: onLog,
  });
  if (result.exitCode === 0) return;
  throw new Error(`The root of the machines could not be made:\n${tail(result.stdout + result.stderr, 40)}`);
}

function argumentsFor({ release, mirror, components, lines }: AptSources): string[] {
  return [release, mirror, components.join(), packages.join(), lines.join("\n")];
}

async function sourcesOfThisComputer(osRelease: string, onLog: (line: string) => void): Promise<AptSources> {
  // Without its lists apt does not know whose a source is.
  await apt(["update"], { onLog });
  const indexes = await apt(["indextargets", "--format", indexFormat, "Created-By: Packages"]);
  return aptSources(osRelease, indexes);
}
