import { awsQuery, textsOf } from "../../harness/aws-request";
import { useEmulator } from "../../harness/jest";
import { metadataOfInstance } from "../../harness/machine/emulated-instance";
import { bootMachine, Machine } from "../../harness/machine/machine";
import { MetadataService, startMetadataService } from "../../harness/machine/metadata-service";
import { until, WorkerFleet } from "../job-observer/worker-fleet";
import { heldBack } from "./support/instance-agents";
import { ModuleUnderDrill } from "./support/module-under-drill";
import { tierIn } from "./support/tier";

/**
 * The whole way of a job for real: Terraform applies the module, a machine boots with its user data, the bootstrap
 * installs the SDK from the distribution and starts the worker under systemd, which does the job. Only AWS is emulated.
 */
describe("a worker in a real machine", () => {
  const emulator = useEmulator();
  let drilled: ModuleUnderDrill;
  let fleet: WorkerFleet;
  let metadata: MetadataService;
  let machine: Machine;
  let instance: string;

  beforeAll(async () => {
    const { load_balancer: _, ...around } = await tierIn(emulator(), ["us-east-1a"]);
    drilled = await ModuleUnderDrill.of(emulator(), "job-observer", {
      ...around,
      name: "thumbs",
      job: { seconds_per_job: 1, acceptable_latency_seconds: 900 },
      worker: {
        command:
          'cd /srv/jobs; read -r body; echo "$body $(id -un) $NOTE" >>done; [[ $body != long ]] || sleep 8',
        environment: { NOTE: "it's 100%" },
        lease_seconds: 30,
      },
      bootstrap: { run: ["install -d -o job-worker /srv/jobs"] },
      workers: { max: 1 },
    });
  });

  afterAll(async () => {
    await machine?.stop();
    await metadata?.stop();
    await fleet?.end();
  });

  const done = () => machine.run("cat /srv/jobs/done");

  test("a job comes in, an instance is launched, boots, and does it as a user without rights", async () => {
    await drilled.apply();
    fleet = WorkerFleet.around(emulator(), await drilled.outputs());
    await fleet.send(["first"]);
    await emulator().tick();
    await emulator().tick();
    [instance] = (await heldBack(emulator())) as [string];
    metadata = await startMetadataService(await metadataOfInstance(emulator(), instance));
    machine = await bootMachine({
      userData: await userDataOf(instance),
      metadata,
      emulatorUrl: emulator().url,
    });
    await machine.waitFor("test -e /srv/jobs/done", { timeLimitSeconds: 300 });
    expect(await done()).toBe("first job-worker it's 100%");
    await until(() => fleet.counts(), { waiting: 0, inFlight: 0 });
    await until(() => fleet.instances(), { [instance]: "InService" });
  });

  test("the settings are the worker's alone, and it runs without rights", async () => {
    expect(await machine.run("stat -c '%a %U' /etc/job-worker.json")).toBe("400 job-worker");
    expect(await machine.run("systemctl show -p User --value job-worker.service")).toBe("job-worker");
    expect(await machine.journal("job-worker.service")).toContain("takes jobs of");
  });

  test("a worker that dies is started again", async () => {
    await machine.run("systemctl kill --signal=SIGKILL job-worker.service");
    await fleet.send(["second"]);
    // Its last poll may get the job, and nobody is there any more: then it comes after the lease.
    await machine.waitFor("grep second /srv/jobs/done", { timeLimitSeconds: 120 });
    await until(() => fleet.counts(), { waiting: 0, inFlight: 0 });
  });

  test("a termination notice: the job is finished, the hook completed, and the instance goes", async () => {
    await fleet.send(["long"]);
    await machine.waitFor("grep long /srv/jobs/done", { timeLimitSeconds: 60 });
    await fleet.call("TerminateInstanceInAutoScalingGroup", {
      InstanceId: instance,
      ShouldDecrementDesiredCapacity: "true",
    });
    expect(await fleet.instances()).toEqual({ [instance]: "Terminating:Wait" });
    await until(() => fleet.instances(), {});
    expect(await fleet.counts()).toEqual({ waiting: 0, inFlight: 0 });
  });

  test("destroy leaves nothing", () => drilled.destroy());

  async function userDataOf(id: string): Promise<Buffer> {
    const parameters = { Action: "DescribeInstanceAttribute", InstanceId: id, Attribute: "userData" };
    const xml = await awsQuery(emulator(), "ec2", "2016-11-15", parameters);
    return Buffer.from(textsOf(xml, "value")[0]!, "base64");
  }
});
