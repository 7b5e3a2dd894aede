import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { writeMirrorConfig } from "./cli-config";
import { withoutSettings } from "./hermetic-environment";
import { withLock } from "./lock-directory";
import { cachePath } from "./project";
import { findProviderMirror, impliedMirrors, likelyRoots } from "./provider-mirror";
import { runProcess, tail } from "./run-process";
import { requireTerraform, TerraformBinary } from "./terraform-binary";

/** Where `terraform init` gets its providers from, and the variables that make it so. */
export interface ProviderSource {
  /** `user`: the user's own CLI configuration; `registry`: downloaded once; `mirror`: a folder on this machine. */
  kind: "user" | "registry" | "mirror";
  /** Environment variables for every Terraform command. */
  env: Record<string, string>;
}

/** What the decision looks at; the defaults are this machine. */
export interface ProviderSourceOptions {
  terraform?: TerraformBinary;
  env?: NodeJS.ProcessEnv;
  home?: string;
  /** Folder for the decision, the CLI configuration and the downloads. */
  cacheFolder?: string;
  /** Folders to look for a mirror in; see findProviderMirror. */
  implied?: string[];
  roots?: string[];
}

let decision: Promise<ProviderSource> | undefined;

/**
 * Where this machine gets providers from: decided once for the process and kept in `.cache/terraform` for later ones.
 * Rejects with an Error that says what was tried when there is no way to get them.
 */
export function providerSource(): Promise<ProviderSource> {
  decision ??= decideProviderSource();
  return decision;
}

/** Makes the decision that providerSource keeps: the user's own configuration, else the registry, else a mirror. */
export async function decideProviderSource(options: ProviderSourceOptions = {}): Promise<ProviderSource> {
  const env = options.env ?? process.env;
  const home = options.home ?? os.homedir();
  const cacheFolder = options.cacheFolder ?? cachePath("terraform");
  const own = ownConfiguration(env, home, cacheFolder);
  if (own) return own;

  const terraform = options.terraform ?? requireTerraform(env);
  const key = `${terraform.path} ${terraform.product} ${terraform.version} ${terraform.platform}`;
  const file = path.join(cacheFolder, "provider-source.json");
  // Test files start side by side: the first decides, the others read.
  return withLock(`${file}.lock`, async () => {
    const kept = readDecision(file, key);
    if (kept) return kept;
    const made = await registryOrMirror(terraform, env, cacheFolder, {
      implied: options.implied ?? impliedMirrors(env, home),
      roots: options.roots ?? likelyRoots(home),
    });
    fs.writeFileSync(file, JSON.stringify({ key, ...made }, undefined, 2) + "\n");
    return made.source;
  });
}

/** A decision, and the paths without which it has to be made again. */
interface Decision {
  source: ProviderSource;
  needs: string[];
}

async function registryOrMirror(
  terraform: TerraformBinary,
  env: NodeJS.ProcessEnv,
  cacheFolder: string,
  places: { implied: string[]; roots: string[] },
): Promise<Decision> {
  const registryError = await tryRegistry(terraform, env, cacheFolder);
  if (registryError === undefined) {
    const cache = pluginCache(env, [], cacheFolder);
    // Terraform refuses to start with a cache folder that is gone, as it is when the project has been moved.
    return { source: { kind: "registry", env: cache }, needs: [cache["TF_PLUGIN_CACHE_DIR"]!] };
  }
  const mirror = findProviderMirror(terraform.platform, places);
  if (!mirror) throw new Error(nothingWorks(registryError, places.roots));
  const cliConfig = writeMirrorConfig(mirror, terraform, cacheFolder);
  return {
    source: { kind: "mirror", env: { TF_CLI_CONFIG_FILE: cliConfig } },
    needs: [cliConfig, path.join(mirror.root, mirror.host)],
  };
}

/** A configuration that somebody wrote is always right: it may be the only way through a company's network. */
function ownConfiguration(
  env: NodeJS.ProcessEnv,
  home: string,
  cacheFolder: string,
): ProviderSource | undefined {
  const named = env["TF_CLI_CONFIG_FILE"];
  if (named && fs.existsSync(named)) {
    const file = path.resolve(named);
    return { kind: "user", env: { TF_CLI_CONFIG_FILE: file, ...pluginCache(env, [file], cacheFolder) } };
  }
  const inHome = [".terraformrc", ".tofurc"]
    .map((name) => path.join(home, name))
    .filter((file) => fs.existsSync(file));
  const configured = inHome.some((file) => mentions(file, "provider_installation"));
  return configured ? { kind: "user", env: pluginCache(env, inHome, cacheFolder) } : undefined;
}

/** Without one, every new working folder would download the AWS provider, some hundred megabytes, again. */
function pluginCache(
  env: NodeJS.ProcessEnv,
  configFiles: string[],
  cacheFolder: string,
): Record<string, string> {
  if (configFiles.some((file) => mentions(file, "plugin_cache_dir"))) return {};
  const folder = env["TF_PLUGIN_CACHE_DIR"] || path.join(cacheFolder, "plugins");
  fs.mkdirSync(folder, { recursive: true });
  // The second, because without it the cache serves only folders that already have a lock file; those of cdktf have none.
  return { TF_PLUGIN_CACHE_DIR: folder, TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1" };
}

function mentions(file: string, setting: string): boolean {
  return new RegExp(`^\\s*${setting}\\b`, "m").test(fs.readFileSync(file, "utf8"));
}

/** The kept decision, unless it was made for another Terraform or what it needs is gone. */
function readDecision(file: string, key: string): ProviderSource | undefined {
  try {
    const kept = JSON.parse(fs.readFileSync(file, "utf8")) as Decision & { key: string };
    return kept.key === key && kept.needs.every((needed) => fs.existsSync(needed)) ? kept.source : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Tried by a real init of a small provider: only that shows that discovery, proxies and the download all work. Returns what is
 * wrong, or undefined when nothing is.
 */
async function tryRegistry(
  terraform: TerraformBinary,
  env: NodeJS.ProcessEnv,
  cacheFolder: string,
): Promise<string | undefined> {
  // Inside of the project: version managers choose a Terraform by the folder that it is started in.
  const folder = fs.mkdtempSync(path.join(cacheFolder, "registry-"));
  const root = { terraform: { required_providers: { null: { source: "hashicorp/null" } } } };
  fs.writeFileSync(path.join(folder, "main.tf.json"), JSON.stringify(root));
  try {
    const init = await runProcess(terraform.path, ["init", "-input=false", "-no-color"], {
      cwd: folder,
      env: { ...withoutSettings(env), CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" },
      timeLimitSeconds: 45,
      graceSeconds: 5,
    });
    return init.exitCode === 0 ? undefined : tail(init.stderr || init.stdout);
  } catch (error) {
    return (error as Error).message;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function nothingWorks(registryError: string, roots: string[]): string {
  return [
    "Terraform has no way to get the AWS provider here.",
    `1. No CLI configuration: TF_CLI_CONFIG_FILE names no file, and ~/.terraformrc has no provider_installation.`,
    `2. The provider registry: ${registryError.trim().replace(/\n/g, "\n   ")}`,
    `3. No mirror folder …/HOST/hashicorp/aws/VERSION/PLATFORM in Terraform's plugin folders or near the top of ${roots.join(", ")}.`,
    "Connect to a network, or make a mirror elsewhere with `terraform providers mirror FOLDER`, copy it to /opt or ~/.terraform.d/plugins, and try again.",
  ].join("\n");
}
