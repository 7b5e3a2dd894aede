import { withoutSettings } from "../harness/hermetic-environment";
import { pythonEnvironment } from "../harness/python-environment";
import { runProcess } from "../harness/run-process";
import { run } from "./terminal/run";

const PYTEST = ["-m", "pytest", "emulator/tests", "-q", "-p", "no:cacheprovider"];

/** `npm run test:emulator`: the emulator's own tests, in the project's own Python environment. */
async function main(): Promise<void> {
  const python = await pythonEnvironment({ onProgress: (line) => console.error(line) });
  // A profile or endpoint of the caller would lead boto3, which the tests ask the emulator with, somewhere else.
  const env = withoutSettings(process.env);
  const result = await runProcess(python, PYTEST, { env, onLine: (line) => console.log(line) });
  process.exitCode = result.exitCode ?? 1;
}

run(main);
