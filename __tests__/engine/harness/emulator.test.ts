import path from "node:path";
import { Emulator, EmulatorOptions, startEmulator } from "../../../harness/emulator";
import { useEmulator } from "../../../harness/jest";

const fake: EmulatorOptions = {
  python: process.execPath,
  program: [path.join(__dirname, "..", "..", "harness", "fixtures", "fake-emulator.js")],
};

/** Asks the stand-in for something that a real emulator does not have. */
const ask = async <T>(emulator: Emulator, path: string) =>
  (await (await fetch(emulator.url + path)).json()) as T;

describe("running", () => {
  const emulator = useEmulator(fake);

  test("is told a free port and its parent, and sees no setting of the caller", async () => {
    expect(emulator().url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(emulator().recentLog()).toContain(`--port 0 --parent ${process.pid}`);
    expect(emulator().recentLog()).toContain("region us-east-1, profile undefined");
  });

  test("each method calls its endpoint", async () => {
    await emulator().reset();
    await emulator().state("eu-central-1");
    await emulator().zoneDown("us-east-1a", "impair");
    await emulator().zoneUp("us-east-1a");
    await emulator().setClock(new Date("2030-01-07T08:50:00Z"));
    await emulator().tick();
    await emulator().impair("i-1");
    await emulator().answerHooks({ launching: true, terminating: false });
    await emulator().requests({ service: "ec2", since: 3 });
    await expect(emulator().clock()).resolves.toEqual({ now: "2030-01-07T08:50:00Z" });
    const calls = await ask<unknown[]>(emulator(), "/test/calls");
    expect(calls.slice(-11, -1)).toEqual([
      { method: "POST", path: "/ha/reset", query: {} },
      { method: "GET", path: "/ha/state", query: { region: "eu-central-1" } },
      { method: "POST", path: "/ha/zone-down", query: { zone: "us-east-1a", standalone: "impair" } },
      { method: "POST", path: "/ha/zone-up", query: { zone: "us-east-1a" } },
      { method: "POST", path: "/ha/clock", query: { now: "2030-01-07T08:50:00.000Z" } },
      { method: "POST", path: "/ha/tick", query: {} },
      { method: "POST", path: "/ha/impair", query: { instance: "i-1" } },
      { method: "POST", path: "/ha/hooks", query: { launching: "CONTINUE", terminating: "" } },
      { method: "GET", path: "/ha/requests", query: { service: "ec2", since: "3" } },
      { method: "GET", path: "/ha/clock", query: {} },
    ]);
  });

  test("a refused call is an error with the answer and the log", async () => {
    await expect(emulator().zoneDown("nowhere")).rejects.toThrow(
      /POST \/ha\/zone-down\?zone=nowhere: HTTP 400[^]*started with/,
    );
  });

  test("calls that it cannot answer are reported once, by name", async () => {
    await emulator().assertImplemented();
    await ask(emulator(), "/test/fail?action=RunInstances");
    await expect(emulator().assertImplemented()).rejects.toThrow(
      "cannot answer:\n  ec2 RunInstances: no such operation",
    );
    await emulator().assertImplemented();
    await emulator().reset();
    await ask(emulator(), "/test/fail?action=StopInstances");
    await expect(emulator().assertImplemented()).rejects.toThrow("ec2 StopInstances");
  });
});

test("a port that is asked for is passed on, and its end can be waited for", async () => {
  const emulator = await startEmulator({ ...fake, port: 4566, detached: true });
  // Its address and its log come by two ways.
  while (!emulator.recentLog().includes("--port")) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(emulator.recentLog()).toContain("--port 4566");
  const ended = emulator.ended();
  await emulator.stop();
  await ended;
});

test("stopping ends the process, twice is fine, and later calls say that it has ended", async () => {
  const emulator = await startEmulator(fake);
  await emulator.stop();
  await emulator.stop();
  await expect(emulator.clock()).rejects.toThrow(/Emulator \(ended with SIGTERM\): GET \/ha\/clock: /);
});

test("a crash is told apart from a refusal", async () => {
  const emulator = await startEmulator(fake);
  await fetch(`${emulator.url}/test/exit`).catch(() => undefined);
  await expect(emulator.tick()).rejects.toThrow(/ended with 7[^]*started with/);
});

describe("not starting", () => {
  afterEach(() => {
    delete process.env["FAKE_EMULATOR"];
  });

  test("an emulator that ends at once is an error with its log", async () => {
    process.env["FAKE_EMULATOR"] = "crash";
    await expect(startEmulator(fake)).rejects.toThrow(/did not start: it ended with 3\nstarted with/);
  });

  test("an emulator that never listens is an error with its log", async () => {
    process.env["FAKE_EMULATOR"] = "silent";
    await expect(startEmulator({ ...fake, startLimitSeconds: 2 })).rejects.toThrow(
      /does not listen after 2 s\nstarted with/,
    );
  });

  test("a program that is not there is an error", async () => {
    await expect(startEmulator({ ...fake, python: "no-such-python" })).rejects.toThrow(
      /no-such-python ENOENT/,
    );
  });
});
