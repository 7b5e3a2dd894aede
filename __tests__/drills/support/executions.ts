import { awsJson } from "../../../harness/aws-request";
import { Emulator } from "../../../harness/emulator";
import { EmulatorRequest, ExecutionState } from "../../../harness/emulator-types";
import { until } from "../../../harness/until";

/** What state machines did while something happened. */
export interface Happened {
  /** Executions that began meanwhile, in order; all have ended. */
  readonly executions: ExecutionState[];
  /** Calls of AWS meanwhile, in order: of the executions, and of who made it happen. */
  readonly calls: EmulatorRequest[];
}

/** What it takes from an event to the change: the longest way of one execution. */
export interface CriticalPath {
  /** Calls up to and with the first one that changes something, in order. */
  readonly calls: string[];
  /** Calls that change something, in all. */
  readonly changing: number;
  /** State transitions of the whole execution, which is what is paid for. */
  readonly transitions: number;
}

/** Lets something happen, and waits until every execution that follows from it has ended. */
export async function happenedDuring(emulator: Emulator, act: () => Promise<unknown>): Promise<Happened> {
  const before = (await emulator.state()).executions.length;
  const since = (await emulator.requests()).at(-1)?.n ?? 0;
  await act();
  const executions = await until("all executions have ended", async () => {
    const all = (await emulator.state()).executions.slice(before);
    return all.every(({ status }) => status !== "RUNNING") && all;
  });
  return { executions, calls: await emulator.requests({ since }) };
}

/** Names of the calls that change something, refused ones too. */
export function changing(calls: readonly EmulatorRequest[], service: string): string[] {
  return calls.filter((call) => call.service === service && !isRead(call.action)).map(({ action }) => action);
}

function isRead(action: string): boolean {
  return /^(Describe|Get|List)/.test(action);
}

/** The critical path of one execution, from its history and the calls that were made meanwhile. */
export async function criticalPath(
  emulator: Emulator,
  execution: ExecutionState,
  calls: readonly EmulatorRequest[],
): Promise<CriticalPath> {
  const { events } = await awsJson<{ events: { type: string }[] }>(
    emulator,
    "states",
    "AWSStepFunctions.GetExecutionHistory",
    { executionArn: execution.arn, maxResults: 1000 },
  );
  const own = calls.filter(({ action }) => OF_CONTROLLERS.has(action)).map(({ action }) => action);
  const first = own.findIndex((action) => !isRead(action));
  return {
    calls: first < 0 ? own : own.slice(0, first + 1),
    changing: own.filter((action) => !isRead(action) && action !== "Publish").length,
    transitions: events.filter(({ type }) => type.endsWith("StateEntered")).length,
  };
}

/** The path as a line, for a table. */
export function describePath(what: string, { calls, changing: changes, transitions }: CriticalPath): string {
  return `${what}: ${calls.length} calls to the first change (${calls.join(", ")}); ${changes} changing in all; ${transitions} state transitions`;
}

/** What a controller calls; who makes it happen calls other things. */
const OF_CONTROLLERS = new Set([
  "ListExecutions",
  "GetParameter",
  "DescribeAddresses",
  "DescribeNetworkInterfaces",
  "DescribeInstances",
  "DescribeInstanceStatus",
  "DescribeAlarms",
  "AssociateAddress",
  "AttachNetworkInterface",
  "DetachNetworkInterface",
]);
