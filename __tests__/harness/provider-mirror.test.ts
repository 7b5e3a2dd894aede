import fs from "node:fs";
import path from "node:path";
import { mirrorConfig } from "../../harness/cli-config";
import { findProviderMirror, impliedMirrors } from "../../harness/provider-mirror";
import { useTemporaryFolder, write } from "./temporary-folder";

const folder = useTemporaryFolder();

/** Puts a provider into a mirror below the temporary folder. */
const provider = (mirror: string, version = "5.100.0", platform = "linux_amd64", host = "registry.test") =>
  write(
    folder(),
    `${mirror}/${host}/hashicorp/aws/${version}/${platform}/terraform-provider-aws_v${version}_x5`,
    "",
  );

const find = (options: { implied?: string[]; maxDepth?: number } = {}) =>
  findProviderMirror("linux_amd64", { implied: [], roots: [folder()], ...options });

test("finds a mirror below a root, with its versions newest first", () => {
  provider("software/mirror", "5.9.0");
  provider("software/mirror", "5.100.0");
  expect(find()).toEqual({
    root: path.join(folder(), "software/mirror"),
    host: "registry.test",
    versions: ["5.100.0", "5.9.0"],
  });
});

test("the root itself may be the mirror", () => {
  provider(".");
  expect(find()?.root).toBe(folder());
});

test("looks no deeper than told", () => {
  provider("a/b/c");
  expect(find({ maxDepth: 7 })).toBeUndefined();
  expect(find({ maxDepth: 8 })?.root).toBe(path.join(folder(), "a/b/c"));
});

test.each(["node_modules", ".git", "proc", "sys"])("does not search %s", (name) => {
  provider(name);
  expect(find()).toBeUndefined();
});

test("a mirror for another platform, or without the program, is none", () => {
  provider("one", "5.100.0", "windows_amd64");
  fs.mkdirSync(path.join(folder(), "two/registry.test/hashicorp/aws/5.100.0/linux_amd64"), {
    recursive: true,
  });
  expect(find()).toBeUndefined();
});

test("Terraform's own folders come first", () => {
  provider("elsewhere");
  provider("home/.terraform.d/plugins");
  const implied = impliedMirrors({}, path.join(folder(), "home"));
  expect(find({ implied })?.root).toBe(path.join(folder(), "home/.terraform.d/plugins"));
});

test("Terraform's own folders follow XDG", () => {
  const env = { XDG_DATA_HOME: "/data", XDG_DATA_DIRS: "/one:/two" };
  expect(impliedMirrors(env, "/home/me")).toEqual([
    "/home/me/.terraform.d/plugins",
    "/data/terraform/plugins",
    "/one/terraform/plugins",
    "/two/terraform/plugins",
  ]);
});

test("the CLI configuration quotes its path and names no host", () => {
  expect(mirrorConfig('/with "quotes"')).toContain('path = "/with \\"quotes\\""');
  expect(mirrorConfig("/mirror")).not.toMatch(/include|registry/);
});
