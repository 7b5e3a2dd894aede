import fs from "node:fs";
import path from "node:path";
import { mountOptions, networkOptions } from "../../../harness/machine/container";
import { assignments, seedFiles, writeSeed } from "../../../harness/machine/seed";
import { useTemporaryFolder } from "../temporary-folder";

const folder = useTemporaryFolder();

test("the user data is on disk byte for byte, and programs can be run", () => {
  const userData = Uint8Array.from([0x1f, 0x8b, 0x00, 0xff]);
  writeSeed(folder(), seedFiles({ instanceId: "i-1", userData, environment: { A: "1" } }));
  const at = (name: string) => path.join(folder(), name);
  expect([...fs.readFileSync(at("var/lib/cloud/seed/nocloud/user-data"))]).toEqual([...userData]);
  expect(JSON.parse(fs.readFileSync(at("var/lib/cloud/seed/nocloud/meta-data"), "utf8"))).toEqual({
    "instance-id": "i-1",
  });
  expect(fs.statSync(at("usr/local/bin/aws")).mode & 0o777).toBe(0o755);
  expect(fs.readFileSync(at("etc/systemd/system.conf.d/machine.conf"), "utf8")).toBe(
    '[Manager]\nDefaultEnvironment="A=1"\n',
  );
});

test("variables are quoted as systemd reads them", () => {
  expect(assignments({ A: "1", B: 'a "b" %i \\ \n' })).toBe('"A=1" "B=a \\"b\\" %%i \\\\ \\n"');
});

test("mounts are read-only unless they are writable", () => {
  expect(mountOptions({ "/srv/a": { source: "/x:y" }, "/srv/b": { source: "/z", writable: true } })).toEqual([
    "--bind-ro=/x\\:y:/srv/a",
    "--bind=/z:/srv/b",
  ]);
});

test("a network namespace is the machine's to configure; without one there is no option", () => {
  expect(networkOptions(undefined)).toEqual([]);
  expect(networkOptions("blue")).toEqual([
    "--network-namespace-path=/run/netns/blue",
    "--capability=CAP_NET_ADMIN",
  ]);
});
