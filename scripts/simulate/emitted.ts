import { Testing } from "cdktf";
import { JobObserver, JobObserverConfig } from "../../modules";
import { Query } from "./metric-math";

/** A step of the policy for bursts. */
export interface StepRow {
  readonly from: number;
  readonly to: number;
  readonly add: number;
}

/** What the pattern writes into Terraform's JSON for a config, as far as the control loop is made of it. */
export interface Emitted {
  readonly min: number;
  readonly max: number;
  /** Seconds after which an instance in service counts. */
  readonly warmupSeconds: number;
  /** Jobs for each worker. */
  readonly target: number;
  readonly backlog: readonly Query[];
  readonly burst: readonly Query[];
  readonly burstThreshold: number;
  readonly burstPeriods: number;
  readonly steps: readonly StepRow[];
  /** Seconds over which a worker looks at how busy it was. */
  readonly idleSeconds: number;
  /** Share of its time that it shall be busy. */
  readonly keepShare: number;
}

/** The blocks of Terraform's JSON that are read here. */
interface Resources {
  aws_autoscaling_group: Record<
    string,
    { min_size: number; max_size: number; default_instance_warmup: number }
  >;
  aws_autoscaling_policy: Record<string, PolicyBlock>;
  aws_cloudwatch_metric_alarm: Record<
    string,
    { threshold: number; evaluation_periods: number; metric_query: QueryBlock[] }
  >;
}

interface PolicyBlock {
  target_tracking_configuration?: {
    target_value: number;
    customized_metric_specification: { metrics: QueryBlock[] };
  };
  step_adjustment?: {
    metric_interval_lower_bound: string;
    metric_interval_upper_bound?: string;
    scaling_adjustment: number;
  }[];
}

interface QueryBlock {
  id: string;
  expression?: string;
  return_data: boolean;
}

const known = new Map<string, Emitted>();

/** What the pattern emits for a config; each synthesis takes its time, and many runs are about the same one. */
export function emittedOf(config: JobObserverConfig): Emitted {
  const key = JSON.stringify(config);
  const emitted = known.get(key) ?? emit(config);
  known.set(key, emitted);
  return emitted;
}

/** Synthesizes the pattern and reads its policies, its group and the settings of its workers. */
function emit(config: JobObserverConfig): Emitted {
  const json = Testing.synthScope((scope) => void new JobObserver(scope, "jobs", config));
  const { resource } = JSON.parse(json) as { resource: Resources };
  const [group] = Object.values(resource.aws_autoscaling_group);
  const [alarm] = Object.values(resource.aws_cloudwatch_metric_alarm);
  const policies = Object.values(resource.aws_autoscaling_policy);
  const tracking = policies.find((policy) => policy.target_tracking_configuration)!;
  const { target_value: target, customized_metric_specification: metric } =
    tracking.target_tracking_configuration!;
  const { step_adjustment: steps } = policies.find((policy) => policy.step_adjustment)!;
  return {
    min: group!.min_size,
    max: group!.max_size,
    warmupSeconds: group!.default_instance_warmup,
    target,
    backlog: metric.metrics.map(queryOf),
    burst: alarm!.metric_query.map(queryOf),
    burstThreshold: alarm!.threshold,
    burstPeriods: alarm!.evaluation_periods,
    steps: steps!.map((step) => ({
      from: Number(step.metric_interval_lower_bound),
      to: Number(step.metric_interval_upper_bound ?? Infinity),
      add: step.scaling_adjustment,
    })),
    ...workerSettings(json),
  };
}

function queryOf({ id, expression, return_data: returned }: QueryBlock): Query {
  return { id, expression, returned };
}

/** From the expression that becomes the settings' file of each worker. */
function workerSettings(json: string): Pick<Emitted, "idleSeconds" | "keepShare"> {
  const number = (pattern: RegExp) => Number(pattern.exec(json)![1]);
  return {
    idleSeconds: number(/idleSeconds = (\d+)/),
    keepShare: number(/keepShare = (\d+) \/ 100/) / 100,
  };
}
