import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { awsJson, awsQuery, textsOf } from "../../harness/aws-request";
import { freePort } from "../../harness/free-port";
import { useEmulator } from "../../harness/jest";
import { metadataOfInstance } from "../../harness/machine/emulated-instance";
import { bootMachine, Machine } from "../../harness/machine/machine";
import { MetadataService, startMetadataService } from "../../harness/machine/metadata-service";
import { Json } from "../../harness/terraform-types";
import { escapeMarkers } from "../../modules/definition/hcl";
import { nextHeldBack } from "./support/instance-agents";
import { ModuleUnderDrill } from "./support/module-under-drill";
import { tierIn } from "./support/tier";

const NASTY = 'it\'s "${HOME}" %{x} $(id) `id` \\ \t é漢😀\n';
const PASSWORD = "p'ä$s\"w\\ord\n";

/** What the repository of the drill has in it: a server, its unit, and the step that installs it. */
const REPOSITORY = {
  "server.py": `import http.server, os, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        # Without the secret, which only this service's user may read, it is not ready.
        ready = self.path == "/healthz" and os.path.getsize("/etc/app/password") > 0
        open("/etc/app/password").read()
        self.send_response(200 if ready else 404)
        self.end_headers()
        self.wfile.write(b"ok\\n")
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
`,
  "app.service": `[Service]
User=app
ExecStart=/usr/bin/python3 /srv/app/server.py PORT
[Install]
WantedBy=multi-user.target
`,
  "install.sh": `sed "s/PORT/$1/" app.service >/etc/systemd/system/app.service
git -C /srv/app rev-parse HEAD >/srv/installed
`,
};

/**
 * The whole way for real: Terraform applies the module, a machine boots with the user data that the launch template got,
 * cloud-init and systemd run it, apt and git install, the AWS CLI fetches and answers, and apply ends. Only AWS is emulated.
 */
describe("a bootstrap in a real machine", () => {
  const emulator = useEmulator();
  const folder = mkdtempSync(join(tmpdir(), "repository-"));
  let drilled: ModuleUnderDrill;
  let metadata: MetadataService;
  let machine: Machine;
  let revision: string;
  let port: number;
  let userData: Buffer;

  beforeAll(async () => {
    revision = commit(folder);
    port = await freePort();
    drilled = await ModuleUnderDrill.of(emulator(), "bootstrap-instance", {
      ...(await instanceVariables()),
      name: "docs",
      bootstrap: await bootstrap(),
    });
  });

  afterAll(async () => {
    await machine?.stop();
    await metadata?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function instanceVariables(): Promise<Record<string, Json>> {
    const { load_balancer: _, ...rest } = await tierIn(emulator(), ["us-east-1a"]);
    return rest;
  }

  async function bootstrap(): Promise<Record<string, Json>> {
    const secret = { Name: "app", SecretString: PASSWORD };
    const { ARN } = await awsJson<{ ARN: string }>(
      emulator(),
      "secretsmanager",
      "secretsmanager.CreateSecret",
      secret,
    );
    const parameter = { Name: "/app/token", Value: "t${k}%{n}", Type: "SecureString" };
    await awsJson(emulator(), "ssm", "AmazonSSM.PutParameter", parameter);
    return {
      packages: ["shellcheck"],
      users: ["app"],
      files: {
        "/etc/app/it's.conf": { content: escapeMarkers(NASTY), mode: "0640", owner: "root:app" },
        "/etc/app/early": { content_base64: "AAH/", before_packages: true },
      },
      secrets: {
        "/etc/app/password": { arn: ARN, owner: "app" },
        "/etc/app/token": { arn: "arn:aws:ssm:us-east-1:123456789012:parameter/app/token" },
      },
      source: { git: { url: "file:///srv/repository", revision }, into: "/srv/app" },
      run: [`bash install.sh ${port}`, "echo once >>/srv/runs"],
      services: ["app.service"],
      ready: { url: `http://127.0.0.1:${port}/healthz`, timeout_seconds: 60 },
      logs: {},
    };
  }

  /** The instance that the group has launched, as a machine with its user data. */
  async function boot(instanceId: string): Promise<void> {
    userData = await userDataOf(instanceId);
    metadata = await startMetadataService(await metadataOfInstance(emulator(), instanceId));
    // It does not answer right away, as at a real boot.
    metadata.failNext(2);
    machine = await bootMachine({
      userData,
      metadata,
      emulatorUrl: emulator().url,
      mounts: { "/srv/repository": { source: folder } },
    });
  }

  async function userDataOf(instance: string): Promise<Buffer> {
    const parameters = { Action: "DescribeInstanceAttribute", InstanceId: instance, Attribute: "userData" };
    const xml = await awsQuery(emulator(), "ec2", "2016-11-15", parameters);
    return Buffer.from(textsOf(xml, "value")[0]!, "base64");
  }

  test("apply succeeds when the machine has set itself up", async () => {
    const applied = drilled.apply();
    const instance = await nextHeldBack(emulator(), { during: applied });
    await boot(instance);
    await applied;
    const [group] = Object.values((await emulator().state()).groups);
    expect(group!.instances).toMatchObject([{ id: instance, lifecycleState: "InService" }]);
    expect(await machine.journal("bootstrap.service")).toMatch(/CONTINUE, to the group docs-/);
    await drilled.expectNothingToDo();
  });

  test("files, secrets, code and service are there, for those whom they belong to", async () => {
    const bytes = async (path: string) => Buffer.from(await machine.run(`base64 -w 0 ${path}`), "base64");
    expect((await bytes('"/etc/app/it\'s.conf"')).toString()).toBe(NASTY);
    expect([...(await bytes("/etc/app/early"))]).toEqual([0, 1, 255]);
    expect((await bytes("/etc/app/password")).toString()).toBe(PASSWORD);
    expect((await bytes("/etc/app/token")).toString()).toBe("t${k}%{n}");
    expect(await machine.run("stat -c '%a %U:%G' /etc/app/*")).toBe(
      ["644 root:root", "640 root:app", "400 app:root", "400 root:root"].join("\n"),
    );
    expect(await machine.run("cat /srv/installed")).toBe(revision);
    expect(await machine.run("systemctl is-active app.service")).toBe("active");
    expect(await machine.run("systemctl is-enabled app.service bootstrap.service")).toBe("enabled\nenabled");
    expect(await (await fetch(`http://127.0.0.1:${port}/healthz`)).text()).toBe("ok\n");
  });

  test("no secret is in user data, state or log", async () => {
    const state = JSON.stringify(await drilled.terraform.show());
    const everywhere = [
      gunzipSync(userData).toString(),
      state,
      await machine.journal("bootstrap.service"),
    ].join();
    for (const secret of ["w\\\\ord", "w\\ord", "t${k}", Buffer.from(PASSWORD).toString("base64")])
      expect(everywhere).not.toContain(secret);
    expect(everywhere).toContain("arn:aws:ssm:us-east-1:123456789012:parameter/app/token");
  });

  test("cloud-init and shellcheck have nothing to say of the user data", async () => {
    expect(await machine.run("cloud-init schema --system 2>&1")).toMatch(/Valid/);
    expect((await machine.cloudInit()).errors).toEqual([]);
    expect(await machine.run("shellcheck /usr/local/sbin/bootstrap")).toBe("");
  });

  test("the log is in CloudWatch Logs", async () => {
    const logGroupName = "/bootstrap-instance/docs/bootstrap";
    const call = <T>(action: string, more: object = {}) =>
      awsJson<T>(emulator(), "logs", `Logs_20140328.${action}`, { logGroupName, ...more });
    const { logStreams } = await call<{ logStreams: { logStreamName: string }[] }>("DescribeLogStreams");
    expect(logStreams).toHaveLength(1);
    const stream = { logStreamName: logStreams[0]!.logStreamName };
    const { events } = await call<{ events: { message: string }[] }>("GetLogEvents", stream);
    expect(events.map(({ message }) => message)).toContain("bootstrap: packages shellcheck");
  });

  test("a reboot does nothing twice, and the service is back", async () => {
    const since = (await emulator().requests()).at(-1)!.n;
    await machine.restart();
    await machine.waitFor("systemctl is-active app.service", { timeLimitSeconds: 60 });
    await machine.waitFor("systemctl show -p ActiveState bootstrap.service | grep inactive", {
      timeLimitSeconds: 60,
    });
    expect(await machine.run("cat /srv/runs")).toBe("once");
    expect(
      await machine.run("journalctl --boot --unit bootstrap.service -o cat | grep -c '^bootstrap:' || true"),
    ).toBe("0");
    const calls = (await emulator().requests({ since })).map(({ service }) => service);
    expect(calls.filter((service) => service === "autoscaling")).toEqual([]);
  });

  test("a bootstrap that fails says ABANDON, with the step in its log, and its machine goes away", async () => {
    await machine.stop();
    await metadata.stop();
    const { source } = drilled.variable("bootstrap") as Record<string, Json>;
    await drilled.apply({ bootstrap: { source: source!, run: ["true", "exit 3"] } });
    const [before] = Object.values((await emulator().state()).groups)[0]!.instances.map(({ id }) => id);
    const instance = await nextHeldBack(emulator());
    await boot(instance);
    await nextHeldBack(emulator(), { except: [instance] });
    expect(await machine.journal("bootstrap.service")).toMatch(
      /in the step run_command 2.*\n.*ABANDON, to the group docs-/,
    );
    const [group] = Object.values((await emulator().state()).groups);
    expect(group!.instances.map(({ id }) => id)).not.toContain(instance);
    // What serves goes on serving.
    expect(group!.instances).toContainEqual(
      expect.objectContaining({ id: before, lifecycleState: "InService" }),
    );
  });
});

/** A git repository with one commit. */
function commit(folder: string): string {
  for (const [name, text] of Object.entries(REPOSITORY)) writeFileSync(join(folder, name), text);
  const git = (...args: string[]) =>
    execFileSync(
      "git",
      ["-C", folder, "-c", "user.name=drill", "-c", "user.email=drill@example.com", ...args],
      {
        encoding: "utf8",
      },
    ).trim();
  git("init", "-q");
  git("add", ".");
  git("commit", "-q", "-m", "The server");
  return git("rev-parse", "HEAD");
}
