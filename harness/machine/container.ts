import fs from "node:fs";
import path from "node:path";
import { LoggedProcess } from "../logged-process";
import { systemPath } from "./host";
import { inNamespaces } from "./namespaces";

/** A folder of this computer that is seen in a machine. */
export interface Mount {
  /** Where it is on this computer. */
  source: string;
  /** Whether the machine may change it. Default false. */
  writable?: boolean;
}

/** What a container is made of. */
export interface ContainerOptions {
  /** Name of the machine and of its control group. */
  name: string;
  /** Folder of the root file system, which stays as it is. */
  root: string;
  /** Folder with `seed`, the files on top of the root, and `disk`, an empty folder. */
  folder: string;
  /** By the path in the machine. */
  mounts: Readonly<Record<string, Mount>>;
  /** Name of the network namespace that it joins. */
  networkNamespace?: string;
  /** Called with each line of the console. */
  onLog?: (line: string) => void;
}

/** A booted system in namespaces of its own, but for the network; it ends with this process. */
export class Container extends LoggedProcess {
  constructor({ name, root, folder, mounts, networkNamespace, onLog }: ContainerOptions) {
    const script = path.join(__dirname, "boot.sh");
    const options = [...mountOptions(mounts), ...networkOptions(networkNamespace)];
    const [program, ...args] = inNamespaces(["/bin/sh", script, name, root, folder, ...options]);
    super(program!, args, { env: { PATH: systemPath() }, log: ["stdout", "stderr"], onLog });
  }

  /** The id, on this computer, of the process that is the first one in the container; undefined while there is none. */
  leader(): number | undefined {
    const { pid } = this.child;
    // The shell's namespace is one deeper than this process's, the container's two.
    return pid === undefined ? undefined : descendants(pid).find((id) => namespaceIds(id)?.slice(2)[0] === 1);
  }

  /** Ends it at once, as a power cut does. */
  override stop(): Promise<void> {
    return this.kill();
  }
}

/** Options of systemd-nspawn for mounts. */
export function mountOptions(mounts: Readonly<Record<string, Mount>>): string[] {
  const escape = (name: string) => name.replace(/[\\:]/g, "\\$&");
  return Object.entries(mounts).map(
    ([inside, { source, writable }]) =>
      `--bind${writable ? "" : "-ro"}=${escape(path.resolve(source))}:${escape(inside)}`,
  );
}

/** The options of systemd-nspawn for a network namespace; without one a container has this computer's network. */
export function networkOptions(namespace: string | undefined): string[] {
  if (namespace === undefined) return [];
  // Its network is its own to configure, as an instance's is.
  return [`--network-namespace-path=/run/netns/${namespace}`, "--capability=CAP_NET_ADMIN"];
}

function descendants(pid: number): number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`)?.trim().split(" ").filter(Boolean) ?? [];
  return children.map(Number).flatMap((child) => [child, ...descendants(child)]);
}

/** The ids of a process in this process's namespace and in each one below it. */
function namespaceIds(pid: number): number[] | undefined {
  const ids = /^NSpid:\s*(.+)$/m.exec(read(`/proc/${pid}/status`) ?? "")?.[1];
  return ids?.split(/\s+/).map(Number);
}

/** A file of /proc, which is gone when the process is. */
function read(file: string): string | undefined {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
