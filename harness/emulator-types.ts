/** An API call that somebody, as a rule Terraform, has made. */
export interface EmulatorRequest {
  /** Number of the call; grows by one with each, also across a reset. */
  n: number;
  service: string;
  action: string;
  params: Record<string, unknown>;
  /** Id of the access key that signed it, or `state machine` for a Task of one. */
  caller: string;
  /** HTTP status of the answer. */
  status: number;
}

/** An API call that the emulator cannot answer; listed once, however often it was made. */
export interface UnimplementedCall {
  service: string;
  action: string;
  detail: string;
}

/** Calls that are refused for a while. */
export interface Refusal {
  /** botocore's name of the service: `ec2`. */
  service: string;
  /** Such as `AssociateAddress`. */
  action: string;
  /** How many calls. Default 1. */
  times?: number;
  /** Error code. Default `RequestLimitExceeded`. */
  code?: string;
  /** HTTP status. Default 503. */
  status?: number;
}

/** Which requests to list. Default: all since the last reset. */
export interface RequestFilter {
  service?: string;
  action?: string;
  /** Only calls with a greater number. */
  since?: number;
}

/** The emulator's clock. */
export interface EmulatorClock {
  /** ISO 8601. */
  now: string;
  /** Whether it stands still until it is set or ticked; at first it follows the real time. */
  fixed: boolean;
}

/** What happened while the clock moved, in words, in order. */
export interface Elapsed extends EmulatorClock {
  log: string[];
}

/** A region: everything by name. */
export interface EmulatorState extends Pick<EmulatorClock, "now"> {
  region: string;
  zonesDown: string[];
  groups: Record<string, GroupState>;
  targetGroups: Record<string, TargetState[]>;
  /** `OK`, `ALARM` or `INSUFFICIENT_DATA`. */
  alarms: Record<string, string>;
  databases: Record<string, DatabaseState>;
  queues: Record<string, QueueState>;
  /** What Route 53 chooses among by weight, by name. */
  weightedNames: Record<string, WeightedRecord[]>;
  /** Elastic IP addresses. */
  addresses: AddressState[];
  /** Executions of state machines, in the order in which they began. */
  executions: ExecutionState[];
  scheduledActions: ScheduledAction[];
}

/** An Elastic IP address. */
export interface AddressState {
  allocationId: string;
  publicIp: string;
  /** The instance that holds it; null for nobody. */
  instance: string | null;
  /** The private address that it leads to. */
  privateIp: string | null;
}

/** An execution of a state machine. */
export interface ExecutionState {
  /** Name of the machine. */
  machine: string;
  arn: string;
  /** `RUNNING`, `SUCCEEDED`, `FAILED`, `TIMED_OUT` or `ABORTED`. */
  status: string;
  input: unknown;
  /** What it ended with; null while it runs, and after a failure. */
  output: unknown;
  /** Name of the error that it failed with. */
  error: string | null;
  /** What the error says. */
  cause: string | null;
}

/** An Auto Scaling group. */
export interface GroupState {
  min: number;
  desired: number;
  max: number;
  instances: { id: string; zone: string; lifecycleState: string; templateVersion: string | null }[];
}

/** A target of a load balancer. */
export interface TargetState {
  id: string;
  zone: string;
  /** Such as `healthy`, `unhealthy`, `unused`. */
  health: string;
  reason: string | null;
}

/** An instance of RDS. */
export interface DatabaseState {
  /** DNS name. */
  endpoint: string;
  version: string;
  zone: string;
  /** Where the standby is; null without one. */
  standbyZone: string | null;
  /** Identifier of what it is a replica of; null for a master. */
  source: string | null;
  /** Identifier of the cluster that it is a member of. */
  cluster: string | null;
  /** Whether it is the cluster's writer. */
  writer: boolean;
  /** False in a lost zone, and where it was impaired. */
  reachable: boolean;
}

/** A queue of SQS. */
export interface QueueState {
  /** Messages that can be received. */
  visible: number;
  /** Messages that were received, and are neither deleted nor visible again. */
  inFlight: number;
}

/** A weighted CNAME record. */
export interface WeightedRecord {
  id: string;
  weight: number;
  /** Name that it leads to. */
  target: string;
  /** What its health check says; true without one. */
  healthy: boolean;
}

/** A scheduled action of an Auto Scaling group; sizes that it leaves alone are null. */
export interface ScheduledAction {
  group: string;
  name: string;
  recurrence: string | null;
  timeZone: string | null;
  start: string | null;
  end: string | null;
  min: number | null;
  desired: number | null;
  max: number | null;
}
