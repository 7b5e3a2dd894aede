import { TerraformResourceLifecycle, Token } from "cdktf";
import { Flag, hcl, text } from "../definition";
import { DatabaseNetwork } from "./network";

/**
 * Terraform refuses to plan the loss of what is protected; RDS itself refuses only when its turn comes, with all
 * that stands on it gone. It has to be written out, so the published module cannot have it of a variable.
 */
export function keptIf(isProtected: Flag): TerraformResourceLifecycle | undefined {
  return isProtected === true ? { preventDestroy: true } : undefined;
}

/** A second snapshot of one name is refused, so it has something in it that AWS makes anew for each database. */
export function finalSnapshotName(name: string, { securityGroup }: DatabaseNetwork): string {
  return text`${name}-final-${Token.asString(hcl`trimprefix(${securityGroup.id}, "sg-")`)}`;
}
