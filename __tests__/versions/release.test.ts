import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { requireTool } from "../../harness/jest";
import { projectRoot } from "../../harness/project";
import { providerSource } from "../../harness/provider-source";
import { awsProviderVersion, rootModule } from "../../harness/shared-root";
import { Terraform } from "../../harness/terraform";
import { patterns } from "../../publisher/patterns";
import { ModuleArchive, writeArchives } from "../../scripts/release/archives";
import { addToRegistry } from "../../scripts/release/registry";
import { sha256, writeChecksums } from "../../scripts/release/summary";
import { unknownInputs } from "../engine/support/unknown-inputs";
import { serveFolder, StaticServer } from "./static-server";

requireTool("terraform");
requireTool("git");

const VERSION = "0.1.0";

let folder: string;
let release: string;
let archives: ModuleArchive[];
let server: StaticServer;
let registry: StaticServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "release-"));
  release = join(folder, VERSION);
  archives = await writeArchives(release, VERSION);
  writeChecksums(release);
  addToRegistry(join(folder, "registry"), VERSION, archives);
  server = await serveFolder(release);
  registry = await serveFolder(join(folder, "registry"));
});
afterAll(async () => {
  await server.stop();
  await registry.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Source = Record<"source", string> & { version?: string };

/** Takes every module from where it is said to be; rejects when one is not there, or not right. */
async function take(name: string, sourceOf: (pattern: string) => Source, env?: Record<string, string>) {
  const calls = patterns.map((pattern) => [
    pattern.name,
    { ...sourceOf(pattern.name), ...unknownInputs(pattern.name) },
  ]);
  const directory = await rootModule(`consumer-${name}`, {
    terraform: { required_providers: { aws: { source: "hashicorp/aws", version: awsProviderVersion() } } },
    module: Object.fromEntries(calls),
  });
  const terraform = new Terraform({ directory, env });
  await terraform.init();
  expect(await terraform.validate()).toEqual([]);
  const installed = readFileSync(join(directory, ".terraform/modules/modules.json"), "utf8");
  return (JSON.parse(installed) as { Modules: { Key: string; Dir: string; Version?: string }[] }).Modules;
}

test("an archive has the same bytes each time it is made", async () => {
  const again = await writeArchives(join(folder, "again"), VERSION);
  expect(again.map(({ file }) => sha256(file))).toEqual(archives.map(({ file }) => sha256(file)));
  const check = execFileSync("sha256sum", ["--check", "--quiet", "SHA256SUMS"], { cwd: release });
  expect(check.toString()).toBe("");
});

test("every module from a repository of git, by ?ref=", async () => {
  const repository = join(folder, "repository");
  cpSync(join(projectRoot, "terraform"), join(repository, "terraform"), { recursive: true });
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
      cwd: repository,
    });
  git("init", "--quiet");
  git("add", ".");
  git("commit", "--quiet", "-m", "release");
  git("tag", `v${VERSION}`);
  // What comes after the release is broken: whoever names the release does not see it.
  git("rm", "--quiet", "-r", "terraform/modules");
  git("commit", "--quiet", "-m", "later");
  const from = (ref: string) => (pattern: string) => ({
    source: `git::file://${repository}//terraform/modules/${pattern}?ref=${ref}`,
  });
  await take("git", from(`v${VERSION}`));
  await expect(take("git-later", from("HEAD"))).rejects.toThrow("terraform/modules/");
});

test("every module from its archive, with its checksum; another checksum is refused", async () => {
  const from = (checksum: (file: string) => string) => (pattern: string) => {
    const { file } = archives.find(({ name }) => name === pattern)!;
    return {
      source: `${server.url}/${pattern}-${VERSION}.tar.gz?checksum=sha256:${checksum(file)}`,
    };
  };
  await take("archive", from(sha256));
  await expect(
    take(
      "archive-forged",
      from(() => "0".repeat(64)),
    ),
  ).rejects.toThrow("Checksums did not match");
});

test("every module from the registry, by its version", async () => {
  const configuration = join(folder, "cli.tfrc");
  const host = `host "modules.example.com" {\n  services = { "modules.v1" = "${registry.url}/v1/modules/" }\n}\n`;
  writeFileSync(configuration, `${await ownConfiguration()}\n${host}`);
  const env = { TF_CLI_CONFIG_FILE: configuration };
  const source = (version: string) => (pattern: string) => ({
    source: `modules.example.com/aws-ha-patterns/${pattern}/aws`,
    version,
  });
  const taken = await take("registry", source("~> 0.1"), env);
  const versions = taken.filter(({ Key }) => Key !== "").map(({ Version }) => Version);
  expect(versions).toEqual(patterns.map(() => VERSION));
  await expect(take("registry-later", source("~> 0.2"), env)).rejects.toThrow(
    "Unresolvable module version constraint",
  );
});

test("a registry takes a version once; the same bytes again change nothing", async () => {
  const tree = join(folder, "registry");
  const [first] = archives as [ModuleArchive];
  addToRegistry(tree, VERSION, archives);
  const forged = join(mkdtempSync(join(folder, "forged-")), `${first.name}-${VERSION}.tar.gz`);
  writeFileSync(forged, "other");
  expect(() => addToRegistry(tree, VERSION, [{ ...first, file: forged }])).toThrow(
    `has ${VERSION} of ${first.name} with other bytes`,
  );
});

/** What tells Terraform where providers are, on this machine; a second configuration takes the first one's place. */
async function ownConfiguration(): Promise<string> {
  const named = (await providerSource()).env["TF_CLI_CONFIG_FILE"] ?? join(homedir(), ".terraformrc");
  return existsSync(named) ? readFileSync(named, "utf8") : "";
}
