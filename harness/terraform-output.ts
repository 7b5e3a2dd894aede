import { Diagnostic, formatDiagnostic } from "./terraform-error";

/** One line of Terraform's `-json` output: a text for people and, by its type, the fields that are read here. */
export interface UiMessage {
  "@message": string;
  "@testfile"?: string;
  "@testrun"?: string;
  type: string;
  diagnostic?: Diagnostic;
  change?: { resource: { addr: string }; action: string; reason?: string };
  changes?: { add: number; change: number; remove: number; import?: number; operation: string };
  test_run?: { path: string; run: string; progress: string; status?: TestStatus };
}

/** Numbers of resources that a command changes or has changed. */
export interface ChangeSummary {
  add: number;
  change: number;
  remove: number;
}

/** One resource that a plan changes. */
export interface PlannedChange {
  address: string;
  /** `create`, `update`, `replace`, `delete`, `read`, `move` or `noop`. */
  action: string;
}

/** How a run block ended: `fail` is an assertion, `error` anything else. */
export type TestStatus = "pass" | "fail" | "error" | "skip";

/** One run block of a Terraform test file. */
export interface TestRun {
  file: string;
  run: string;
  status: TestStatus;
  diagnostics: Diagnostic[];
}

/** Splits a `-json` output into its messages and whatever else was printed, such as a crash. */
export function parseMessages(output: string): { messages: UiMessage[]; rest: string } {
  const messages: UiMessage[] = [];
  const rest: string[] = [];
  for (const line of output.split("\n")) {
    const message = parseMessage(line);
    if (message) messages.push(message);
    else rest.push(line);
  }
  return { messages, rest: rest.join("\n").trim() };
}

/** A line of a `-json` output, or undefined when it is something else. */
export function parseMessage(line: string): UiMessage | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const message = JSON.parse(line) as Partial<UiMessage> | null;
    return typeof message?.["@message"] === "string" ? ({ type: "log", ...message } as UiMessage) : undefined;
  } catch {
    return undefined;
  }
}

/** All errors and warnings, in their order. */
export function diagnosticsOf(messages: UiMessage[]): Diagnostic[] {
  return messages.flatMap((message) => message.diagnostic ?? []);
}

/** The numbers of the last summary; zeros when there is none, as in a command that failed before it. */
export function summaryOf(messages: UiMessage[]): ChangeSummary {
  const last = messages.filter((message) => message.type === "change_summary").at(-1)?.changes;
  return { add: last?.add ?? 0, change: last?.change ?? 0, remove: last?.remove ?? 0 };
}

/** Planned changes (`planned_change`) or changes that were found outside Terraform (`resource_drift`). */
export function changesOf(messages: UiMessage[], type: "planned_change" | "resource_drift"): PlannedChange[] {
  return messages.flatMap(({ type: actual, change }) =>
    actual === type && change ? [{ address: change.resource.addr, action: change.action }] : [],
  );
}

/** The run blocks that ended, each with what was said about it. */
export function testRunsOf(messages: UiMessage[]): TestRun[] {
  const ended = messages.flatMap(({ test_run: test }) =>
    test?.progress === "complete" && test.status ? [test] : [],
  );
  return ended.map(({ path: file, run, status }) => {
    const own = messages.filter((message) => message["@testfile"] === file && message["@testrun"] === run);
    return { file, run, status: status as TestStatus, diagnostics: diagnosticsOf(own) };
  });
}

/** A text for people about the runs that failed, each with its errors; empty when none did. */
export function failedRuns(runs: TestRun[]): string {
  const failed = runs.filter(({ status }) => status === "fail" || status === "error");
  return failed
    .map(({ file, run, status, diagnostics }) =>
      [`${file}, run "${run}": ${status}`, ...diagnostics.map(formatDiagnostic)].join("\n"),
    )
    .join("\n\n");
}
