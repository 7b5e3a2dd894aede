import fs from "node:fs";
import path from "node:path";
import { Diagnostic, formatDiagnostic, TerraformError } from "../../harness/terraform-error";
import { diagnosticsOf, failedRuns, parseMessages, testRunsOf } from "../../harness/terraform-output";

const recorded = (name: string) => fs.readFileSync(path.join(__dirname, "fixtures", name), "utf8");

test("the message of a failed command reads like Terraform's own", () => {
  const { diagnostics } = JSON.parse(recorded("validate-error.json")) as { diagnostics: Diagnostic[] };
  const error = new TerraformError(["terraform", "validate", "-json", "-no-color"], 1, diagnostics, {
    directory: "/somewhere",
  });
  expect(error.message).toBe(`terraform validate in /somewhere: failed with exit code 1

Error: Extraneous JSON object property
  on main.tf.json line 13, in resource.aws_sns_topic.alarms
    | "alarms": { "nmae": "alarms", "fifo_topic": "maybe" }
  No argument or block type is named "nmae". Did you mean "name"?

Error: Incorrect attribute value type
  on main.tf.json line 13, in resource.aws_sns_topic.alarms
    | "alarms": { "nmae": "alarms", "fifo_topic": "maybe" }
  Inappropriate value for attribute "fifo_topic": a bool is required.`);
});

test("an error of a resource names its address", () => {
  const [diagnostic] = diagnosticsOf(parseMessages(recorded("plan-error.jsonl")).messages);
  expect(formatDiagnostic(diagnostic!)).toMatch(
    /^Error: invalid topic name: alarms x\n {2}with aws_sns_topic.alarms, on main/,
  );
});

test("of a very long line only the part that is meant is shown", () => {
  const code = `${"x".repeat(500)}"bad"${"y".repeat(500)}`;
  const snippet = { code, highlight_start_offset: 500, highlight_end_offset: 505 };
  expect(formatDiagnostic({ severity: "error", summary: "No", snippet })).toBe('Error: No\n    | "bad"');
});

test("paths below the working folder are shown without it", () => {
  const command = ["terraform", "plan", "-json", "-out=/somewhere/a.tfplan", "-destroy"];
  expect(new TerraformError(command, 1, [], { directory: "/somewhere" }).message).toBe(
    "terraform plan -out=a.tfplan -destroy in /somewhere: failed with exit code 1",
  );
});

test("warnings are left out beside errors, and shown when nothing else explains the failure", () => {
  const warning: Diagnostic = { severity: "warning", summary: "Deprecated" };
  const error: Diagnostic = { severity: "error", summary: "Broken" };
  expect(new TerraformError(["terraform"], 1, [warning, error]).message).not.toContain("Deprecated");
  expect(new TerraformError(["terraform"], 1, [warning]).message).toContain("Warning: Deprecated");
});

test("a command without diagnostics shows what it printed, and a signal is named", () => {
  const error = new TerraformError(["terraform", "init"], undefined, [], {
    output: "panic: out of memory\n",
  });
  expect(error.message).toBe("terraform init: was ended by a signal\n\npanic: out of memory");
});

test("test runs come with their own errors only", () => {
  const runs = testRunsOf(parseMessages(recorded("test.jsonl")).messages);
  expect(runs.map(({ file, run, status, diagnostics }) => [file, run, status, diagnostics.length])).toEqual([
    ["ok.tftest.hcl", "good", "pass", 0],
    ["ok.tftest.hcl", "bad", "fail", 1],
    ["ok.tftest.hcl", "after", "error", 1],
  ]);
  expect(failedRuns(runs.slice(0, 1))).toBe("");
  expect(failedRuns(runs)).toMatch(
    /^ok\.tftest\.hcl, run "bad": fail\nError: Test assertion failed[^]*is "abcd"[^]*run "after": error/,
  );
});

test("what is no message is kept apart", () => {
  const { messages, rest } = parseMessages('{"@message":"hello"}\npanic: oh\n{"other":1}\n{broken\n');
  expect(messages).toEqual([{ "@message": "hello", type: "log" }]);
  expect(rest).toBe('panic: oh\n{"other":1}\n{broken');
});
