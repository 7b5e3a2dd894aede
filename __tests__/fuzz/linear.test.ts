import { Session } from "node:inspector/promises";
import { setFlagsFromString } from "node:v8";
import { Pattern } from "../../publisher/pattern";
import { patterns } from "../../publisher/patterns";
import { Build } from "../../scripts/bench/by-hand/by-hand";
import { synthesize } from "../../scripts/bench/measure";
import { subjectOf } from "../../scripts/bench/subject";
import { casesOf } from "../support/pattern-cases";

/** Counts what V8 calls; it counts exactly, whatever else the machine does. */
const session = new Session();

beforeAll(async () => {
  // With the code of a function its count would be thrown away.
  setFlagsFromString("--no-flush-bytecode");
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
});

afterAll(() => session.disconnect());

/** How often a function, or a block in one, is run for each of so many instances in one stack. */
async function workOfEach(build: Build, instances: number): Promise<number> {
  await session.post("Profiler.takePreciseCoverage");
  synthesize(build, instances);
  const { result } = await session.post("Profiler.takePreciseCoverage");
  const blocks = result.flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges));
  return blocks.reduce((sum, { count }) => sum + count, 0) / instances;
}

/** A part that grows with the square of the number and is below this takes, at 1,000, less than a quarter of the rest. */
const LINEAR = 1.02;

/** Work of an instance beside 99 others over that beside 19. */
async function growthOf(build: Build): Promise<number> {
  // What is made once in a process.
  await workOfEach(build, 20);
  const few = await workOfEach(build, 20);
  expect(few).toBeGreaterThan(10_000);
  return (await workOfEach(build, 100)) / few;
}

const buildOf = (published: Pattern) => subjectOf(published, casesOf(published)).pattern;

test.each(patterns)(
  "an instance of $name is as much work beside 99 others as beside 19",
  async (published) => {
    expect(await growthOf(buildOf(published))).toBeLessThan(LINEAR);
  },
);

test("what looks through all others is found", async () => {
  const build = buildOf(patterns[0]!);
  const looksAround: Build = (scope) => {
    build(scope);
    scope.node.root.node.findAll();
  };
  expect(await growthOf(looksAround)).toBeGreaterThan(LINEAR);
});
