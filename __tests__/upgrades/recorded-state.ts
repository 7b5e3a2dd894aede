import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../harness/project";
import { Json } from "../../harness/terraform-types";
import { Account } from "../support/pattern-cases";
import { releaseVersion } from "../../scripts/release/summary";

/** What a release of a pattern's module has left in users' states: `states/<pattern>/<version>.json`. */
export interface RecordedState {
  readonly pattern: string;
  /** Release whose module was applied. */
  readonly version: string;
  /** AWS provider that applied it. */
  readonly awsProvider: string;
  readonly cases: Readonly<Record<string, RecordedCase>>;
  /** Cases that the emulator cannot apply, each with what it said. */
  readonly notApplied: Readonly<Record<string, string>>;
}

/** One call of the module, and the resources that its apply has left. */
export interface RecordedCase {
  readonly arguments: Record<string, Json>;
  readonly resources: readonly StateResource[];
}

/** A resource as the state file has it; the module's address stands in front of it only in a state. */
export interface StateResource {
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly provider: string;
  readonly instances: readonly { readonly attributes: Record<string, Json> }[];
}

/** Where the states are kept. */
export const statesFolder = join(projectRoot, "__tests__", "upgrades", "states");

/**
 * Whether a user takes one version after the other without reading: Semantic Versioning allows what breaks only with
 * a new major version, and before 1.0.0 with a new minor one.
 */
export function isCompatible(version: string, other: string): boolean {
  const line = (text: string) => (text.startsWith("0.") ? text.split(".", 2) : text.split(".", 1)).join(".");
  return line(version) === line(other);
}

/** The states from which an upgrade to this version of the module has to be harmless. */
export function recordedStates(pattern: string, version = releaseVersion()): RecordedState[] {
  const folder = join(statesFolder, pattern);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json") && isCompatible(file, version))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as RecordedState);
}

/** The ids of an account by the words that stand for them in a recorded state, since each account has others. */
function placeholders(account: Account): [word: string, id: string][] {
  const { subnets } = account;
  const ofSubnets = Object.entries(subnets).map(([zone, id]): [string, string] => [`<subnet ${zone}>`, id]);
  return [
    ["<vpc>", account.vpcId],
    ["<other vpc>", account.otherVpcId],
    ["<image>", account.imageId],
    ["<security group>", account.securityGroupId],
    ["<launch template>", account.launchTemplateId],
    ...ofSubnets,
  ];
}

/** A value without an account's ids. */
export function withoutIds<T>(value: T, account: Account): T {
  return replaced(
    value,
    placeholders(account).map(([word, id]) => [id, word]),
  );
}

/** A recorded value with the ids of this account. */
export function withIds<T>(value: T, account: Account): T {
  return replaced(value, placeholders(account));
}

/** A value with these texts in place of others, wherever they stand in it. */
export function replaced<T>(value: T, pairs: [from: string, to: string][]): T {
  return JSON.parse(
    pairs.reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(value)),
  ) as T;
}
