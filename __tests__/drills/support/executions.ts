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
  /** State transitions until then. */
  readonly transitions: number;
  /** State transitions of the whole execution, which is what is paid for. */
  readonly allTransitions: number;
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

/** The calls that state machines made. */
export function ofStateMachines(calls: readonly EmulatorRequest[]): EmulatorRequest[] {
  return calls.filter(({ caller }) => caller === "state machine");
}

/** Names of the calls of state machines that change something, refused ones too. */
export function changing(calls: readonly EmulatorRequest[]): string[] {
  return ofStateMachines(calls)
    .filter(({ action }) => !isRead(action) && action !== "Publish")
    .map(({ action }) => action);
}

function isRead(action: string): boolean {
  return /^(describe|get|list)/i.test(action);
}

/** The critical path of one execution, from its history. */
export async function criticalPath(emulator: Emulator, { arn }: ExecutionState): Promise<CriticalPath> {
  const { events } = await awsJson<{ events: HistoryEvent[] }>(
    emulator,
    "states",
    "AWSStepFunctions.GetExecutionHistory",
    { executionArn: arn, maxResults: 1000 },
  );
  const entered = (some: HistoryEvent[]) => some.filter(({ type }) => type.endsWith("StateEntered")).length;
  const isChange = ({ taskScheduledEventDetails: task }: HistoryEvent) =>
    task !== undefined && !isRead(task.resource);
  const first = events.findIndex(isChange);
  const before = first < 0 ? events : events.slice(0, first + 1);
  return {
    calls: before.flatMap(({ taskScheduledEventDetails: task }) => task?.resource ?? []),
    changing: events.filter(
      (event) => isChange(event) && event.taskScheduledEventDetails!.resource !== "publish",
    ).length,
    transitions: entered(before),
    allTransitions: entered(events),
  };
}

interface HistoryEvent {
  readonly type: string;
  readonly taskScheduledEventDetails?: { readonly resource: string };
}

/** The path as a line, for a table. */
export function describePath(what: string, path: CriticalPath): string {
  const { calls, changing: changes, transitions, allTransitions } = path;
  return `${what}: ${calls.length} calls to the first change (${calls.join(", ")}), ${changes} of all change something; ${transitions} state transitions until then, ${allTransitions} in all`;
}

/** How each execution has ended: its status, or the name of its error. Sorted. */
export function endsOf({ executions }: Happened): string[] {
  return executions.map(({ status, error }) => error ?? status).sort();
}
