import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { byIndex, EACH_VALUE, Expression, hcl, repeat, text } from "../definition";
import { StateSharingInput } from "./inputs";
import { StateCache } from "./cache";
import { StateTable, USER_INDEX } from "./table";
import { TableInput } from "./table-inputs";

/** A policy of those who keep their state here, attached to the roles that were named. */
export class ClientPolicy extends Construct {
  readonly policy: IamPolicy;

  /**
   * @param what It is for: `table` or `cache`.
   * @param statements HCL list of statements.
   */
  constructor(
    scope: Construct,
    id: string,
    { name, clientRoleNames, tags }: StateSharingInput,
    what: string,
    statements: Expression,
  ) {
    super(scope, id);
    this.policy = new IamPolicy(this, "Resource", {
      namePrefix: text`${name}-${what}-`,
      description: text`Keep state in the ${what} ${name}`,
      policy: Token.asString(hcl`jsonencode({ Version = "2012-10-17", Statement = ${statements} })`),
      tags,
    });
    const attachment = new IamRolePolicyAttachment(this, "client", {
      role: EACH_VALUE,
      policyArn: this.policy.arn,
    });
    repeat(attachment, byIndex(clientRoleNames));
  }
}

/** Items one at a time, by their keys; the index only to find a user's, and the key only for DynamoDB's own use. */
export function tableStatements(
  { table: { arn } }: StateTable,
  { kmsKeyArn, replicas, userIndex }: TableInput,
  region: string,
): Expression {
  const others = replicas.map(({ region: other }) => other);
  const arns = hcl`concat([${arn}], [for region in ${others} : replace(${arn}, ":\${${region}}:", ":\${region}:")])`;
  const items = hcl`[{ Effect = "Allow", Action = ${ITEM_ACTIONS}, Resource = ${arns} }]`;
  const attribute = userIndex.get((index) => index.attribute).orNull;
  const index = hcl`[for attribute in compact([${attribute}]) : { Effect = "Allow", Action = ["dynamodb:Query"], Resource = [for arn in ${arns} : join("/", [arn, "index", ${USER_INDEX}])] }]`;
  const keys = hcl`compact(concat([${kmsKeyArn.orNull}], ${replicas.map((one) => one.kmsKeyArn.or(""))}))`;
  const regions = hcl`[for region in concat([${region}], ${others}) : "dynamodb.\${region}.amazonaws.com"]`;
  const condition = hcl`{ StringEquals = { "kms:ViaService" = ${regions} } }`;
  const decrypt = hcl`[for list in [${keys}] : { Effect = "Allow", Action = ["kms:Decrypt"], Resource = list, Condition = ${condition} } if length(list) > 0]`;
  return hcl`concat(${items}, ${index}, ${decrypt})`;
}

const ITEM_ACTIONS = ["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"];

/** To this cache, as this user: "Authenticating with IAM", ElastiCache user guide. */
export function cacheStatements({ replicationGroup, users }: StateCache): Expression {
  return hcl`[{ Effect = "Allow", Action = ["elasticache:Connect"], Resource = [${replicationGroup.arn}, ${users.user.arn}] }]`;
}
