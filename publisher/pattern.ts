import { Construct } from "constructs";
import { Inputs } from "../modules/definition";
import { InputSchema } from "../modules/definition/schema";

/** A pattern as the publisher sees it. */
export interface Pattern {
  /** Folder of the pattern and of its module: `multi-az`. */
  readonly name: string;
  /** Folder with `inputs.ts`, the construct, README.md and `terraform/`, from the repository's root. */
  readonly directory: string;
  /** The exported inputs; their schema is `schema` in `inputs.ts`. */
  readonly inputs: Inputs<InputSchema>;
  /** The construct's class; its file has the pattern's name. */
  readonly construct: new (scope: Construct, id: string, config: never) => Construct;
  /** Version constraint of Terraform, where the pattern needs more than the others. */
  readonly requiredVersion?: string;
}
