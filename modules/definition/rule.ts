import { Flag } from "./expression";

/** A rule across inputs, or over what Terraform looks up: when it does not hold, nothing is created. */
export interface Rule {
  /** The input that is to blame, as people write it in TypeScript: `capacity.max`. */
  readonly input: string;
  /** The condition that has to hold. */
  readonly holds: Flag;
  /** The whole sentence: input, rule and value. */
  readonly message: string;
}
