import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** A new folder for the tests of one file, removed after them. Asked for in tests and hooks: `const folder = useTemporaryFolder()`. */
export function useTemporaryFolder(): () => string {
  let folder = "";
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "harness-"));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));
  return () => folder;
}

/** Writes a file and the folders above it; returns its path. */
export function write(folder: string, name: string, content: string, mode = 0o644): string {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content, { mode });
  return file;
}
