import { ChangeSummary, PlannedChange } from "./terraform-output";
import { Diagnostic } from "./terraform-error";

/** A value that JSON can hold. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What plan, apply and destroy have in common. */
export interface ChangeOptions {
  /** Input variables of the root module, added to those of the instance. An undeclared one is an error. */
  vars?: Record<string, Json>;
  /** Addresses of the only resources to look at. Default: all. */
  targets?: string[];
}

/** How a plan is made. */
export interface PlanOptions extends ChangeOptions {
  /** Plan to destroy everything. Default false. */
  destroy?: boolean;
  /** Plan to change only the state, to what exists. Default false. */
  refreshOnly?: boolean;
  /** Ask what exists before comparing; without it the state is taken at its word. Default true. */
  refresh?: boolean;
}

/** What an apply or destroy has changed. */
export interface ChangeResult {
  summary: ChangeSummary;
  warnings: Diagnostic[];
  /** Wall time in seconds. */
  seconds: number;
}

/** A plan. */
export interface Plan {
  /** 0: nothing to do. 2: there are changes. */
  exitCode: 0 | 2;
  summary: ChangeSummary;
  /** What would be done, without the values. */
  changes: PlannedChange[];
  /** What was changed outside Terraform, or completed by AWS, since the last apply. Needs no action by itself. */
  drift: PlannedChange[];
  warnings: Diagnostic[];
  seconds: number;
  /** Path of the plan file, for `apply({ plan })`. */
  file: string;
  /** The whole plan with all values, as `terraform show -json` prints it. Costs a start of the provider, about 2 s. */
  json(): Promise<PlanJson>;
}

/** The parts of a plan's JSON form that tests read; the format is Terraform's `plan` representation. */
export interface PlanJson {
  resource_changes?: ResourceChange[];
  resource_drift?: ResourceChange[];
  output_changes?: Record<string, { actions: string[]; before: Json; after?: Json; after_unknown: Json }>;
  planned_values: {
    outputs?: Record<string, { value?: Json; sensitive: boolean }>;
    root_module: StateModule;
  };
  configuration: Json;
}

/** One resource in a plan. */
export interface ResourceChange {
  address: string;
  mode: "managed" | "data";
  type: string;
  name: string;
  index?: string | number;
  change: {
    actions: ("no-op" | "create" | "read" | "update" | "delete")[];
    before: Record<string, Json> | null;
    after: Record<string, Json> | null;
    after_unknown: Record<string, Json>;
    /** Paths of the attributes that force a replacement. */
    replace_paths?: (string | number)[][];
  };
}

/** The state, as `terraform show -json` prints it; `values` is missing when the state is empty. */
export interface StateJson {
  values?: { outputs?: Record<string, { value: Json; sensitive: boolean }>; root_module: StateModule };
}

/** A module in a state or in planned values. */
export interface StateModule {
  address?: string;
  resources?: {
    address: string;
    mode: string;
    type: string;
    name: string;
    index?: string | number;
    values: Record<string, Json>;
  }[];
  child_modules?: StateModule[];
}
