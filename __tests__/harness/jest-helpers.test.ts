import { requireTool } from "../../harness/jest";
import { useEmulator } from "../../harness/jest";

const outside = useEmulator({
  python: process.execPath,
  program: [`${__dirname}/fixtures/fake-emulator.js`],
});

// Before any hook has run, as in the body of a describe block.
const tooEarly = (() => {
  try {
    outside();
  } catch (error) {
    return String(error);
  }
})();

test("the emulator cannot be had before the tests run", () => {
  expect(tooEarly).toContain("only inside tests");
  expect(outside().url).toContain("127.0.0.1");
});

test("a missing tool is an error that names it", () => {
  expect(() => requireTool("no-such-tool")).toThrow("These tests need no-such-tool");
  expect(() => requireTool(process.execPath)).not.toThrow();
});
