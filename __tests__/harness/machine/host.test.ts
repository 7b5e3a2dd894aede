import { Host, missingPackages } from "../../../harness/machine/host";

const debian = (missing: string[] = []): Host => ({
  platform: "linux",
  userId: 0,
  has: (program) => !missing.includes(program),
});

test("nothing is missing where all programs are", () => {
  expect(missingPackages(debian())).toEqual([]);
});

test("names the packages of the programs that are missing, each once", () => {
  expect(missingPackages(debian(["debootstrap", "systemd-nspawn", "unshare", "nsenter"]))).toEqual([
    "debootstrap",
    "systemd-container",
    "util-linux",
  ]);
});

test.each([
  ["macOS", { ...debian(), platform: "darwin" as const }, "A machine cannot run on darwin."],
  ["another user than root", { ...debian(), userId: 1000 }, "A machine needs root, not the user 1000."],
  ["a system without apt", debian(["apt-get"]), "made with apt-get, which is not here."],
])("on %s it says what to do", (_name, host, reason) => {
  expect(() => missingPackages(host)).toThrow(reason);
  expect(() => missingPackages(host)).toThrow("run these tests in a virtual machine, or leave them out");
});
