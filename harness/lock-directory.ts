import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Runs `work` while no other process that asks for the same lock runs its own; returns what it returns. The lock is a
 * folder, because making one is atomic on every file system. A lock whose owner has died is taken over.
 */
export async function withLock<T>(lock: string, work: () => Promise<T>, waitLimitSeconds = 600): Promise<T> {
  const deadline = Date.now() + waitLimitSeconds * 1000;
  fs.mkdirSync(path.dirname(lock), { recursive: true });
  while (!take(lock)) {
    if (removeIfAbandoned(lock)) continue;
    if (Date.now() > deadline) {
      throw new Error(
        `Process ${owner(lock)} has held ${lock} for ${waitLimitSeconds} s; end it or remove the folder.`,
      );
    }
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    fs.rmSync(lock, { recursive: true, force: true });
  }
}

function take(lock: string): boolean {
  try {
    fs.mkdirSync(lock);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
  fs.writeFileSync(path.join(lock, "pid"), String(process.pid));
  return true;
}

function owner(lock: string): number | undefined {
  try {
    return Number(fs.readFileSync(path.join(lock, "pid"), "utf8")) || undefined;
  } catch {
    return undefined;
  }
}

/** Removes the lock of a process that is gone, or one that got no owner within ten seconds. True when it is gone. */
function removeIfAbandoned(lock: string): boolean {
  const pid = owner(lock);
  const age = Date.now() - (fs.statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (pid === undefined ? age < 10_000 : isRunning(pid)) return false;
  const aside = `${lock}.abandoned-${process.pid}`;
  try {
    // Renamed, then looked at again: another waiting process may have removed it first and hold a new one by now.
    fs.renameSync(lock, aside);
    if (owner(aside) !== pid) {
      fs.renameSync(aside, lock);
      return false;
    }
    fs.rmSync(aside, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
