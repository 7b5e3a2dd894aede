import { pythonEnvironment } from "../harness/python-environment";
import { runProcess } from "../harness/run-process";

/** `npm run test:emulator`: the emulator's own tests, in the project's own Python environment. */
async function main(): Promise<void> {
  const python = await pythonEnvironment({ onProgress: (line) => console.error(line) });
  const result = await runProcess(
    python,
    ["-m", "pytest", "emulator/tests", "-q", "-p", "no:cacheprovider"],
    {
      onLine: (line) => console.log(line),
    },
  );
  process.exitCode = result.exitCode ?? 1;
}

void main();
