import { Token } from "cdktf";
import { hcl } from "./definition";

/** A statement of a policy that allows. */
export interface Statement {
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  /** ARNs; a list, or an expression that gives one. */
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** Allows actions on resources. */
export function allow(actions: readonly string[], resources: unknown, condition?: object): Statement {
  return {
    Effect: "Allow",
    Action: actions,
    Resource: resources,
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}

/** A policy document of statements; those over nothing are left out, as what they are about need not be there. */
export function policyJson(statements: readonly Statement[]): string {
  const document = hcl`jsonencode({
      Version = "2012-10-17",
      Statement = [for statement in ${statements} : statement if length(statement.Resource) > 0]
    })`;
  return Token.asString(document);
}
