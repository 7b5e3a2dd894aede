import fs from "node:fs";
import path from "node:path";
import { decideProviderSource } from "../../harness/provider-source";
import { TerraformBinary } from "../../harness/terraform-binary";
import { useTemporaryFolder, write } from "./temporary-folder";

const folder = useTemporaryFolder();
const at = (name: string) => path.join(folder(), name);

/** A stand-in for Terraform: `init` ends as told and is counted, `providers` prints the address that it would look for. */
function fakeTerraform({ init = "exit 0", host = "registry.test" } = {}): TerraformBinary {
  const script = `#!/bin/sh
case "$1" in
  init) echo x >> '${at("inits")}'; ${init} ;;
  providers) echo "└── provider[${host}/hashicorp/aws]" ;;
esac
`;
  return {
    path: write(folder(), "terraform", script, 0o755),
    product: "Terraform",
    version: "1.11.4",
    platform: "linux_amd64",
  };
}

const noNetwork = "echo 'no such host' >&2; exit 1";

function decide(terraform: TerraformBinary, env: NodeJS.ProcessEnv = {}) {
  const places = { home: at("home"), cacheFolder: at("cache"), implied: [], roots: [at("opt")] };
  return decideProviderSource({ terraform, env: { PATH: process.env["PATH"], ...env }, ...places });
}

const mirror = () =>
  write(
    folder(),
    "opt/plugins/registry.test/hashicorp/aws/5.100.0/linux_amd64/terraform-provider-aws_v5.100.0_x5",
    "",
  );

const cache = () => ({
  TF_PLUGIN_CACHE_DIR: at("cache/plugins"),
  TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1",
});

const inits = () => (fs.existsSync(at("inits")) ? fs.readFileSync(at("inits"), "utf8").length / 2 : 0);

test("a CLI configuration that the user names is respected, and nothing is tried", async () => {
  const file = write(folder(), "my.tfrc", "");
  await expect(decide(fakeTerraform(), { TF_CLI_CONFIG_FILE: file })).resolves.toEqual({
    kind: "user",
    env: { TF_CLI_CONFIG_FILE: file, ...cache() },
  });
  expect(inits()).toBe(0);
});

test("an installation method and a plugin cache in the default place are respected", async () => {
  write(
    folder(),
    "home/.terraformrc",
    'plugin_cache_dir = "/cache"\nprovider_installation {\n  direct {}\n}\n',
  );
  await expect(decide(fakeTerraform())).resolves.toEqual({ kind: "user", env: {} });
});

test("a default configuration about other things decides nothing", async () => {
  write(folder(), "home/.terraformrc", "disable_checkpoint = true\n");
  await expect(decide(fakeTerraform())).resolves.toMatchObject({ kind: "registry" });
});

test("the registry, when it answers, with a cache for what it sends", async () => {
  mirror();
  await expect(decide(fakeTerraform())).resolves.toEqual({
    kind: "registry",
    env: cache(),
  });
});

test("a named configuration that does not exist counts as none, also for the try", async () => {
  const terraform = fakeTerraform({ init: '[ -z "$TF_CLI_CONFIG_FILE" ]' });
  await expect(decide(terraform, { TF_CLI_CONFIG_FILE: at("missing") })).resolves.toMatchObject({
    kind: "registry",
  });
});

test("settings for the caller's own configurations do not reach the try", async () => {
  const terraform = fakeTerraform({ init: '[ -z "$TF_DATA_DIR$TF_WORKSPACE$TF_CLI_ARGS" ]' });
  const env = { TF_DATA_DIR: at("theirs"), TF_WORKSPACE: "production", TF_CLI_ARGS: "-upgrade" };
  await expect(decide(terraform, env)).resolves.toMatchObject({ kind: "registry" });
});

test("a cache that has gone, as in a moved checkout, is decided again", async () => {
  await decide(fakeTerraform());
  fs.rmSync(at("cache/plugins"), { recursive: true });
  await expect(decide(fakeTerraform())).resolves.toEqual({ kind: "registry", env: cache() });
  expect(fs.existsSync(at("cache/plugins"))).toBe(true);
});

test("nothing of the try is left", async () => {
  await decide(fakeTerraform());
  expect(fs.readdirSync(at("cache")).sort()).toEqual(["plugins", "provider-source.json"]);
});

test("otherwise a mirror, through a configuration of our own", async () => {
  mirror();
  const file = at("cache/cli.tfrc");
  await expect(decide(fakeTerraform({ init: noNetwork }))).resolves.toEqual({
    kind: "mirror",
    env: { TF_CLI_CONFIG_FILE: file },
  });
  expect(fs.readFileSync(file, "utf8")).toContain(`path = "${at("opt/plugins")}"`);
});

test("a mirror of another host is served through links under the host that is asked for", async () => {
  const program = mirror();
  await decide(fakeTerraform({ init: noNetwork, host: "other.test" }));
  expect(fs.readFileSync(at("cache/cli.tfrc"), "utf8")).toContain(`path = "${at("cache/mirror")}"`);
  const linked = at("cache/mirror/other.test/hashicorp/aws/5.100.0/linux_amd64");
  expect(fs.readlinkSync(linked)).toBe(path.dirname(program));
});

test("the decision is kept, for the same Terraform and as long as its files exist", async () => {
  mirror();
  const terraform = fakeTerraform({ init: noNetwork });
  const first = await decide(terraform);
  await expect(decide(terraform)).resolves.toEqual(first);
  expect(inits()).toBe(1);

  await decide({ ...terraform, version: "1.12.0" });
  expect(inits()).toBe(2);

  fs.rmSync(at("cache/cli.tfrc"));
  await decide({ ...terraform, version: "1.12.0" });
  expect(inits()).toBe(3);

  fs.writeFileSync(at("cache/provider-source.json"), "not JSON");
  await decide(terraform);
  expect(inits()).toBe(4);
});

test("a mirror that has gone is looked for again", async () => {
  mirror();
  const terraform = fakeTerraform({ init: noNetwork });
  await decide(terraform);
  fs.rmSync(at("opt"), { recursive: true });
  await expect(decide(terraform)).rejects.toThrow("No mirror folder");
});

test("when nothing works the error says what was tried and what to do", async () => {
  const error = await decide(fakeTerraform({ init: noNetwork })).catch(String);
  expect(error).toMatch(/TF_CLI_CONFIG_FILE names no file/);
  expect(error).toMatch(/registry: .*no such host/);
  expect(error).toContain(at("opt"));
  expect(error).toMatch(/terraform providers mirror/);
  expect(fs.existsSync(at("cache/provider-source.json"))).toBe(false);
});
