import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { BootstrapConfig, renderFetching, renderPlan, renderProgram } from "../bootstrap/rendered";
import { Run, StandInInstance, Tool, whereIs } from "../bootstrap/stand-in-instance";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const SECRET = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:app-AbCdEf";
const PARAMETER = "arn:aws:ssm:eu-central-1:123456789012:parameter/app/token";

// Each boot starts a hundred processes or so, which takes its time on a machine that has other things to do.
jest.setTimeout(120_000);

const instances: StandInInstance[] = [];
afterEach(() => instances.splice(0).forEach((instance) => instance.remove()));

function instance(...without: Tool[]): StandInInstance {
  const made = new StandInInstance(without);
  instances.push(made);
  return made;
}

/** An Amazon Linux: no apt. */
const amazonLinux = () => instance("apt-get", "apt-cache", "snap", "unattended-upgrade");

/** A Ubuntu without the AWS CLI. */
const ubuntu = () => instance("dnf", "aws");

/** Everything that a bootstrap can have, on the disk of a stand-in. */
function everything(on: StandInInstance): BootstrapConfig {
  const owner = on.owner;
  return {
    updates: "security",
    packages: ["nginx", "git-core=1:2.*"],
    users: ["app-of-the-test"],
    files: {
      [on.path("etc/app.conf")]: { content: "a = ${b} %{c} $d 'e' \"f\"\n", mode: "0640", owner },
      [on.path("etc/repo")]: { contentBase64: "AAEC", owner, beforePackages: true },
    },
    secrets: {
      [on.path("etc/password")]: { arn: SECRET, owner },
      [on.path("etc/token")]: { arn: PARAMETER, owner, mode: "0600" },
    },
    source: {
      git: { url: "https://example.com/app.git", revision: COMMIT, token: { arn: PARAMETER } },
      into: on.path("opt/app"),
      owner,
    },
    run: ['echo "${PWD##*/}" >>order', "echo two >>order", "echo two >>order"],
    services: ["app.service", "nginx"],
    ready: { url: "http://localhost:8080/healthz", command: "test -e order", timeoutSeconds: 30 },
  };
}

const boot = (on: StandInInstance, program: string): Promise<Run> => on.boot(program).ended;

/** What happened, without the metadata service and the pauses. */
function deeds(on: StandInInstance): string[] {
  return on.calls.filter((call) => !/^(sleep|curl .*(latest|-X PUT))/.test(call));
}

test("strictness and the trap come first, before anything that can fail", () => {
  const [shebang, strict, trap] = renderProgram({}).split("\n");
  expect([shebang, strict]).toEqual(["#!/bin/bash", "set -Eeuo pipefail"]);
  expect(trap).toMatch(/^trap '.*' ERR$/);
});

describe("a boot that goes well", () => {
  test("does everything in order, and says CONTINUE once, at the end", async () => {
    const on = amazonLinux();
    on.head = COMMIT;
    expect(await boot(on, renderProgram(everything(on)))).toMatchObject({ exitCode: 0 });
    const into = on.path("opt/app");
    expect(deeds(on)).toEqual([
      "dnf upgrade -y --releasever=latest --security",
      "dnf install -y nginx git-core=1:2.*",
      "useradd --system --user-group --no-create-home --shell /usr/sbin/nologin app-of-the-test",
      `aws secretsmanager get-secret-value --secret-id ${SECRET} --output json --query [SecretString,SecretBinary]`,
      `aws ssm get-parameter --name ${PARAMETER} --with-decryption --output json --query [Parameter.Value]`,
      `aws ssm get-parameter --name ${PARAMETER} --with-decryption --output json --query [Parameter.Value]`,
      `git init -q ${into}`,
      `git -C ${into} fetch -q --depth 1 https://example.com/app.git ${COMMIT}`,
      `git -C ${into} checkout -q --force --detach FETCH_HEAD`,
      `git -C ${into} submodule -q update --init --recursive`,
      `git -C ${into} rev-parse HEAD`,
      "systemctl daemon-reload",
      "systemctl enable app.service nginx",
      "systemctl restart app.service nginx",
      "systemctl start app.service nginx",
      "systemctl is-active --quiet app.service nginx",
      "curl -sSf -o /dev/null --max-time 5 http://localhost:8080/healthz",
      "aws autoscaling complete-lifecycle-action --auto-scaling-group-name web-1 --lifecycle-hook-name bootstrap --instance-id i-0123456789abcdef0 --lifecycle-action-result CONTINUE",
    ]);
  });

  test("leaves files and secrets as they were written, and for those alone who may see them", async () => {
    const on = amazonLinux();
    on.head = COMMIT;
    await boot(on, renderProgram(everything(on)));
    expect(on.read("etc/app.conf").toString()).toBe("a = ${b} %{c} $d 'e' \"f\"\n");
    expect([...on.read("etc/repo")]).toEqual([0, 1, 2]);
    expect(on.read("etc/password").toString()).toBe("päss\n");
    expect(on.read("etc/token").toString()).toBe("t$k%{n}");
    expect(on.read("opt/app/order").toString()).toBe("app\ntwo\ntwo\n");
    const modes = ["app.conf", "repo", "password", "token"].map(
      (name) => statSync(on.path(`etc/${name}`)).mode & 0o777,
    );
    expect(modes).toEqual([0o640, 0o644, 0o400, 0o600]);
  });

  test("writes no secret into its log or onto a command line", async () => {
    const on = amazonLinux();
    on.head = COMMIT;
    const { log } = await boot(on, renderProgram(everything(on)));
    expect(log + on.calls.join("\n")).not.toMatch(/päss|t\$k|x-access-token/);
  });

  test("shows the token to the repository's host, and to nothing that runs after it", async () => {
    const on = amazonLinux();
    on.head = COMMIT;
    const run = [`echo "\${GIT_CONFIG_VALUE_0-none}" >${on.path("after")}`];
    await boot(on, renderProgram({ ...everything(on), run, ready: undefined }));
    const login = Buffer.from("x-access-token:t$k%{n}").toString("base64");
    const sent = readFileSync(join(on.folder, "git-config"), "utf8").trim().split("\n");
    expect(new Set(sent)).toEqual(
      new Set([`http.https://example.com/.extraHeader Authorization: Basic ${login}`]),
    );
    expect(on.read("after").toString()).toBe("none\n");
  });

  test("without anything to do says CONTINUE all the same", async () => {
    const on = amazonLinux();
    expect(await boot(on, renderProgram({}))).toMatchObject({ exitCode: 0 });
    expect(on.answers).toEqual(["CONTINUE"]);
  });

  test("outside of a group there is nobody to tell", async () => {
    const on = amazonLinux();
    on.leaveGroup();
    expect(await boot(on, renderProgram({ packages: ["nginx"] }))).toMatchObject({ exitCode: 0 });
    expect(deeds(on)).toEqual(["dnf install -y nginx"]);
  });
});

describe("Ubuntu", () => {
  test("gets the AWS CLI from its packages, and no package starts anything", async () => {
    const on = ubuntu();
    on.leaveGroup();
    expect(await boot(on, renderProgram({ packages: ["nginx=1.24.*"] }))).toMatchObject({ exitCode: 0 });
    const apt =
      "apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold";
    expect(deeds(on)).toEqual([
      `${apt} update`,
      "apt-cache show awscli",
      `${apt} update`,
      `${apt} install awscli`,
      `${apt} update`,
      `${apt} install nginx=1.24.*`,
    ]);
  });

  test("or, where there is no such package, as a snap", async () => {
    const on = ubuntu();
    on.leaveGroup();
    on.fail("apt-cache", "show awscli");
    await boot(on, renderProgram({}));
    expect(deeds(on)).toContain("snap install aws-cli --classic");
  });

  test.each([
    ["security", "unattended-upgrade "],
    ["all", expect.stringMatching(/^apt-get .* upgrade$/)],
  ] as const)("updates: %s", async (updates, call) => {
    const on = ubuntu();
    on.leaveGroup();
    await boot(on, renderProgram({ updates }));
    expect(deeds(on)).toContainEqual(call);
  });
});

const steps: [name: string, tool: Tool, pattern: string][] = [
  ["the metadata service", "curl", "latest/api/token"],
  ["an entry of it", "curl", "meta-data/instance-id"],
  ["updates", "dnf", "upgrade"],
  ["packages", "dnf", "install"],
  ["a secret", "aws", "secretsmanager"],
  ["a parameter", "aws", "ssm"],
  ["git", "git", "fetch"],
];

describe("what fails twice and then works is no failure", () => {
  test.each([...steps, ["the answer", "aws", "complete-lifecycle-action"]] as const)(
    "%s",
    async (_, tool, pattern) => {
      const on = amazonLinux();
      on.head = COMMIT;
      // One try of git asks for the commit, and then for everything.
      on.fail(tool as Tool, pattern, tool === "git" ? 4 : 2);
      const { exitCode, log } = await boot(on, renderProgram(everything(on)));
      expect(exitCode).toBe(0);
      expect(log).toContain("try 2 of 8 failed");
      expect(on.answers.at(-1)).toBe("CONTINUE");
      expect(on.answers).not.toContain("ABANDON");
    },
  );

  test("the ready probe", async () => {
    const on = amazonLinux();
    on.fail("curl", "healthz", 2);
    await boot(on, renderProgram({ ready: { url: "http://localhost/healthz" } }));
    expect(on.answers).toEqual(["CONTINUE"]);
  });

  test("an object of S3", async () => {
    const on = amazonLinux();
    on.object("artifacts", "app.bin", "code");
    on.fail("aws", "s3 cp", 2);
    expect(await boot(on, renderProgram(fromS3(on, "app.bin", "code")))).toMatchObject({ exitCode: 0 });
    expect(on.read("opt/app/app.bin").toString()).toBe("code");
  });
});

function fromS3(on: StandInInstance, key: string, content: string | Buffer): BootstrapConfig {
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { source: { s3: { bucket: "artifacts", key, sha256 }, into: on.path("opt/app"), owner: on.owner } };
}

describe("what goes on failing is answered with ABANDON, exactly once, and nothing goes on after it", () => {
  const failures: [string, Tool, string][] = [
    ...steps.slice(2),
    ["users", "useradd", "app"],
    ["enabling services", "systemctl", "enable"],
    ["a service that ends", "systemctl", "is-active"],
  ];

  test.each(failures)("%s", async (_, tool, pattern) => {
    const on = amazonLinux();
    on.head = COMMIT;
    on.fail(tool, pattern);
    const { exitCode, log } = await boot(on, renderProgram(everything(on)));
    expect(exitCode).not.toBe(0);
    expect(log).toMatch(/failed with status \d+ at line \d+/);
    expect(on.answers).toEqual(["ABANDON"]);
    const all = deeds(on);
    const last = all.map((call) => call.startsWith(tool) && call.includes(pattern)).lastIndexOf(true);
    expect(all.slice(last + 1)).toEqual([expect.stringContaining("ABANDON")]);
  });

  test.each([
    ["a command", { run: ["true", "echo before; false; echo after", "true"] }, "in the step run_command 2"],
    ["a command with an unset variable", { run: ['echo "$missing"'] }, "missing: unbound variable"],
    [
      "a URL that does not answer",
      { ready: { url: "http://localhost/never", timeoutSeconds: 1 } },
      "in the step ready",
    ],
    ["a command for readiness", { ready: { command: "false", timeoutSeconds: 1 } }, "in the step ready"],
  ])("%s", async (_, config: BootstrapConfig, reason) => {
    const on = amazonLinux();
    on.fail("curl", "never");
    const { log } = await boot(on, renderProgram(config));
    expect(log).toContain(reason);
    expect(log).not.toContain("after\n");
    expect(on.answers).toEqual(["ABANDON"]);
  });

  test("an object with another checksum", async () => {
    const on = amazonLinux();
    on.object("artifacts", "app.bin", "something else");
    const { log } = await boot(on, renderProgram(fromS3(on, "app.bin", "code")));
    expect(log).toContain("the SHA-256 of the object is");
    expect(on.answers).toEqual(["ABANDON"]);
  });

  test("a commit that is not what was asked for", async () => {
    const on = amazonLinux();
    on.head = COMMIT.replace("0", "1");
    await boot(on, renderProgram(everything(on)));
    expect(on.answers).toEqual(["ABANDON"]);
  });

  test("a token that cannot be fetched: the repository is not asked without it", async () => {
    const on = amazonLinux();
    on.fail("aws", "ssm");
    const { source } = everything(on);
    await boot(on, renderProgram({ source }));
    expect(deeds(on).filter((call) => call.startsWith("git"))).toEqual([]);
    expect(on.answers).toEqual(["ABANDON"]);
  });

  test("all of it, when it takes too long", async () => {
    const on = amazonLinux();
    const program = renderProgram({ run: ["while :; do :; done"] }, { timeoutSeconds: 1 });
    const { log } = await boot(on, program);
    expect(log).toContain("took longer than 1 s");
    expect(on.answers).toEqual(["ABANDON"]);
  });

  test("and an ABANDON that nobody takes is tried eight times", async () => {
    const on = amazonLinux();
    on.fail("aws", "complete-lifecycle-action");
    await boot(on, renderProgram({ run: ["false"] }));
    expect(on.answers).toEqual(Array(8).fill("ABANDON"));
  });
});

describe("the hook", () => {
  test("that is gone, or has timed out, wants no answer any more", async () => {
    const on = amazonLinux();
    on.fail(
      "aws",
      "complete-lifecycle-action",
      1000,
      "An error occurred: No active Lifecycle Action found with instance ID i-0",
    );
    expect(await boot(on, renderProgram({}))).toMatchObject({ exitCode: 0 });
    expect(on.answers).toEqual(["CONTINUE"]);
  });

  test("hears nothing from an instance that is on its way out", async () => {
    const on = amazonLinux();
    on.target("Terminated");
    await boot(on, renderProgram({ packages: ["nginx"] }));
    expect(deeds(on)).toEqual([]);
  });
});

describe("another boot", () => {
  test("of an instance that is set up does nothing at all", async () => {
    const on = amazonLinux();
    on.head = COMMIT;
    const program = renderProgram(everything(on));
    await boot(on, program);
    const before = on.calls.length;
    expect(await boot(on, program)).toMatchObject({ exitCode: 0, log: "" });
    expect(on.calls.slice(before)).toEqual([]);
  });

  test("goes on where a reboot came in between, which is no failure", async () => {
    const on = amazonLinux();
    const waiting = on.path("waiting");
    const program = renderProgram({
      packages: ["nginx"],
      run: [
        `mkdir -p ${on.path(".")}; echo one >>${on.path("order")}`,
        `touch ${waiting}; while [[ ! -e ${on.path("go")} ]]; do sleep 1; done`,
      ],
      services: ["app"],
    });
    const first = on.boot(program);
    await until(() => first.log().includes("run_command 2"));
    first.signal("SIGTERM");
    // The supervisor waits for what it has started; systemd ends that, too.
    endAll(on);
    await first.ended;
    expect(on.answers).toEqual([]);

    writeFileSync(on.path("go"), "");
    expect(await boot(on, program)).toMatchObject({ exitCode: 0 });
    expect(deeds(on).filter((call) => call.startsWith("dnf"))).toHaveLength(1);
    expect(on.read("order").toString()).toBe("one\n");
    expect(on.answers).toEqual(["CONTINUE"]);
  });
});

function endAll(on: StandInInstance): void {
  spawnSync(whereIs("pkill"), ["-TERM", "-f", join(on.folder, "bootstrap")]);
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(20);
}

describe("a warm pool", () => {
  const config: BootstrapConfig = {
    packages: ["nginx"],
    services: ["app"],
    ready: { url: "http://localhost/" },
  };

  test("gets an instance prepared, and it serves after the boot out of the pool", async () => {
    const on = amazonLinux();
    const program = renderProgram(config, { warmPool: true });
    on.target("Warmed:Stopped");
    const first = on.boot(program);
    await until(() => on.answers.length === 1);
    expect(deeds(on)[0]).toBe("dnf install -y nginx");
    expect(deeds(on).filter((call) => call.startsWith("systemctl"))).toEqual([]);
    first.signal("SIGTERM");
    expect(await first.ended).toMatchObject({ exitCode: 0 });
    expect(on.answers).toEqual(["CONTINUE"]);

    on.target("InService");
    const second = on.boot(program);
    await until(() => on.answers.length === 2);
    second.signal("SIGTERM");
    await second.ended;
    expect(deeds(on).filter((call) => call.startsWith("dnf"))).toHaveLength(1);
    expect(deeds(on)).toContain("systemctl restart app");
    expect(on.answers).toEqual(["CONTINUE", "CONTINUE"]);
  });

  test("whose instances run or sleep: it serves without a boot in between, and comes back", async () => {
    const on = amazonLinux();
    on.target("Warmed:Running");
    const running = on.boot(renderProgram(config, { warmPool: true }));
    for (const [answers, next] of [
      [1, "InService"],
      [2, "Warmed:Running"],
      [3, "InService"],
      [4, "InService"],
    ] as const) {
      await until(() => on.answers.length === answers);
      on.target(next);
    }
    running.signal("SIGTERM");
    await running.ended;
    expect(on.answers).toEqual(Array(4).fill("CONTINUE"));
    expect(deeds(on).filter((call) => call.startsWith("systemctl restart"))).toHaveLength(1);
  });

  test("loses an instance that does not get ready", async () => {
    const on = amazonLinux();
    on.fail("systemctl", "is-active");
    const { exitCode } = await boot(on, renderProgram(config, { warmPool: true }));
    expect(exitCode).not.toBe(0);
    expect(on.answers).toEqual(["ABANDON"]);
  });
});

describe("a plan in a bucket", () => {
  const config: BootstrapConfig = { packages: ["nginx"] };

  test("is fetched, and worked off like any other", async () => {
    const on = amazonLinux();
    on.object("plans", "web.sh", renderPlan(config));
    expect(await boot(on, renderFetching(config, "plans", "web.sh"))).toMatchObject({ exitCode: 0 });
    expect(deeds(on)).toContain("dnf install -y nginx");
    expect(on.answers).toEqual(["CONTINUE"]);
  });

  test("is not worked off when it is another one", async () => {
    const on = amazonLinux();
    on.object("plans", "web.sh", renderPlan({ packages: ["apache"] }));
    await boot(on, renderFetching(config, "plans", "web.sh"));
    expect(on.answers).toEqual(["ABANDON"]);
  });
});

describe("the log", () => {
  test.each([
    ["a success", {}, "CONTINUE"],
    ["a failure", { run: ["false"] }, "ABANDON"],
  ] as const)("goes to CloudWatch Logs after %s", async (_, config, answer) => {
    const on = amazonLinux();
    await boot(
      on,
      renderProgram(
        { ...config, run: [...((config as BootstrapConfig).run ?? [])] },
        { logGroup: "/multi-az/web/bootstrap" },
      ),
    );
    expect(on.answers).toEqual([answer]);
    const [create, put] = on.calls.filter((call) => call.startsWith("aws logs"));
    expect(create).toMatch(
      /--log-group-name \/multi-az\/web\/bootstrap --log-stream-name i-0123456789abcdef0\/\d{8}T\d{6}Z$/,
    );
    expect(put).toContain("put-log-events");
    expect(JSON.parse(readFileSync(join(on.folder, "events.json"), "utf8"))).toEqual([
      { timestamp: 1700000000000, message: "first" },
      { timestamp: 1700000001000, message: "\ufffd" },
    ]);
  });
});
