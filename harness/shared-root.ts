import fs from "node:fs";
import path from "node:path";
import { withLock } from "./lock-directory";
import { cachePath, projectRoot } from "./project";
import { Terraform } from "./terraform";
import { Diagnostic } from "./terraform-error";
import { Json } from "./terraform-types";

/** The AWS provider that the tests run on: the version that the installed `@cdktf/provider-aws` was made from. */
export function awsProviderVersion(): string {
  const manifest = require.resolve("@cdktf/provider-aws/package.json");
  const { cdktf } = JSON.parse(fs.readFileSync(manifest, "utf8")) as {
    cdktf: { provider: { version: string } };
  };
  return cdktf.provider.version;
}

/** The name of Terraform's lock file, which pins provider versions and their checksums. */
const lockFileName = ".terraform.lock.hcl";

const workFolder = cachePath("terraform", "work");

let prepared: Promise<string> | undefined;

/**
 * Initializes `.cache/terraform/root` once and returns the path of its lock file. A folder that gets a copy of it uses the same
 * provider version, and its init needs no look-up and no download. Done again when the version changes.
 */
export function sharedLockFile(): Promise<string> {
  prepared ??= prepareSharedRoot();
  return prepared;
}

/** Removes working folders of earlier days. Those of today stay: a test may be using one, and a person may want to look. */
function removeOldWork(): void {
  const yesterday = Date.now() - 24 * 3600 * 1000;
  const folders = fs.existsSync(workFolder) ? fs.readdirSync(workFolder) : [];
  for (const folder of folders.map((name) => path.join(workFolder, name))) {
    // Its owner may remove one meanwhile.
    const made = fs.statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? yesterday;
    if (made < yesterday) fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function prepareSharedRoot(): Promise<string> {
  const directory = cachePath("terraform", "root");
  const lockFile = path.join(directory, lockFileName);
  const root = JSON.stringify({ terraform: { required_providers: { aws: awsProvider() } } });
  const file = path.join(directory, "main.tf.json");
  // One at a time: Terraform's cache of downloaded providers must not be filled by two processes at once.
  await withLock(cachePath("terraform", "root.lock"), async () => {
    removeOldWork();
    const isCurrent =
      fs.existsSync(lockFile) && fs.existsSync(file) && fs.readFileSync(file, "utf8") === root;
    if (isCurrent) return;
    fs.rmSync(directory, { recursive: true, force: true });
    fs.mkdirSync(directory, { recursive: true });
    fs.writeFileSync(file, root);
    await new Terraform({ directory }).init();
  });
  return lockFile;
}

const awsProvider = () => ({ source: "hashicorp/aws", version: awsProviderVersion() });

/** A new folder below `.cache/terraform/work` that holds the shared lock file. The name is for people who look there. */
export async function workingDirectory(name: string): Promise<string> {
  const lockFile = await sharedLockFile();
  fs.mkdirSync(workFolder, { recursive: true });
  const directory = fs.mkdtempSync(path.join(workFolder, `${name.replace(/[^\w-]+/g, "-")}-`));
  fs.copyFileSync(lockFile, path.join(directory, lockFileName));
  return directory;
}

/** A working directory with a root module in it, in Terraform's JSON form. Not initialized yet. */
export async function rootModule(name: string, configuration: Json): Promise<string> {
  const directory = await workingDirectory(name);
  fs.writeFileSync(path.join(directory, "main.tf.json"), JSON.stringify(configuration, undefined, 2));
  return directory;
}

/**
 * A working directory with a copy of a folder, so that Terraform leaves nothing in the original. To keep relative module paths
 * working, copy the folder above them and name the one to work in, such as `copyOf("terraform", "examples/multi-az")`.
 * Returns the path of the latter.
 */
export async function copyOf(folder: string, within = "."): Promise<string> {
  const source = path.resolve(projectRoot, folder);
  const copy = await workingDirectory(path.basename(path.join(source, within)));
  const leftBehind = new Set([".terraform", lockFileName]);
  fs.cpSync(source, copy, { recursive: true, filter: (file) => !leftBehind.has(path.basename(file)) });
  const directory = path.join(copy, within);
  if (!fs.existsSync(directory)) throw new Error(`There is no ${within} in ${source}`);
  if (directory !== copy) fs.copyFileSync(path.join(copy, lockFileName), path.join(directory, lockFileName));
  return directory;
}

/** A module and the input variables that a caller has to give it. */
export interface ModuleCall {
  /** Name of the call; the folder's name unless given. Needed when one folder is called twice. */
  name?: string;
  /** The module's folder. */
  directory: string;
  /** Values of its variables. A string may be an expression, `${…}`, as anywhere in Terraform's JSON. */
  variables?: Record<string, Json>;
}

/**
 * Validates many modules with one init and one start of the provider: a root module calls them all. Returns the warnings; rejects
 * with a TerraformError that holds the errors of all modules. Constant variables are checked against the modules' own rules only by
 * a plan, not here.
 */
export async function validateMany(calls: ModuleCall[]): Promise<Diagnostic[]> {
  if (new Set(calls.map(callName)).size !== calls.length) {
    throw new Error(`Two modules have one name: ${calls.map(callName).join(", ")}`);
  }
  const directory = await workingDirectory("validate");
  const configuration = {
    terraform: { required_providers: { aws: awsProvider() } },
    module: Object.fromEntries(calls.map((call) => moduleCall(call, directory))),
  };
  fs.writeFileSync(path.join(directory, "main.tf.json"), JSON.stringify(configuration, undefined, 2));
  const terraform = new Terraform({ directory });
  await terraform.init();
  const warnings = await terraform.validate();
  fs.rmSync(directory, { recursive: true, force: true });
  return warnings;
}

const callName = ({ name, directory }: ModuleCall) => name ?? path.basename(directory);

function moduleCall(call: ModuleCall, from: string): [string, Json] {
  const relative = path.relative(from, path.resolve(call.directory)).split(path.sep).join("/");
  // Without a leading dot Terraform takes a path for an address in the registry.
  const source = relative.startsWith(".") ? relative : `./${relative}`;
  return [callName(call), { source, ...call.variables }];
}
