import { countOf, result } from "../../scripts/ci/count";

test("adds the closing lines of jest and of pytest, coloured or not", () => {
  const lines = [
    "Tests:       3 skipped, 14 passed, 17 total",
    "\u001b[1mTests: \u001b[22m      \u001b[31m2 failed\u001b[39m, \u001b[32m12 passed\u001b[39m, 14 total",
    "100 passed in 41.20s",
    "=== 1 failed, 3 passed, 1 skipped, 2 errors in 0.12s ===",
    "  ✓ 7 passed, which no runner said",
  ];
  expect(countOf(lines)).toEqual({ passed: 14 + 12 + 100 + 3, failed: 2 + 1 + 2, skipped: 3 + 1 });
});

test("counts nothing where nothing closed", () => {
  const nothing = { passed: 0, failed: 0, skipped: 0 };
  expect(countOf(["Test Suites: 1 failed, 1 total", "npm error code 1"])).toEqual(nothing);
});

test("a command that fails without a failed test counts as one, also when a signal ended it", () => {
  const count = { passed: 3, failed: 0, skipped: 1 };
  expect(result(count, 0)).toEqual(count);
  expect(result(count, 1)).toEqual({ ...count, failed: 1 });
  expect(result(count, undefined)).toEqual({ ...count, failed: 1 });
  expect(result({ ...count, failed: 2 }, 1)).toEqual({ ...count, failed: 2 });
});
