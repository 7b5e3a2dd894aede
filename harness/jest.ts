import { spawnSync } from "node:child_process";
import { Emulator, EmulatorOptions, startEmulator } from "./emulator";
import { requireTerraform } from "./terraform-binary";

/** Seconds that a suite may take to start the emulator; the first start on a machine makes its Python environment. */
const startLimitSeconds = 600;

/**
 * Runs an emulator for all tests of the file (or describe block) that calls this. A test fails when it made a call that the emulator
 * cannot answer. Returns a function that gives the emulator, for use inside tests.
 */
export function useEmulator(options?: EmulatorOptions): () => Emulator {
  let emulator: Emulator | undefined;
  beforeAll(async () => {
    emulator = await startEmulator(options);
  }, startLimitSeconds * 1000);
  afterEach(() => emulator?.assertImplemented());
  afterAll(() => emulator?.stop());
  return () => {
    if (!emulator) throw new Error("The emulator runs only inside tests and hooks of this suite");
    return emulator;
  };
}

/**
 * Throws, naming the tool, when it cannot be started. Never skips: a suite that passes without having run says nothing. Terraform is
 * found as the harness finds it and has to be new enough; other tools are asked for their `--version`.
 */
export function requireTool(name: string): void {
  if (name === "terraform") return void requireTerraform();
  const asked = spawnSync(name, ["--version"], { timeout: 30_000 });
  if (asked.error || asked.status !== 0) {
    throw new Error(
      `These tests need ${name}, and it cannot be started: ${asked.error?.message ?? asked.stderr.toString()}`,
    );
  }
}
