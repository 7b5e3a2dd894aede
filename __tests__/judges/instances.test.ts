import { useEmulator } from "../../harness/jest";
import { scriptAnswers } from "./answers";
import { cloudInit } from "./cloud-init";
import { cloudConfigs, fetchedPlans, InstanceText, writtenScripts } from "./instance-texts";
import { PlannedModules, planModules } from "./planned";
import { shellcheck, ShellFinding } from "./shellcheck";

/** What instances get, in every case of every pattern: the one plan of all is made once, and both judges read it. */
const emulator = useEmulator();
let planned: PlannedModules;
let configs: InstanceText[];
let found: ShellFinding[];

beforeAll(async () => {
  planned = await planModules("all", emulator());
  configs = cloudConfigs(planned.plan);
});

test("the patterns that give instances something are judged", () => {
  const from = new Set(configs.map(({ from }) => planned.patternOf(from)));
  expect([...from].sort()).toEqual([
    "bootstrap-instance",
    "floating-interface",
    "job-observer",
    "multi-az",
    "scheduled-scale-out",
  ]);
});

test("cloud-init's schema has nothing to say of any user data", async () => {
  expect(await cloudInit(configs)).toEqual([]);
});

test("the schema is read: it sees a file without a path, and a command that is a number", async () => {
  const wrong = JSON.stringify({ write_files: [{ content: "x" }], runcmd: 1 });
  expect(await cloudInit([{ from: "here", text: `#cloud-config\n${wrong}` }])).toEqual([
    "here runcmd: 1 is not of type 'array'",
    "here write_files.0: 'path' is a required property",
  ]);
});

test("shellcheck finds nothing in any script that has no answer", async () => {
  const written = writtenScripts(configs);
  const paths = new Set(written.map(({ from }) => from.split(" ")[1]));
  expect([...paths].sort()).toEqual(["/usr/local/sbin/bootstrap", "/usr/local/sbin/floating-interface"]);
  const fetched = fetchedPlans(planned.plan);
  expect(fetched).not.toEqual([]);
  found = await shellcheck([...written, ...fetched]);
  const open = found.filter(({ check }) => !scriptAnswers.some((answer) => answer.check === check));
  expect(open.map(({ words }) => words)).toEqual([]);
});

test.each(scriptAnswers)("$check is still found", ({ check }) => {
  expect(found.map((finding) => finding.check)).toContain(check);
});
