/**
 * A small reading of IAM policies, for what our own policies use: Allow statements, actions by name, resources with `*`
 * and `?`, and conditions that compare texts. What it does not know makes it throw, so that it never says yes by mistake.
 * (IAM user guide, "Policy evaluation logic".)
 */

/** A policy document, as far as it is known here. */
export interface Policy {
  readonly Statement: readonly PolicyStatement[];
}

interface PolicyStatement {
  readonly Effect: string;
  readonly Action: readonly string[] | string;
  readonly Resource: readonly string[] | string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[] | string>>>>;
}

/** What somebody wants to do to one resource. */
export interface Wish {
  /** Such as `ec2:AssociateAddress`. */
  readonly action: string;
  /** ARN, or `*` for calls that know no resource. */
  readonly resource: string;
  /** Condition keys and their values. */
  readonly context?: Readonly<Record<string, string>>;
}

/** Whether a policy allows it. */
export function allows(policy: Policy, wish: Wish): boolean {
  return policy.Statement.some((statement) => permits(statement, wish));
}

const KNOWN = new Set(["Sid", "Effect", "Action", "Resource", "Condition"]);

function permits(statement: PolicyStatement, { action, resource, context = {} }: Wish): boolean {
  const strange = Object.keys(statement).find((key) => !KNOWN.has(key));
  if (strange !== undefined || statement.Effect !== "Allow")
    throw new Error(`This reading of policies knows no ${strange ?? statement.Effect}.`);
  if ([statement.Action].flat().some((one) => /[*?]/.test(one)))
    throw new Error(`An action has a wildcard: ${JSON.stringify(statement.Action)}`);
  const isNamed = [statement.Action].flat().some((one) => one.toLowerCase() === action.toLowerCase());
  const isMeant = [statement.Resource].flat().some((pattern) => matches(resource, pattern));
  return isNamed && isMeant && conditionsHold(statement.Condition ?? {}, context);
}

/** All conditions have to hold; of the values of one, any. A key that is not there holds for nothing. */
function conditionsHold(
  conditions: NonNullable<PolicyStatement["Condition"]>,
  context: Wish["context"] & {},
): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      const value = context[key];
      return value !== undefined && [values].flat().some((one) => compare(operator, value, one));
    }),
  );
}

function compare(operator: string, value: string, other: string): boolean {
  switch (operator) {
    case "StringEquals":
      return value === other;
    case "ArnEquals":
    case "ArnLike":
      return matches(value, other);
    default:
      throw new Error(`This reading of policies knows no ${operator}.`);
  }
}

function matches(text: string, pattern: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(text);
}
