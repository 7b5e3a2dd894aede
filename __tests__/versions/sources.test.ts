import { existsSync } from "node:fs";
import { join } from "node:path";
import { useEmulator } from "../../harness/jest";
import { stacks } from "../../stacks";
import { moveState } from "./move";
import { withoutVersions, synthesizedStacks } from "./stacks";
import { installed, resolvedVersion, runNode, sourcesOn, Variant, variants } from "./variant";

/** The packages that the repository itself is built with, and the ones that took over from cdktf. */
const [home, cdktn] = ["cdktf-aws-5", "cdktn-aws-6"].map((name) => variantOf(name)) as [Variant, Variant];

const emulator = useEmulator();

const sources = new Map<string, string>();

beforeAll(async () => {
  for (const variant of variants) sources.set(variant.name, await sourcesOn(variant));
});

function variantOf(name: string): Variant | undefined {
  return variants.find((variant) => variant.name === name);
}

test("the home variant is what the repository is built with", () => {
  for (const [name, version] of Object.entries(home.dependencies))
    expect([name, resolvedVersion(__dirname, name)]).toEqual([name, version]);
});

describe.each(variants)("the sources on $name", (variant) => {
  const { name, dependencies } = variant;
  const folder = () => sources.get(name)!;

  test.each(Object.entries(dependencies))("get %s %s", async (dependency, version) => {
    expect(resolvedVersion(folder(), dependency)).toBe(version);
    expect(existsSync(join(await installed(variant), "node_modules", dependency))).toBe(true);
  });

  test("are correct TypeScript", async () => {
    const { stdout, exitCode } = await runNode(folder(), "typescript/bin/tsc", "-p", ".");
    expect([stdout, exitCode]).toEqual(["", 0]);
  });

  test("give the modules of terraform/, byte for byte", async () => {
    const program = ["tsx/dist/cli.mjs", "scripts/publish-modules.ts", "--check"] as const;
    const { stdout, stderr, exitCode } = await runNode(folder(), ...program);
    expect([stdout, stderr, exitCode]).toEqual(["", "", 0]);
  });

  test("give the stacks of main.ts with the same addresses and values", async () => {
    const own = await synthesizedStacks(folder());
    const atHome = await synthesizedStacks(sources.get(home.name)!);
    expect(Object.keys(own).sort()).toEqual(Object.keys(stacks).sort());
    expect(withoutVersions(own)).toEqual(withoutVersions(atHome));
  });
});

/**
 * One stack is enough: that every stack is the same in both is shown above, and that a second plan of it is empty, by
 * the drills.
 */
test("cdktn has nothing to do on the state that cdktf has applied, and keeps the addresses", async () => {
  const [from, to] = await Promise.all(
    [home, cdktn].map(({ name }) => synthesizedStacks(sources.get(name)!)),
  );
  const { changes, before, after } = await moveState(emulator(), from!["multi-az"]!, to!["multi-az"]!);
  expect(changes).toEqual([]);
  expect(before.length).toBeGreaterThan(10);
  expect(after).toEqual(before);
});
