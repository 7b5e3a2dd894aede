import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { amazonLinux, defaultNetwork } from "../../harness/account";
import { awsQuery, textsOf } from "../../harness/aws-request";
import { useEmulator } from "../../harness/jest";
import { metadataOfInstance } from "../../harness/machine/emulated-instance";
import { bootMachine, Machine } from "../../harness/machine/machine";
import { MetadataService, startMetadataService } from "../../harness/machine/metadata-service";
import { cachePath } from "../../harness/project";

/** The path of user data of a bootstrap, with nothing of it: cloud-init writes a unit and starts it. */
const userData = `#cloud-config
${JSON.stringify({
  write_files: [
    { path: "/usr/local/sbin/hello", permissions: "0755", content: '#!/bin/sh\necho "hello from $0"\n' },
    {
      path: "/etc/systemd/system/hello.service",
      content: "[Service]\nType=oneshot\nExecStart=/usr/local/sbin/hello\nStandardOutput=journal+console\n",
    },
  ],
  runcmd: [
    ["systemctl", "start", "hello.service"],
    ["sh", "-c", "echo ran >> /var/lib/ran"],
  ],
})}`;

const emulator = useEmulator();
let metadata: MetadataService;
let machine: Machine;
let instanceId: string;

/** A group of one, whose launch hook nobody has answered yet, with a role: what a machine can be an instance of. */
async function launchInstance(): Promise<string> {
  const iam = (parameters: Record<string, string>) => awsQuery(emulator(), "iam", "2010-05-08", parameters);
  const group = (parameters: Record<string, string>) =>
    awsQuery(emulator(), "autoscaling", "2011-01-01", parameters);
  await iam({ Action: "CreateRole", RoleName: "worker", AssumeRolePolicyDocument: "{}" });
  await iam({ Action: "CreateInstanceProfile", InstanceProfileName: "worker" });
  await iam({ Action: "AddRoleToInstanceProfile", InstanceProfileName: "worker", RoleName: "worker" });
  const { subnets } = await defaultNetwork(emulator());
  await awsQuery(emulator(), "ec2", "2016-11-15", {
    Action: "CreateLaunchTemplate",
    LaunchTemplateName: "worker",
    "LaunchTemplateData.ImageId": await amazonLinux(emulator(), "x86_64"),
    "LaunchTemplateData.InstanceType": "t3.small",
    "LaunchTemplateData.IamInstanceProfile.Name": "worker",
  });
  await group({
    Action: "CreateAutoScalingGroup",
    AutoScalingGroupName: "workers",
    MinSize: "1",
    MaxSize: "1",
    VPCZoneIdentifier: subnets["us-east-1b"]!,
    "LaunchTemplate.LaunchTemplateName": "worker",
    "LifecycleHookSpecificationList.member.1.LifecycleHookName": "ready",
    "LifecycleHookSpecificationList.member.1.LifecycleTransition": "autoscaling:EC2_INSTANCE_LAUNCHING",
  });
  return (await emulator().state()).groups["workers"]!.instances[0]!.id;
}

beforeAll(async () => {
  instanceId = await launchInstance();
  metadata = await startMetadataService(await metadataOfInstance(emulator(), instanceId));
  machine = await bootMachine({
    userData: gzipSync(userData),
    metadata,
    emulatorUrl: emulator().url,
    environment: { NASTY: 'a "b" %i \\ ${NASTY} ü' },
    mounts: { "/srv/tests": { source: __dirname } },
  });
});

afterAll(async () => {
  await machine?.stop();
  await metadata?.stop();
});

test("cloud-init takes the user data, which its own schema accepts, and starts what it says", async () => {
  expect((await machine.cloudInit()).errors).toEqual([]);
  expect(await machine.run("cloud-init schema --system")).toMatch(/^Valid cloud-config/);
  expect(
    (
      await machine.attempt(
        "echo '#cloud-config\nruncmd: 1' > /root/bad; cloud-init schema --config-file /root/bad",
      )
    ).exitCode,
  ).toBe(1);
  expect(await machine.journal("hello.service")).toContain("hello from /usr/local/sbin/hello");
  expect(machine.console()).toContain("hello from /usr/local/sbin/hello");
  expect(await machine.run("cat /var/lib/ran")).toBe("ran");
  expect(await machine.run("cloud-init query instance_id")).toBe(instanceId);
});

test("the AWS CLI in it, in any unit, is the instance's role at the emulator without any setting", async () => {
  const asUnit = "systemd-run --quiet --wait --pipe";
  const arn = await machine.run(
    `${asUnit} aws sts get-caller-identity --query Arn --output text --region us-east-1`,
  );
  expect(arn).toBe(`arn:aws:sts::123456789012:assumed-role/worker/${instanceId}`);
  expect(metadata.requests).toContainEqual({
    method: "GET",
    path: "/latest/meta-data/iam/security-credentials/worker",
    status: 200,
  });
  expect(await machine.run(`${asUnit} printenv NASTY`)).toBe('a "b" %i \\ ${NASTY} ü');
});

test("a folder of this computer is seen in it, and cannot be changed", async () => {
  expect(await machine.run("ls /srv/tests")).toContain("machine.test.ts");
  await expect(machine.run("touch /srv/tests/new")).rejects.toThrow("Read-only file system");
});

test("a lifecycle hook answered from it takes the instance into service", async () => {
  const ask = (path: string) =>
    `token=$(curl -fsS -X PUT -H "X-aws-ec2-metadata-token-ttl-seconds: 60" $AWS_EC2_METADATA_SERVICE_ENDPOINT/latest/api/token) &&
     curl -fsS -H "X-aws-ec2-metadata-token: $token" $AWS_EC2_METADATA_SERVICE_ENDPOINT/latest/meta-data/${path}`;
  expect(await machine.run(ask("autoscaling/target-lifecycle-state"))).toBe("InService");
  expect(await machine.run(ask("tags/instance/aws:autoscaling:groupName"))).toBe("workers");
  expect((await emulator().state()).groups["workers"]!.instances[0]!.lifecycleState).toBe("Pending:Wait");
  await machine.run(
    `aws autoscaling complete-lifecycle-action --region us-east-1 --lifecycle-hook-name ready \\
       --auto-scaling-group-name workers --instance-id ${instanceId} --lifecycle-action-result CONTINUE`,
  );
  expect((await emulator().state()).groups["workers"]!.instances[0]!.lifecycleState).toBe("InService");
  const xml = await awsQuery(emulator(), "autoscaling", "2011-01-01", {
    Action: "DescribeAutoScalingInstances",
  });
  expect(textsOf(xml, "LifecycleState")).toEqual(["InService"]);
});

test("apt installs a package, and a restart keeps the disk and sets nothing up again", async () => {
  expect((await machine.attempt("command -v tree")).exitCode).not.toBe(0);
  await machine.run("apt-get -q update && apt-get -qy install tree", { timeLimitSeconds: 300 });
  const boot = await machine.run("cat /proc/sys/kernel/random/boot_id");
  await machine.restart();
  expect(await machine.run("cat /proc/sys/kernel/random/boot_id")).not.toBe(boot);
  expect((await machine.cloudInit()).errors).toEqual([]);
  expect(await machine.run("cat /var/lib/ran")).toBe("ran");
  expect(await machine.run("tree --version")).toMatch(/^tree v/);
  expect(await machine.run("systemctl --failed --no-legend")).toBe("");
});

test("what fails in it says so, with the console", async () => {
  await expect(machine.run("echo to stderr >&2; exit 3")).rejects.toThrow(
    /ended with 3\nto stderr[^]*Its console ends:\n/,
  );
  await expect(machine.run("sleep 60 & wait", { timeLimitSeconds: 1 })).rejects.toThrow("ended with 124");
  await expect(machine.waitFor("false", { timeLimitSeconds: 1 })).rejects.toThrow(
    "false: still fails after 1 s",
  );
});

test("a machine ends with its process, even a killed one, and the next start removes what is left", async () => {
  const program = join(__dirname, "support", "boot-and-wait.ts");
  const owner = spawn(process.execPath, ["--import", "tsx", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [name] = (await once(owner.stdout.setEncoding("utf8"), "data")) as [string];
  const left = [
    cachePath("machine", "run", name),
    `/sys/fs/cgroup/systemd/${name}`,
    `/sys/fs/cgroup/${name}`,
  ];
  expect(left.filter(existsSync)).toHaveLength(2);
  owner.kill("SIGKILL");
  await once(owner, "close");
  // A control group can be removed only when no process is left in it.
  const another = await bootMachine({ userData, metadata });
  expect(left.filter(existsSync)).toEqual([]);
  // Nor is anything left of one that is stopped; and the first one never noticed.
  await another.stop();
  expect(existsSync(cachePath("machine", "run", another.name))).toBe(false);
  expect(await machine.run("systemctl is-system-running --wait")).toBe("running");
});
