import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import {
  bind,
  Built,
  creationStackOf,
  equal,
  Guard,
  hcl,
  joined,
  Maybe,
  Rule,
  sizeOf,
  text,
  without,
} from "../definition";
import { ZonedSubnets } from "../network/zoned-subnets";
import { cacheAlarms, tableAlarms } from "./alarms";
import { StateCache } from "./cache";
import { cacheStatements, ClientPolicy, tableStatements } from "./client-policy";
import { inputs, StateSharingConfig, StateSharingInput } from "./inputs";
import { StateTable, TABLE_KEY, TTL_ATTRIBUTE, USER_INDEX } from "./table";

/**
 * A place for state outside of the servers: a table of DynamoDB with a key, an end for each item and a way back to any
 * second, and where it is wanted a cache of ElastiCache with a node in each zone. Servers may come and go.
 */
export class StateSharing extends Construct {
  /** What the cache's user may do, as its server reads it; absent without `cache`. */
  readonly cacheAccessString: string | undefined;
  /** Command that makes a replica of the cache take over; absent without `cache`. */
  readonly cacheFailoverCommand: string | undefined;
  /** What every key in the cache starts with; absent without `cache`. */
  readonly cacheKeyPrefix: string | undefined;
  /** Name of the cache, for which tokens of IAM are made; absent without `cache`. */
  readonly cacheName: string | undefined;
  /** ARN of the policy that lets a client into the cache; absent without `cache`. */
  readonly cachePolicyArn: string | undefined;
  /** That policy, in JSON; absent without `cache`. */
  readonly cachePolicyJson: string | undefined;
  /** TCP port of the cache; absent without `cache`. */
  readonly cachePort: number | undefined;
  /** DNS name of the cache's primary, and of the replica once it has taken over; absent without `cache`. */
  readonly cachePrimaryEndpoint: string | undefined;
  /** DNS name that leads to a replica of the cache; absent without `cache`. */
  readonly cacheReaderEndpoint: string | undefined;
  /** Id of the cache's security group; absent without `cache`. */
  readonly cacheSecurityGroupId: string | undefined;
  /** URL of the cache's primary, with TLS and without a password; absent without `cache`. */
  readonly cacheUrl: string | undefined;
  /** Name of the cache's user; absent without `cache`. */
  readonly cacheUserName: string | undefined;
  /** What an application is told, as environment variables: `STATE_TABLE`, `STATE_CACHE_URL` and so on, of what there is. */
  readonly environment: Record<string, string>;
  /** ARN of the table; absent without `table`. */
  readonly tableArn: string | undefined;
  /** Name of the table's key; absent without `table`. */
  readonly tableKey: string | undefined;
  /** Name of the table; absent without `table`. */
  readonly tableName: string | undefined;
  /** ARN of the policy that lets a client use the table; absent without `table`. */
  readonly tablePolicyArn: string | undefined;
  /** That policy, in JSON; absent without `table`. */
  readonly tablePolicyJson: string | undefined;
  /** Name of the attribute with the second at which an item is over; absent without `table`. */
  readonly ttlAttribute: string | undefined;
  /** Name of the index by user; absent without `table.userIndex`. */
  readonly userIndexName: string | undefined;

  /** The table and its policy; `made` is undefined without `table`. */
  readonly table: Built<ClientTable>;
  /** The cache and its policy; `made` is undefined without `cache`. */
  readonly cache: Built<ClientCache>;

  constructor(scope: Construct, id: string, config: StateSharingConfig) {
    super(scope, id);
    using _stack = creationStackOf(new.target);
    const { input, deferred } = bind(this, inputs, config);
    const region = new DataAwsRegion(this, "region").id;
    const subnets = input.cache.build(
      this,
      "subnet",
      (inner, { subnetIdsByZone, vpcId }) =>
        new ZonedSubnets(inner, "Resource", "cache.subnetIdsByZone", subnetIdsByZone, vpcId),
    );
    const rules = [...deferred, ...subnets.rules((found) => found.rules), elsewhere(input, region)];
    const { passed } = new Guard(this, "guard", rules);
    const table = buildTable(this, input, region, passed);
    const cache = buildCache(this, input, passed);
    buildAlarms(this, input, table, cache);

    this.table = table;
    this.cache = cache;
    this.tableArn = table.read(({ state }) => state.table.arn).orNull;
    this.tableName = table.read(({ state }) => state.table.name).orNull;
    this.tableKey = table.read(() => TABLE_KEY).orNull;
    this.ttlAttribute = table.read(() => TTL_ATTRIBUTE).orNull;
    this.userIndexName = table.read(({ userIndex }) => userIndex).orNull;
    this.tablePolicyArn = table.read(({ policy }) => policy.arn).orNull;
    this.tablePolicyJson = table.read(({ policy }) => policy.policy).orNull;
    this.cacheAccessString = cache.read(({ state }) => state.users.user.accessString).orNull;
    this.cacheFailoverCommand = cache.read(
      ({ name }) => text`aws elasticache test-failover --replication-group-id ${name} --node-group-id 0001`,
    ).orNull;
    this.cacheKeyPrefix = input.cache.get(({ keyPrefix }) => keyPrefix).orNull;
    this.cacheName = cache.read(({ name }) => name).orNull;
    this.cachePolicyArn = cache.read(({ policy }) => policy.arn).orNull;
    this.cachePolicyJson = cache.read(({ policy }) => policy.policy).orNull;
    this.cachePort = input.cache.get(({ port }) => port).orNull;
    this.cachePrimaryEndpoint = cache.read(({ primary }) => primary).orNull;
    this.cacheReaderEndpoint = cache.read(({ state }) => state.replicationGroup.readerEndpointAddress).orNull;
    this.cacheSecurityGroupId = cache.read(({ state }) => state.securityGroup.id).orNull;
    this.cacheUrl = cache.read(({ url }) => url).orNull;
    this.cacheUserName = cache.read(({ state }) => state.users.user.userName).orNull;
    this.environment = environmentOf({
      STATE_REGION: region,
      STATE_TABLE: this.tableName,
      STATE_TABLE_KEY: this.tableKey,
      STATE_TABLE_TTL: this.ttlAttribute,
      STATE_TABLE_USER_INDEX: this.userIndexName,
      STATE_TABLE_USER: input.table.get(({ userIndex }) => userIndex.get(({ attribute }) => attribute))
        .orNull,
      STATE_CACHE_URL: this.cacheUrl,
      STATE_CACHE_NAME: this.cacheName,
      STATE_CACHE_USER: this.cacheUserName,
      STATE_CACHE_PREFIX: this.cacheKeyPrefix,
    });
  }
}

/** What is not there is no variable, rather than an empty one. */
function environmentOf(variables: Record<string, string | undefined>): Record<string, string> {
  const all = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, value ?? null]));
  return Token.asStringMap(hcl`tomap({ for name, value in ${all} : name => value if value != null })`);
}

/** The table is in its own region already. */
function elsewhere({ table }: StateSharingInput, region: string): Rule {
  const others = table.get(({ replicas }) => replicas.map((replica) => replica.region)).or([]);
  return {
    input: "table.replicas",
    holds: equal(sizeOf(without([region], others)), 1),
    message: text`table.replicas must be in other regions than the table (${region}), got ${joined(others)}.`,
  };
}

/** The table, with what a client needs for it. */
export interface ClientTable {
  readonly state: StateTable;
  readonly policy: IamPolicy;
  /** Name of the index by user. */
  readonly userIndex: Maybe<string>;
}

/** The cache, with what a client needs for it. */
export interface ClientCache {
  readonly state: StateCache;
  readonly policy: IamPolicy;
  readonly name: string;
  /** DNS name of the primary. */
  readonly primary: string;
  readonly url: string;
}

function buildTable(
  scope: Construct,
  input: StateSharingInput,
  region: string,
  passed: ITerraformDependable[],
): Built<ClientTable> {
  return input.table.build(scope, "table", (inner, settings) => {
    const state = new StateTable(inner, "Resource", input, settings, passed);
    const statements = tableStatements(state, settings, region);
    const { policy } = new ClientPolicy(inner, "policy", input, "table", statements);
    return { state, policy, userIndex: settings.userIndex.get(() => USER_INDEX) };
  });
}

function buildCache(
  scope: Construct,
  input: StateSharingInput,
  passed: ITerraformDependable[],
): Built<ClientCache> {
  return input.cache.build(scope, "cache", (inner, settings) => {
    const state = new StateCache(inner, "Resource", input, settings, passed);
    const { policy } = new ClientPolicy(inner, "policy", input, "cache", cacheStatements(state));
    const { primaryEndpointAddress: primary, replicationGroupId: name } = state.replicationGroup;
    return { state, policy, primary, name, url: text`rediss://${primary}:${settings.port}` };
  });
}

function buildAlarms(
  scope: Construct,
  input: StateSharingInput,
  table: Built<ClientTable>,
  cache: Built<ClientCache>,
): void {
  input.alarms.build(scope, "alarm", (inner, settings) => {
    input.table.build(inner, "table", (innermost) =>
      table.use(({ state }) => tableAlarms(innermost, input, state, settings)),
    );
    input.cache.build(inner, "cache", (innermost) =>
      cache.use(({ state }) => cacheAlarms(innermost, input, state, settings)),
    );
  });
}
