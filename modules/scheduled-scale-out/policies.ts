import { AutoscalingPolicy } from "@cdktf/provider-aws/lib/autoscaling-policy";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { text } from "../definition";
import { LoadBalancer } from "../load-balancer/load-balancer";
import { LoadScaling, policyOf, ScaledGroup, targetTracking } from "../scaling/load-scaling";
import type { ScheduledScaleOutInput } from "./inputs";

type Scaling = ScheduledScaleOutInput["scaling"];
type Member<E> = E extends { map(select: (key: string, value: infer V) => unknown): unknown } ? V : never;

/** Every policy that may stand beside the schedule: target tracking, step and predictive scaling. */
export class Policies extends Construct {
  constructor(
    scope: Construct,
    id: string,
    scaling: Scaling,
    private readonly scaled: ScaledGroup,
    balancer: LoadBalancer,
    private readonly tags: Record<string, string>,
  ) {
    super(scope, id);
    new LoadScaling(this, "Resource", { name: scaled.name, scaling }, scaled.group, balancer);
    scaling.metrics.build(this, "metric", (inner, name, metric) => this.metric(inner, name, metric));
    scaling.steps.build(this, "step", (inner, name, step) => this.step(inner, name, step));
    scaling.predictive.build(
      this,
      "predictive",
      (inner, { targetPercent, mode, schedulingBufferSeconds }) => {
        new AutoscalingPolicy(inner, "Resource", {
          ...policyOf(scaled, "predictive"),
          policyType: "PredictiveScaling",
          predictiveScalingConfiguration: {
            mode,
            schedulingBufferTime: text`${schedulingBufferSeconds}`,
            metricSpecification: {
              targetValue: targetPercent,
              predefinedMetricPairSpecification: { predefinedMetricType: "ASGCPUUtilization" },
            },
          },
        });
      },
    );
  }

  private metric(scope: Construct, name: string, metric: Member<Scaling["metrics"]>): void {
    const { namespace, metricName, statistic, dimensions, target } = metric;
    const policy = targetTracking(scope, this.scaled, text`metric-${name}`, {
      targetValue: target,
      customizedMetricSpecification: { namespace, metricName, statistic },
    });
    policy.addOverride(
      "target_tracking_configuration.customized_metric_specification.dynamic.metric_dimension",
      {
        for_each: dimensions,
        content: { name: "${metric_dimension.key}", value: "${metric_dimension.value}" },
      },
    );
  }

  /** A step policy is run by an alarm, which Auto Scaling does not make by itself as for target tracking. */
  private step(scope: Construct, name: string, step: Member<Scaling["steps"]>): void {
    const policy = new AutoscalingPolicy(scope, "Resource", {
      ...policyOf(this.scaled, text`step-${name}`),
      policyType: "StepScaling",
      adjustmentType: step.adjustmentType,
      metricAggregationType: "Average",
    });
    step.adjustments.blocks(policy, "step_adjustment", (adjustment) => ({
      metric_interval_lower_bound: adjustment.metricIntervalLowerBound.map((bound) => text`${bound}`).orNull,
      metric_interval_upper_bound: adjustment.metricIntervalUpperBound.map((bound) => text`${bound}`).orNull,
      scaling_adjustment: adjustment.scalingAdjustment,
    }));
    new CloudwatchMetricAlarm(scope, "alarm", {
      alarmName: text`${this.scaled.name}-step-${name}`,
      alarmDescription: text`Runs the step policy ${name} of ${this.scaled.name}.`,
      namespace: step.namespace,
      metricName: step.metricName,
      dimensions: step.dimensions,
      statistic: step.statistic,
      period: step.periodSeconds,
      evaluationPeriods: step.evaluationPeriods,
      comparisonOperator: step.comparisonOperator,
      threshold: step.threshold,
      alarmActions: [policy.arn],
      tags: this.tags,
    });
  }
}
