import { Emulator } from "../../harness/emulator";
import { EmulatorState, ExecutionState } from "../../harness/emulator-types";
import { floatingInterface } from "../../scripts/try/floating-interface";
import { Scene } from "../../scripts/try/scenario";

const [stop, start, move] = floatingInterface.breaks;

const execution = (more: Partial<ExecutionState>): ExecutionState => ({
  machine: "proxy-floating-interface",
  arn: "arn",
  status: "SUCCEEDED",
  input: {},
  output: { moved: false },
  error: null,
  cause: null,
  ...more,
});

/** Two members, one of which holds the address, or nobody does. */
function sceneWith(holder: string | null, ...executions: ExecutionState[]): Scene {
  const addresses = [
    { allocationId: "eipalloc-1", publicIp: "203.0.113.7", instance: holder, privateIp: "10.0.1.50" },
  ];
  return {
    state: { addresses, executions } as unknown as EmulatorState,
    outputs: { members: { blue: "i-b", green: "i-g" }, state_machine_arn: "arn" },
  };
}

test("shows who holds it", () => {
  expect(floatingInterface.show(sceneWith("i-b"))).toEqual([
    "MEMBER  INSTANCE  STATE",
    "blue    i-b       running  holds 203.0.113.7",
    "green   i-g       running",
  ]);
});

test("is steady when a member holds it and nobody is at work on it", () => {
  expect(floatingInterface.steady(sceneWith("i-b"))).toBe(true);
  expect(floatingInterface.steady(sceneWith(null))).toBe("Nobody holds it.");
  expect(floatingInterface.steady(sceneWith("i-b", execution({ status: "RUNNING" })))).toBe(
    "The controller is at work.",
  );
});

test("a holder that has stopped must not hold it any more", () => {
  expect(stop!.choices(sceneWith("i-b"))).toEqual(["i-b"]);
  expect(stop!.recovered(sceneWith("i-b"), "i-b")).toBe("i-b still holds the interface.");
  expect(stop!.recovered(sceneWith("i-g"), "i-b")).toBe(true);
});

test("what starts again takes nothing back", () => {
  expect(start!.choices(sceneWith("i-g"))).toEqual([]);
  expect(start!.recovered(sceneWith("i-b"), "i-b")).toBe("the interface has moved without need.");
  expect(start!.recovered(sceneWith("i-g"), "i-b")).toBe(true);
});

test("it can be moved to a member that does not hold it, and has to arrive there", () => {
  expect(move!.choices(sceneWith("i-g"))).toEqual(["blue"]);
  expect(move!.recovered(sceneWith("i-g"), "blue")).toBe("blue does not hold the interface.");
  expect(move!.recovered(sceneWith("i-b"), "blue")).toBe(true);
});

test("tells what the controller did, and why", async () => {
  const executions = [
    execution({
      input: { trigger: { event: "EC2 Instance State-change Notification" } },
      output: { moved: true, to: "green" },
    }),
    execution({ input: { target: "blue" }, status: "FAILED", output: null, error: "TargetUnfit" }),
    execution({}),
    execution({ status: "RUNNING" }),
  ];
  const emulator = { state: () => Promise.resolve({ executions }) } as unknown as Emulator;
  expect(await floatingInterface.happenings(emulator)).toEqual([
    "EC2 Instance State-change Notification: the controller moved it to green.",
    "The command to move to blue: the controller failed (TargetUnfit).",
    "A look: the controller found nothing to do.",
  ]);
});
