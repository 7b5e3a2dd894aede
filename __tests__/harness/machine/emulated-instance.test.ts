import { targetState } from "../../../harness/machine/emulated-instance";

test.each([
  ["Pending:Wait", "InService"],
  ["InService", "InService"],
  ["Terminating:Wait", "Terminated"],
  ["Warmed:Pending:Wait", "Warmed:Stopped"],
  ["EnteringStandby", "Standby"],
  ["Detaching", "Detached"],
])("an instance that is %s is on its way to %s", (state, target) => {
  expect(targetState(state)).toBe(target);
});
