import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { EACH_VALUE, hcl, repeat, text } from "../definition";
import { allow, policyJson, Statement } from "../policy";
import { StateSharingInput } from "./inputs";
import { StateCache } from "./cache";
import { StateTable, USER_INDEX } from "./table";
import { TableInput } from "./table-inputs";

/** A policy of those who keep their state here, attached to the roles that were named. */
export class ClientPolicy extends Construct {
  readonly policy: IamPolicy;

  /**
   * @param what It is for: `table` or `cache`.
   */
  constructor(
    scope: Construct,
    id: string,
    { name, clientRoleNames, tags }: StateSharingInput,
    what: string,
    statements: readonly Statement[],
  ) {
    super(scope, id);
    this.policy = new IamPolicy(this, "Resource", {
      namePrefix: text`${name}-${what}-`,
      description: text`Keep state in the ${what} ${name}`,
      policy: policyJson(statements),
      tags,
    });
    const attachment = new IamRolePolicyAttachment(this, "client", {
      role: EACH_VALUE,
      policyArn: this.policy.arn,
    });
    repeat(attachment, clientRoleNames);
  }
}

/** Items one at a time, by their keys; the index only to find a user's, and the key only for DynamoDB's own use. */
export function tableStatements(
  { table: { arn } }: StateTable,
  { kmsKeyArn, replicas, userIndex }: TableInput,
  region: string,
): Statement[] {
  const others = replicas.map(({ region: other }) => other);
  const arns = hcl`concat([${arn}], [for region in ${others} : replace(${arn}, ":\${${region}}:", ":\${region}:")])`;
  const attribute = userIndex.get((index) => index.attribute).orNull;
  const indexes = hcl`[for pair in setproduct(compact([${attribute}]), ${arns}) : join("/", [pair[1], "index", ${USER_INDEX}])]`;
  const keys = hcl`compact(concat([${kmsKeyArn.orNull}], ${replicas.map((one) => one.kmsKeyArn.or(""))}))`;
  const regions = hcl`[for region in concat([${region}], ${others}) : "dynamodb.\${region}.amazonaws.com"]`;
  return [
    allow(ITEM_ACTIONS, arns),
    allow(["dynamodb:Query"], indexes),
    allow(["kms:Decrypt"], keys, { StringEquals: { "kms:ViaService": regions } }),
  ];
}

const ITEM_ACTIONS = ["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"];

/** To this cache, as this user: "Authenticating with IAM", ElastiCache user guide. */
export function cacheStatements({ replicationGroup, users }: StateCache): Statement[] {
  return [allow(["elasticache:Connect"], [replicationGroup.arn, users.user.arn])];
}
