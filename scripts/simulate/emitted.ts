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

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- blocks of Terraform's JSON
type Block = any;

/** Synthesizes the pattern and reads its policies, its group and the settings of its workers. */
export function emittedOf(config: JobObserverConfig): Emitted {
  const json = Testing.synthScope((scope) => void new JobObserver(scope, "jobs", config));
  const { resource } = JSON.parse(json) as { resource: Record<string, Record<string, Block>> };
  const of = (type: string, part = ""): Block =>
    Object.entries(resource[type]!).find(([name]) => name.includes(part))![1];
  const group = of("aws_autoscaling_group");
  const tracking = of("aws_autoscaling_policy", "backlog").target_tracking_configuration;
  const alarm = of("aws_cloudwatch_metric_alarm", "burst");
  return {
    min: group.min_size,
    max: group.max_size,
    warmupSeconds: group.default_instance_warmup,
    target: tracking.target_value,
    backlog: queriesOf(tracking.customized_metric_specification.metrics),
    burst: queriesOf(alarm.metric_query),
    burstThreshold: alarm.threshold,
    burstPeriods: alarm.evaluation_periods,
    steps: of("aws_autoscaling_policy", "burst").step_adjustment.map((step: Block) => ({
      from: Number(step.metric_interval_lower_bound),
      to: Number(step.metric_interval_upper_bound ?? Infinity),
      add: step.scaling_adjustment,
    })),
    ...workerSettings(json),
  };
}

function queriesOf(blocks: Block[]): Query[] {
  return blocks.map(({ id, expression, return_data }) => ({ id, expression, returned: return_data }));
}

/** From the expression that becomes the settings' file of each worker. */
function workerSettings(json: string): Pick<Emitted, "idleSeconds" | "keepShare"> {
  const number = (pattern: RegExp) => Number(pattern.exec(json)![1]);
  return {
    idleSeconds: number(/idleSeconds = (\d+)/),
    keepShare: number(/keepShare = (\d+) \/ 100/) / 100,
  };
}
