import { useEmulator } from "../../harness/jest";
import { Cdktf } from "./support/cdktf";

const emulator = useEmulator();

/** There may be no registry, and the lock file for other platforms is made from it. */
const OFFLINE = "--skip-provider-lock";

let cdktf: Cdktf;
beforeAll(async () => {
  cdktf = await Cdktf.inNewFolder("cdktf");
});

/** Neither frames of a stack trace nor the source line that Node.js prints above them. */
const STACK_TRACE = /^\s+at .+:\d+:\d+\)?$/m;

describe("what stands in the way is said in a sentence", () => {
  test("inputs that are refused", async () => {
    const { exitCode, output } = await cdktf.run(["synth"], { env: { HA_SUBNET_IDS: "subnet-1" } });
    expect(exitCode).toBe(1);
    expect(output).toContain('subnetIds must have 2 to 6 entries, got ["subnet-1"].');
    expect(output).not.toMatch(STACK_TRACE);
  });

  // That it does not retry for minutes: __tests__/scripts/pattern-stack.test.ts.
  test("an endpoint where nothing listens", async () => {
    const { exitCode, output } = await cdktf.run(["diff", "multi-az", OFFLINE]);
    expect(exitCode).toBe(1);
    expect(output).toContain("Nothing answers at http://127.0.0.1:9 (AWS_ENDPOINT_URL)");
    expect(output).toContain("connection refused");
    expect(output).not.toMatch(STACK_TRACE);
  });

  test("no credentials", async () => {
    const env = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
    const { exitCode, output } = await cdktf.run(["deploy", "multi-az", "--auto-approve", OFFLINE], {
      emulatorUrl: emulator().url,
      env,
    });
    expect(exitCode).toBe(1);
    expect(output).toContain("No AWS credentials are in sight");
    expect(output).toContain("npm run try -- multi-az");
    expect(output).toContain("No valid credential sources found");
    expect(output).not.toMatch(STACK_TRACE);
  });
});

describe("cdktf", () => {
  const run = (...args: string[]) => cdktf.run(args, { emulatorUrl: emulator().url });

  test("synthesizes, deploys, finds nothing to change, and destroys everything", async () => {
    expect((await run("synth")).output).toMatch(
      /Generated Terraform code for the stacks:[\w\s,-]*\bmulti-az\b/,
    );

    const deployed = await run("deploy", "multi-az", "--auto-approve", OFFLINE);
    expect(deployed.output).toContain("Apply complete!");
    expect(deployed.output).toMatch(/url = http:\/\//);
    expect(deployed.exitCode).toBe(0);
    const { groups } = await emulator().state();
    expect(Object.values(groups).map(({ instances }) => instances.length)).toEqual([6]);

    const second = await run("diff", "multi-az", OFFLINE);
    expect(second.output).toContain("No changes. Your infrastructure matches the configuration.");
    expect(second.exitCode).toBe(0);

    const destroyed = await run("destroy", "multi-az", "--auto-approve", OFFLINE);
    expect(destroyed.exitCode).toBe(0);
    expect(cdktf.resourcesInState("multi-az")).toEqual([]);
    expect(await emulator().state()).toMatchObject({ groups: {}, targetGroups: {}, alarms: {} });
  });
});
