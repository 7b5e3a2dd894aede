import { ProcessError, readLines, runProcess } from "../../../harness/run-process";
import { PassThrough } from "node:stream";

const node = (script: string, options = {}) => runProcess(process.execPath, ["-e", script], options);

test("gives exit code, both outputs and every line as it comes", async () => {
  const lines: string[] = [];
  const result = await node("console.log('one\\ntwo'); console.error('three'); process.exitCode = 3", {
    onLine: (line: string, stream: string) => lines.push(`${stream} ${line}`),
  });
  expect(result).toMatchObject({ exitCode: 3, stdout: "one\ntwo\n", stderr: "three\n" });
  expect(lines.sort()).toEqual(["stderr three", "stdout one", "stdout two"]);
});

test("a program that cannot be started is an error that names it", async () => {
  await expect(runProcess("no-such-program", ["--flag"])).rejects.toThrow(/no-such-program --flag: .*ENOENT/);
});

test("the environment given is the whole environment", async () => {
  const { stdout } = await node("console.log(JSON.stringify(process.env))", { env: { ONLY: "this" } });
  const { ONLY, ...others } = JSON.parse(stdout) as Record<string, string>;
  expect(ONLY).toBe("this");
  expect(Object.keys(others).filter((name) => name === "PATH" || name === "HOME")).toEqual([]);
});

test("a sleeping process is interrupted at its time limit, and its last words are in the error", async () => {
  const error = await node("console.log('about to sleep'); setInterval(() => {}, 1000)", {
    timeLimitSeconds: 1.5,
    // Longer than a test may take.
    graceSeconds: 3600,
  }).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(ProcessError);
  expect(String(error)).toMatch(/did not end within 1.5 s and was stopped. It last printed:\nabout to sleep/);
});

test("a process that stops cleanly when interrupted may finish its work", async () => {
  const script =
    "process.on('SIGINT', () => setTimeout(() => { console.log('state written'); process.exit() }, 300)); setInterval(() => {}, 1000)";
  await expect(node(script, { timeLimitSeconds: 1.5, graceSeconds: 10 })).rejects.toMatchObject({
    stdout: "state written\n",
  });
});

test("a process that ignores interrupts is killed after the grace", async () => {
  const script = "process.on('SIGINT', () => console.log('interrupted')); setInterval(() => {}, 1000)";
  await expect(node(script, { timeLimitSeconds: 1.5, graceSeconds: 0.5 })).rejects.toMatchObject({
    stdout: "interrupted\ninterrupted\n",
  });
});

test("an abort ends the process at once, and what it has started", async () => {
  const abort = new AbortController();
  // The output ends, and with it the wait below, only when the last process that may write to it is gone.
  const script = `
    const options = { stdio: "inherit" };
    require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], options);
    console.log("started");
    setInterval(() => {}, 1000);`;
  const result = await node(script, { signal: abort.signal, onLine: () => abort.abort() });
  expect(result.exitCode).toBeUndefined();
});

test("nothing is started after an abort", async () => {
  const lines: string[] = [];
  const options = { signal: AbortSignal.abort(), onLine: (line: string) => lines.push(line) };
  await expect(node("console.log('ran')", options)).rejects.toThrow("not started any more");
  expect(lines).toEqual([]);
});

test("lines are put together from pieces, and the last needs no line end", async () => {
  const stream = new PassThrough();
  const lines: string[] = [];
  readLines(stream, (line) => lines.push(line));
  stream.write("fir");
  stream.write("st\r\nsec");
  stream.end("ond");
  await new Promise((resolve) => stream.once("close", resolve));
  expect(lines).toEqual(["first", "second"]);
});
