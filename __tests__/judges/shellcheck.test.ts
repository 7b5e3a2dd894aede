import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { useEmulator } from "../../harness/jest";
import { projectRoot } from "../../harness/project";
import { runProcess } from "../../harness/run-process";
import { Json } from "../../harness/terraform-types";
import { judgesProgram } from "./environment";
import { planModules, textsIn } from "./planned";

const emulator = useEmulator();

/** A script, and where it is from. */
interface Script {
  readonly from: string;
  readonly text: string;
}

/** What shellcheck says of scripts: a line for each finding. */
async function findings(scripts: Script[]): Promise<string[]> {
  const shellcheck = await judgesProgram("shellcheck");
  const said = await Promise.all(
    scripts.map(async ({ from, text }) => {
      const { stdout, stderr } = await runProcess("bash", [
        "-c",
        '"$0" --format=gcc - <<<"$1"',
        shellcheck,
        text,
      ]);
      return `${stdout}${stderr}`
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => `${from} ${line}`);
    }),
  );
  return said.flat();
}

test("shellcheck has nothing to say of the scripts that instances get", async () => {
  const plans = await Promise.all(
    (["smallest", "everything"] as const).map((name) => planModules(name, emulator())),
  );
  const scripts = plans.flatMap(({ resource_changes: changes = [] }) =>
    changes.flatMap(({ address, change }) =>
      textsIn(change.after)
        .flatMap(scriptsIn)
        .map((text) => ({ from: address, text })),
    ),
  );
  expect(scripts.map(({ text }) => text.split("\n")[0])).toContain("#!/bin/bash");
  expect(await findings(scripts)).toEqual([]);
});

test("nor of the project's own", async () => {
  const files = readdirSync(join(projectRoot, ".ci")).map((name) => join(".ci", name));
  const scripts = files.map((from) => ({ from, text: readFileSync(join(projectRoot, from), "utf8") }));
  expect(scripts.length).toBeGreaterThan(0);
  expect(await findings(scripts)).toEqual([]);
});

test("shellcheck reads these scripts: it sees a word that is not quoted", async () => {
  expect(await findings([{ from: "here", text: "#!/bin/bash\nrm $1\n" }])).toEqual([
    expect.stringContaining("SC2086"),
  ]);
});

/** The scripts that a text's cloud-config writes, in base64 and gzip too; a script that is a user's own is not ours to judge. */
function scriptsIn(text: string): string[] {
  if (text.startsWith("#cloud-config\n{"))
    return textsIn(JSON.parse(text.slice(text.indexOf("{"))) as Json).filter((one) => one.startsWith("#!"));
  if (!/^[A-Za-z0-9+/]{40,}=*$/.test(text)) return [];
  const bytes = Buffer.from(text, "base64");
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return scriptsIn((isPacked ? gunzipSync(bytes) : bytes).toString());
}
