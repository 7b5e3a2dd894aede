import fs from "node:fs";
import path from "node:path";
import { newName, removeLeftovers } from "../../../harness/machine/leftovers";
import { useTemporaryFolder, write } from "../temporary-folder";

const folder = useTemporaryFolder();

test("what machines of processes that are gone have left is removed, and nothing else", async () => {
  // Larger than any process id of Linux.
  const gone = "ha-machine-99999999-1";
  const running = newName();
  for (const name of [gone, running, "another"]) {
    write(folder(), `run/${name}/seed/file`, "");
    fs.mkdirSync(path.join(folder(), "groups", name, "payload", "init.scope"), { recursive: true });
  }
  const places = {
    machines: path.join(folder(), "run"),
    groups: [path.join(folder(), "groups"), "/no/such"],
  };
  await removeLeftovers(places);
  for (const left of [places.machines, places.groups[0]!]) {
    expect(fs.readdirSync(left).sort()).toEqual(["another", running]);
  }
});
