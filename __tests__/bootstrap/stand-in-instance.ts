import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";

/** How a run of the program ended. */
export interface Run {
  readonly exitCode: number | null;
  readonly log: string;
}

/** Programs of an instance that only write down that they were called; what else they do is in `behaviour`. */
const TOOLS = [
  "apt-cache",
  "apt-get",
  "aws",
  "curl",
  "dnf",
  "git",
  "journalctl",
  "sleep",
  "snap",
  "systemctl",
  "unattended-upgrade",
  "useradd",
] as const;

/** One of them. */
export type Tool = (typeof TOOLS)[number];

const BEHAVIOUR: Partial<Record<Tool, string>> = {
  // The metadata service, from files; every other URL answers.
  curl: `
    for url; do :; done
    case $url in
      */latest/api/token) printf token ;;
      */latest/meta-data/*)
        entry="$HERE/metadata/\${url##*/latest/meta-data/}"
        if [[ -e $entry ]]; then cat "$entry"; printf '\\n200'; else printf 'not found\\n404'; fi ;;
    esac`,
  aws: `
    case "$1 $2" in
      "secretsmanager get-secret-value") printf '%s' '["p\\u00e4ss\\n", null]' ;;
      "ssm get-parameter") printf '%s' '["t$k%{n}"]' ;;
      "s3 cp") cp "$HERE/buckets/\${4#s3://}" "$5" ;;
      "logs put-log-events") cp "\${8#file://}" "$HERE/events.json" ;;
    esac`,
  git: `
    printf '%s %s\\n' "\${GIT_CONFIG_KEY_0-}" "\${GIT_CONFIG_VALUE_0-}" >>"$HERE/git-config"
    case "$*" in
      init*) mkdir -p "$3" ;;
      *rev-parse*) printf '%s' "$HEAD" ;;
    esac`,
  sleep: `exec /bin/sleep 0.02`,
  journalctl: `printf '{"MESSAGE":"first","__REALTIME_TIMESTAMP":"1700000000000000"}\\n{"MESSAGE":[228],"__REALTIME_TIMESTAMP":"1700000001000000"}\\n'`,
};

const GROUP = "tags/instance/aws:autoscaling:groupName";
const TARGET = "autoscaling/target-lifecycle-state";

/** A folder that stands for an instance: its disk, its metadata, and its programs. */
export class StandInInstance {
  readonly folder = mkdtempSync(join(tmpdir(), "instance-"));
  /** Whom files can be given to without being root. */
  readonly owner = userInfo().username;

  /** @param without Programs that this distribution does not have. */
  constructor(without: readonly Tool[] = []) {
    for (const folder of ["bin", "metadata", "buckets", "state", "failing"]) this.make(folder);
    for (const tool of TOOLS) if (!without.includes(tool)) this.standIn(tool);
    // All else is the machine's own; what a distribution does not have must not be found there.
    for (const tool of MACHINES) symlinkSync(whereIs(tool), join(this.folder, "bin", tool));
    this.metadata("placement/region", "eu-central-1");
    this.metadata("instance-id", "i-0123456789abcdef0");
    this.metadata(GROUP, "web-1");
    this.target("InService");
  }

  /** A path on its disk. */
  path(name: string): string {
    return join(this.folder, "disk", name);
  }

  /** What a file on its disk has in it. */
  read(name: string): Buffer {
    return readFileSync(this.path(name));
  }

  /** Sets an entry of its metadata; without a value there is none. */
  metadata(entry: string, value?: string): void {
    const file = join(this.folder, "metadata", entry);
    mkdirSync(dirname(file), { recursive: true });
    if (value === undefined) rmSync(file, { force: true });
    else writeFileSync(file, value);
  }

  /** Where its group wants it. */
  target(state: string): void {
    this.metadata(TARGET, state);
  }

  /** It is in no group. */
  leaveGroup(): void {
    this.metadata(GROUP);
    this.metadata(TARGET);
  }

  /** An object in S3. */
  object(bucket: string, key: string, content: string | Buffer): void {
    const file = join(this.folder, "buckets", bucket, key);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  /** Lets the next calls of a program fail whose arguments have a match. */
  fail(tool: Tool, pattern: string, times = 1000, says = "refused"): void {
    writeFileSync(join(this.folder, "failing", tool), `${times}\n${pattern}\n${says}\n`);
  }

  /** Every call of a stand-in so far, in order. */
  get calls(): string[] {
    const file = join(this.folder, "calls");
    return existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [];
  }

  /** The answers to the lifecycle hook so far. */
  get answers(): string[] {
    return this.calls.flatMap((call) => /--lifecycle-action-result (\w+)/.exec(call)?.slice(1) ?? []);
  }

  /** Runs the program as its unit would at a boot. */
  boot(program: string): Boot {
    const file = join(this.folder, "bootstrap");
    writeFileSync(file, program);
    const env = {
      PATH: join(this.folder, "bin"),
      HOME: this.folder,
      STATE_DIRECTORY: join(this.folder, "state"),
      HERE: this.folder,
      HEAD: this.head,
    };
    // A group of processes of its own, as its control group on an instance.
    const child = spawn("bash", [file], { env, cwd: this.folder, detached: true });
    let log = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (log += text));
    const ended = new Promise<Run>((resolve) =>
      child.once("close", (exitCode) => resolve({ exitCode, log })),
    );
    return { ended, log: () => log, signal: (name) => void process.kill(child.pid!, name) };
  }

  /** The commit that a repository is at after a checkout. */
  head = "";

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private make(folder: string): void {
    mkdirSync(join(this.folder, folder), { recursive: true });
  }

  private standIn(tool: Tool): void {
    const file = join(this.folder, "bin", tool);
    writeFileSync(file, `#!/bin/bash\n${PREFACE}${BEHAVIOUR[tool] ?? ""}\n`);
    chmodSync(file, 0o755);
  }
}

/** A run that is under way. */
export interface Boot {
  readonly ended: Promise<Run>;
  log(): string;
  signal(name: NodeJS.Signals): void;
}

/** Writes the call down, and fails it where `fail` says so. */
const PREFACE = `tool=\${0##*/}
printf '%s %s\\n' "$tool" "\${*//$'\\n'/ }" >>"$HERE/calls"
failing="$HERE/failing/$tool"
if [[ -e $failing ]]; then
  { read -r times; read -r pattern; read -r says; } <"$failing"
  if ((times > 0)) && [[ "$*" =~ $pattern ]]; then
    printf '%s\\n%s\\n%s\\n' "$((times - 1))" "$pattern" "$says" >"$failing"
    echo "$says" >&2
    exit 22
  fi
fi
`;

/** What the program takes from the machine that it runs on. */
const MACHINES = [
  "base64", "basename", "bash", "cat", "chmod", "chown", "cp", "cut", "date", "dirname", "id", "mkdir", "mktemp",
  "mv", "python3", "rm", "sha256sum", "tar", "timeout", "touch",
]; // prettier-ignore

/** Where a program is, or an error that says that it is missing. */
export function whereIs(tool: string): string {
  // A version manager's placeholder needs more than itself.
  if (tool === "python3") return ask("python3", "-c", "import sys; print(sys.executable)");
  const found = (process.env.PATH ?? "")
    .split(":")
    .map((folder) => join(folder, tool))
    .find(existsSync);
  if (!found)
    throw new Error(`The bootstrap's tests need ${tool} on the PATH; on macOS the coreutils have it.`);
  return found;
}

function ask(command: string, ...args: string[]): string {
  return execFileSync(command, args, { encoding: "utf8" }).trim();
}
