import fs from "node:fs";
import path from "node:path";

/** Names of machines, of their folders and control groups: the process that they belong to, and a number. */
const namePattern = /^ha-machine-(\d+)-\d+$/;
const groupFolders = ["/sys/fs/cgroup/systemd", "/sys/fs/cgroup"];

let count = 0;

/** A name for a new machine, which says whose it is. */
export function newName(): string {
  return `ha-machine-${process.pid}-${++count}`;
}

/** Removes what machines have left whose process is gone. Their processes and mounts ended with it. */
export function removeLeftovers(folder: string): void {
  for (const above of [folder, ...groupFolders]) {
    if (!fs.existsSync(above)) continue;
    for (const name of fs.readdirSync(above)) {
      const owner = namePattern.exec(name)?.[1];
      if (owner !== undefined && !fs.existsSync(`/proc/${owner}`)) removeMachine(folder, name);
    }
  }
}

/** Removes the folder and the control groups of a machine that has ended. */
export function removeMachine(folder: string, name: string): void {
  fs.rmSync(path.join(folder, name), { recursive: true, force: true });
  groupFolders.forEach((above) => removeGroups(path.join(above, name)));
}

/** The kernel's files in it cannot be removed, and go with it. */
function removeGroups(group: string): void {
  if (!fs.existsSync(group)) return;
  for (const entry of fs.readdirSync(group, { withFileTypes: true })) {
    if (entry.isDirectory()) removeGroups(path.join(group, entry.name));
  }
  fs.rmdirSync(group);
}
