import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { hcl, lessThan, Maybe, not, unless } from "../definition";
import { keptIf } from "../database/keeping";
import { StateSharingInput } from "./inputs";
import { TableInput } from "./table-inputs";

/** Key of every item: the id of the session, or of whatever the state belongs to. */
export const TABLE_KEY = "id";

/** Attribute with the second at which an item is over; DynamoDB removes it some time after. */
export const TTL_ATTRIBUTE = "expires";

/** Name of the index by user. */
export const USER_INDEX = "by-user";

/** The table: paid by request, restorable, encrypted, and with an end for every item that has one. */
export class StateTable extends Construct {
  readonly table: DynamodbTable;

  constructor(
    scope: Construct,
    id: string,
    { name, deletionProtection, tags }: StateSharingInput,
    settings: TableInput,
    dependsOn: ITerraformDependable[],
  ) {
    super(scope, id);
    const replicated = lessThan(0, settings.replicas.count);
    this.table = new DynamodbTable(this, "Resource", {
      name,
      billingMode: "PAY_PER_REQUEST",
      hashKey: TABLE_KEY,
      // Never an input: without the block Terraform plans no change and DynamoDB goes on, and renamed it needs two applies.
      ttl: { attributeName: TTL_ATTRIBUTE, enabled: true },
      pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: settings.recoveryDays },
      deletionProtectionEnabled: deletionProtection as boolean,
      // "How DynamoDB global tables work", DynamoDB developer guide: replicas are fed from a stream with both images.
      streamEnabled: replicated as boolean,
      streamViewType: unless(not(replicated), "NEW_AND_OLD_IMAGES"),
      lifecycle: keptIf(deletionProtection),
      tags,
      dependsOn,
    });
    this.indexed(settings);
    this.encrypted(settings);
    settings.onDemandThroughput.block(this.table, "on_demand_throughput", throughput);
    this.replicated(settings);
  }

  private indexed({ userIndex, onDemandThroughput }: TableInput): void {
    const attribute = userIndex.get((index) => index.attribute).orNull;
    this.table.addOverride("dynamic.attribute", {
      for_each: hcl`compact([${TABLE_KEY}, ${attribute}])`,
      content: { name: "${attribute.value}", type: "S" },
    });
    userIndex.block(this.table, "global_secondary_index", (index) => ({
      name: USER_INDEX,
      hash_key: index.attribute,
      // What finds an item needs its key, not the state in it.
      projection_type: "KEYS_ONLY",
      ...onDemandThroughput.nested("on_demand_throughput", throughput),
    }));
  }

  /** Without the block the key is one that DynamoDB owns: encrypted all the same. */
  private encrypted({ kmsKeyArn }: TableInput): void {
    this.table.addOverride("dynamic.server_side_encryption", {
      for_each: hcl`compact([${kmsKeyArn.orNull}])`,
      content: { enabled: true, kms_key_arn: "${server_side_encryption.value}" },
    });
  }

  private replicated({ replicas }: TableInput): void {
    replicas.blocks(this.table, "replica", ({ region, kmsKeyArn }) => ({
      region_name: region,
      kms_key_arn: kmsKeyArn.orNull,
      point_in_time_recovery: true,
      propagate_tags: true,
    }));
  }
}

function throughput({
  maxReadRequestUnits,
  maxWriteRequestUnits,
}: {
  readonly maxReadRequestUnits: Maybe<number>;
  readonly maxWriteRequestUnits: Maybe<number>;
}) {
  return {
    max_read_request_units: maxReadRequestUnits.orNull,
    max_write_request_units: maxWriteRequestUnits.orNull,
  };
}
