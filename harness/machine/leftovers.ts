import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Where machines leave something. */
export interface Places {
  /** Folder of the machines' folders. */
  machines: string;
  /** Folders in which the kernel shows control groups. */
  groups: string[];
}

/** Names of machines, of their folders and control groups: the process that they belong to, and a number. */
const namePattern = /^ha-machine-(\d+)-\d+$/;

let count = 0;

/** A name for a new machine, which says whose it is. */
export function newName(): string {
  return `ha-machine-${process.pid}-${++count}`;
}

/** Removes what machines have left whose process is gone. Their own processes and mounts ended with it. */
export async function removeLeftovers(places: Places): Promise<void> {
  const names = [places.machines, ...places.groups]
    .filter((folder) => fs.existsSync(folder))
    .flatMap((folder) => fs.readdirSync(folder));
  for (const name of new Set(names)) {
    const owner = namePattern.exec(name)?.[1];
    if (owner !== undefined && !fs.existsSync(`/proc/${owner}`)) await removeMachine(places, name);
  }
}

/** Removes the folder and the control groups of a machine that has ended. */
export async function removeMachine({ machines, groups }: Places, name: string): Promise<void> {
  fs.rmSync(path.join(machines, name), { recursive: true, force: true });
  for (const folder of groups) await removeGroups(path.join(folder, name));
}

/** A control group is busy until the last process in it, killed a moment ago, is gone. */
async function removeGroups(group: string, triesLeft = 100): Promise<void> {
  try {
    removeFolders(group);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EBUSY" || triesLeft === 0) throw error;
    await sleep(50);
    await removeGroups(group, triesLeft - 1);
  }
}

/** The kernel's files in a control group cannot be removed; they go with it. */
function removeFolders(folder: string): void {
  if (!fs.existsSync(folder)) return;
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeFolders(path.join(folder, entry.name));
  }
  fs.rmdirSync(folder);
}
