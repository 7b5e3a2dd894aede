import fs from "node:fs";
import path from "node:path";
import { Terraform, TerraformOptions } from "../../../harness/terraform";
import { useTemporaryFolder, write } from "../../harness/temporary-folder";

const folder = useTemporaryFolder();
const before = { ...process.env };

// The stand-in for Terraform, and a CLI configuration of the user so that no provider source is looked for.
beforeAll(() => {
  process.env["TERRAFORM_BINARY_NAME"] = path.join(
    __dirname,
    "..",
    "..",
    "harness",
    "fixtures",
    "fake-terraform.js",
  );
  process.env["TF_CLI_CONFIG_FILE"] = __filename;
  process.env["AWS_PROFILE"] = "production";
});
afterAll(() => {
  process.env = before;
});

interface Answer {
  recording?: string;
  stdout?: string;
  stderr?: string;
  exitCode?: number;
  sleep?: boolean;
}

function terraform(answer: Answer = {}, options: Partial<TerraformOptions> = {}): Terraform {
  write(folder(), "answer.json", JSON.stringify(answer));
  return new Terraform({ directory: folder(), emulatorUrl: "http://127.0.0.1:5000", ...options });
}

interface Call {
  args: string[];
  vars?: unknown;
  env: Record<string, string>;
}

const calls = () =>
  fs
    .readFileSync(path.join(folder(), "calls.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Call);

test("commands run in the hermetic environment, with what was given on top", async () => {
  await terraform({}, { env: { TF_LOG: "trace" } }).init();
  const [{ args, env }] = calls() as [Call];
  expect(args).toEqual(["init", "-input=false", "-no-color"]);
  expect(env).toMatchObject({
    AWS_ENDPOINT_URL: "http://127.0.0.1:5000",
    AWS_ACCESS_KEY_ID: "test",
    TF_LOG: "trace",
  });
  expect(env["TF_CLI_CONFIG_FILE"]).toBe(__filename);
  expect(env["AWS_PROFILE"]).toBeUndefined();
});

test("a failed init shows what it printed", async () => {
  const failing = terraform({ stderr: "Error: no such module", exitCode: 1 });
  await expect(failing.init()).rejects.toThrow(
    `terraform init in ${folder()}: failed with exit code 1\n\nError: no such module`,
  );
});

test("a plan gives exit code, summary and changes", async () => {
  const plan = await terraform({ recording: "plan.jsonl", exitCode: 2 }).plan();
  expect(plan).toMatchObject({
    exitCode: 2,
    summary: { add: 2, change: 0, remove: 0 },
    drift: [],
    warnings: [],
  });
  expect(plan.changes).toEqual([
    { address: "aws_sns_topic.alarms", action: "create" },
    { address: "aws_sns_topic.orders", action: "create" },
  ]);
});

test("a plan's values are read from its own file, also after a second plan", async () => {
  const subject = terraform({ recording: "plan.jsonl" });
  const first = await subject.plan();
  const second = await subject.plan({ destroy: true });
  expect(second.file).not.toBe(first.file);
  expect(calls()[1]!.args).toEqual(expect.arrayContaining(["-destroy", `-out=${second.file}`]));
  write(folder(), "answer.json", JSON.stringify({ stdout: '{"resource_changes":[]}' }));
  await expect(first.json()).resolves.toEqual({ resource_changes: [] });
  expect(calls()[2]!.args).toEqual(["show", "-json", "-no-color", first.file]);
});

test("variables of the instance and of the call go through a file, exactly as they are", async () => {
  const subject = terraform({ recording: "plan.jsonl" }, { vars: { name: "${literal}", size: 1 } });
  await subject.plan({ vars: { size: 2, zones: ["a"] }, targets: ["aws_sns_topic.orders"] });
  const [{ args, vars }] = calls() as [Call];
  expect(vars).toEqual({ name: "${literal}", size: 2, zones: ["a"] });
  expect(args).toContain("-target=aws_sns_topic.orders");
});

test("an undeclared variable is an error, although Terraform only warns", async () => {
  const subject = terraform({ recording: "plan-undeclared.jsonl", exitCode: 2 });
  await expect(subject.plan({ vars: { nmae: "x" } })).rejects.toThrow(
    /does not declare a variable named "nmae"/,
  );
});

test("a failed plan rejects with its errors", async () => {
  const subject = terraform({ recording: "plan-error.jsonl", exitCode: 1 });
  await expect(subject.plan()).rejects.toMatchObject({
    name: "TerraformError",
    exitCode: 1,
    diagnostics: [expect.objectContaining({ summary: "invalid topic name: alarms x" })],
  });
});

test("apply gives its numbers, reports progress in plain text, and takes a plan", async () => {
  const progress: string[] = [];
  const subject = terraform({ recording: "apply.jsonl" }, { onProgress: (line) => progress.push(line) });
  const plan = await subject.plan();
  await expect(subject.apply({ plan })).resolves.toMatchObject({ summary: { add: 2, change: 0, remove: 0 } });
  expect(calls()[1]!.args.at(-1)).toBe(plan.file);
  expect(progress).toContain("Apply complete! Resources: 2 added, 0 changed, 0 destroyed.");
});

test("invalid configuration rejects with each error", async () => {
  const subject = terraform({ recording: "validate-error.json", exitCode: 1 });
  await expect(subject.validate()).rejects.toThrow(/named "nmae"[^]*a bool is required/);
});

test("outputs are given by name", async () => {
  const stdout = JSON.stringify({
    arn: { value: "arn:x", sensitive: true },
    zones: { value: ["a"], sensitive: false },
  });
  await expect(terraform({ stdout }).output()).resolves.toEqual({ arn: "arn:x", zones: ["a"] });
});

test("failed test runs are a result", async () => {
  const runs = await terraform({ recording: "test.jsonl", exitCode: 1 }).test();
  expect(runs.map(({ status }) => status)).toEqual(["pass", "fail", "error"]);
});

test("tests that cannot be read, and tests without a run, are errors", async () => {
  const unreadable = terraform({ recording: "test-unreadable.jsonl", exitCode: 1 });
  await expect(unreadable.test()).rejects.toThrow("Unclosed configuration block");
  await expect(terraform({ stdout: "" }).test()).rejects.toThrow("found no run block");
});

test("a command that hangs is stopped at its time limit", async () => {
  const hanging = terraform(
    { recording: "apply.jsonl", sleep: true },
    { timeLimitSeconds: 2, graceSeconds: 1 },
  );
  await expect(hanging.apply()).rejects.toThrow(
    /^[^{]*apply .*did not end within 2 s[^{]*Apply complete! Resources: 2 added[^{]*$/,
  );
});
