import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withLock } from "../../../harness/lock-directory";
import { useTemporaryFolder, write } from "../../harness/temporary-folder";

const folder = useTemporaryFolder();
const lock = () => path.join(folder(), "some", "lock");

test("work under one lock does not overlap, and its result is returned", async () => {
  let inside = 0;
  const work = (result: string) => async () => {
    expect(++inside).toBe(1);
    await sleep(50);
    inside--;
    return result;
  };
  await expect(Promise.all([withLock(lock(), work("a")), withLock(lock(), work("b"))])).resolves.toEqual([
    "a",
    "b",
  ]);
  expect(fs.existsSync(lock())).toBe(false);
});

test("is freed when the work fails", async () => {
  await expect(withLock(lock(), () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  await expect(withLock(lock(), () => Promise.resolve("free"))).resolves.toBe("free");
});

test("a dead owner's lock is taken over", async () => {
  write(lock(), "pid", "99999999");
  await expect(withLock(lock(), () => Promise.resolve("mine"), 5)).resolves.toBe("mine");
});

test("a living owner is waited for, and named when it takes too long", async () => {
  write(lock(), "pid", String(process.pid));
  await expect(withLock(lock(), () => Promise.resolve("mine"), 0.5)).rejects.toThrow(
    `Process ${process.pid} has held ${lock()} for 0.5 s`,
  );
});
