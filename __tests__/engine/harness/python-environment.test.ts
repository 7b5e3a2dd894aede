import fs from "node:fs";
import path from "node:path";
import { isCurrent, pythonEnvironment, stampOf } from "../../../harness/python-environment";
import { useTemporaryFolder, write } from "../../harness/temporary-folder";

const folder = useTemporaryFolder();
const at = (name: string) => path.join(folder(), name);

/** A stand-in for Python: `-m venv` makes an environment whose Python is the same script; each pip run is counted. */
function fakePython({ version = "3.12.4", pip = "exit 0" } = {}): string {
  const script = `#!/bin/sh
case "$1 $2" in
  "--version ") echo "Python ${version}" ;;
  "-m venv") mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
  "-m pip") echo x >> '${at("installs")}'; sleep 0.2; ${pip} ;;
esac
`;
  return write(folder(), `python-${version}`, script, 0o755);
}

const installs = () => fs.readFileSync(at("installs"), "utf8").length / 2;

const make = (candidates: string[]) =>
  pythonEnvironment({ requirements: at("requirements.txt"), directory: at("venv"), candidates });

beforeEach(() => {
  write(folder(), "requirements.txt", "moto==5.2.1\n");
});

test("is made once, and again when the list of packages changes", async () => {
  const python = fakePython();
  await expect(make([python])).resolves.toBe(at("venv/bin/python"));
  await make([python]);
  expect(installs()).toBe(1);
  write(folder(), "requirements.txt", "moto==5.2.2\n");
  await make([python]);
  expect(installs()).toBe(2);
});

test("is made once for two that ask at the same time", async () => {
  const python = fakePython();
  await Promise.all([make([python]), make([python])]);
  expect(installs()).toBe(1);
});

test("is current only when it was finished and its Python is there", async () => {
  const stamp = stampOf(at("requirements.txt"));
  expect(isCurrent(at("venv"), stamp)).toBe(false);
  await make([fakePython()]);
  expect(isCurrent(at("venv"), stamp)).toBe(true);
  expect(isCurrent(at("venv"), "another")).toBe(false);
  fs.rmSync(at("venv/bin/python"));
  expect(isCurrent(at("venv"), stamp)).toBe(false);
});

test("a failed installation shows pip's words and counts as not made", async () => {
  const failing = fakePython({ pip: "echo 'No matching distribution'; exit 1" });
  await expect(make([failing])).rejects.toThrow(
    /pip install .*requirements.txt failed:\nNo matching distribution/,
  );
  expect(isCurrent(at("venv"), stampOf(at("requirements.txt")))).toBe(false);
  await make([fakePython()]);
  expect(installs()).toBe(2);
});

test("takes the first that is new enough and runs", async () => {
  const refusing = write(folder(), "python-refusing", "#!/bin/sh\nexit 127\n", 0o755);
  const progress: string[] = [];
  await pythonEnvironment({
    requirements: at("requirements.txt"),
    directory: at("venv"),
    candidates: [
      at("missing"),
      refusing,
      fakePython({ version: "3.9.2" }),
      fakePython({ version: "3.11.7" }),
    ],
    onProgress: (line) => progress.push(line),
  });
  expect(progress[0]).toContain("Python 3.11.7");
});

test("without one the error says which were tried", async () => {
  const old = fakePython({ version: "3.9.2" });
  await expect(make([at("missing"), old])).rejects.toThrow(
    new RegExp(`Python 3.11 or newer is needed.*missing \\(does not run\\), .*\\(Python 3.9.2\\)`),
  );
});
