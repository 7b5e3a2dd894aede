import os from "node:os";
import { ProviderSource } from "./provider-source";

/** What a Terraform command's environment is made from. */
export interface HermeticOptions {
  /** The emulator's URL, such as `http://127.0.0.1:5000`. Without it nothing listens where AWS calls go. */
  emulatorUrl?: string;
  /** Where providers come from; see providerSource. */
  providers?: ProviderSource;
  /** AWS region. Default `us-east-1`. */
  region?: string;
  /** Variables added last; they win over everything else. */
  extra?: Record<string, string>;
  /** The environment to start from. Default: the caller's. */
  base?: NodeJS.ProcessEnv;
}

/** Variables of the caller that may reach Terraform: logs for debugging, and access to private registries. */
const allowedTerraformVariables = /^(TF_LOG(_.+)?|TF_TOKEN_.+|TF_REGISTRY_.+)$/;

/** How programs learn that they reach this machine without a proxy; some read only one of the two. */
const noProxyVariables = ["NO_PROXY", "no_proxy"];

/** A port of this machine on which nothing listens, so that a call fails at once instead of leaving the machine. */
const nowhere = "http://127.0.0.1:9";

/**
 * The one place that makes the environment of Terraform and cdktf: no AWS or Terraform variable of the caller gets through
 * and no AWS file of the home folder is read, so that a test can neither reach a real account nor depend on who runs it.
 */
export function hermeticEnvironment(options: HermeticOptions = {}): Record<string, string> {
  const region = options.region ?? "us-east-1";
  return {
    ...withoutSettings(options.base ?? process.env),
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    // Terraform reads the provider's schema, some hundred megabytes, on every command: fewer collections save 30 % of the CPU.
    GOGC: "400",
    ...options.providers?.env,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: options.emulatorUrl ?? nowhere,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: os.devNull,
    AWS_SHARED_CREDENTIALS_FILE: os.devNull,
    ...options.extra,
  };
}

/** An environment without the caller's settings of AWS and of Terraform, in which a proxy is for other machines only. */
export function withoutSettings(base: NodeJS.ProcessEnv): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(base)) {
    const isSetting = /^(AWS|TF|BOTO)_/.test(name);
    if (value !== undefined && (!isSetting || allowedTerraformVariables.test(name))) kept[name] = value;
  }
  return { ...kept, ...withoutProxyHere(kept) };
}

/** Python and, told to use one, Node.js would ask a proxy even for 127.0.0.1. */
function withoutProxyHere(env: Record<string, string>): Record<string, string> {
  if (!Object.keys(env).some((name) => /^(https?|all)_proxy$/i.test(name))) return {};
  const given = noProxyVariables.flatMap((name) => env[name]?.split(",") ?? []);
  const all = [...new Set([...given, "127.0.0.1", "localhost"])].filter((host) => host.trim() !== "");
  return Object.fromEntries(noProxyVariables.map((name) => [name, all.join(",")]));
}
