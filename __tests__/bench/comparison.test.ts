import { Comparison, leastRound, ownGrowth, Runs } from "../../scripts/bench/comparison";

const runs = (...processes: number[][]): Runs =>
  processes.map((rounds) => rounds.map((milliseconds) => ({ milliseconds, megabytes: milliseconds / 10 })));
const compared = (instances: number, pattern: Runs, byHand: Runs): Comparison => ({
  instances,
  pattern,
  byHand,
});

test("what it takes is the least of all rounds of all processes", () => {
  expect(leastRound(runs([9, 5], [6, 30]))).toEqual({ milliseconds: 5, megabytes: 0.5 });
});

test("memory is taken from the rounds that have it", () => {
  expect(leastRound([[{ milliseconds: 1 }, { milliseconds: 2, megabytes: 7 }]]).megabytes).toBe(7);
});

test("growth: the quickest process with all at once over the quickest with as many in turn", () => {
  const inTurn = compared(2, runs([10, 10], [9, 12]), runs([8, 8]));
  expect(ownGrowth(compared(4, runs([30], [40]), runs([16])), inTurn)).toBe(1.5);
});

test("growth is without what plain cdktf grows by itself, and a side that shrinks changes nothing", () => {
  const inTurn = compared(2, runs([10, 10]), runs([10, 10]));
  expect(ownGrowth(compared(4, runs([30]), runs([25])), inTurn)).toBeCloseTo(1.2);
  expect(ownGrowth(compared(4, runs([30]), runs([10])), inTurn)).toBe(1.5);
});
