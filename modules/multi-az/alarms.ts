import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { byIndex, EACH_KEY, hcl, repeat, text } from "../definition";
import { launchFailures } from "../fleet/launch-failures";
import { LoadBalancer } from "../load-balancer/load-balancer";
import { SubnetLookup } from "../network/subnet-lookup";
import { MultiAzInput } from "./inputs";

/** What the alarms look at. */
export interface AlarmSubjects {
  readonly group: AutoscalingGroup;
  readonly balancer: LoadBalancer;
  readonly subnets: SubnetLookup;
}

/** The alarms of the tier: a zone that serves nothing, errors that clients see, launches that fail. */
export class TierAlarms extends Construct {
  private readonly actions: { alarmActions: string[]; okActions: string[] };

  constructor(
    scope: Construct,
    id: string,
    private readonly input: MultiAzInput,
    private readonly subjects: AlarmSubjects,
    alarms: { topicArn: string; errorPercent: number },
  ) {
    super(scope, id);
    const { name, tags } = input;
    this.actions = { alarmActions: [alarms.topicArn], okActions: [alarms.topicArn] };
    this.zoneWithoutTargets();
    this.errors(alarms.errorPercent);
    launchFailures(this, "failed_launch", { name, tags, group: subjects.group, topicArn: alarms.topicArn });
  }

  private get dimensions() {
    const { balancer, targetGroup } = this.subjects.balancer;
    return { LoadBalancer: balancer.arnSuffix, TargetGroup: targetGroup.arnSuffix };
  }

  /** One alarm for each zone: a healthy total hides a zone that is gone. */
  private zoneWithoutTargets(): void {
    const zone = this.subjects.subnets.zoneAt(EACH_KEY);
    const alarm = new CloudwatchMetricAlarm(this, "zone", {
      // By number: with the zone in it, a subnet taken out of the list would rename the alarms of the others.
      alarmName: text`${this.input.name}-no-healthy-hosts-${EACH_KEY}`,
      alarmDescription: text`${this.input.name} has no healthy instance in ${zone}.`,
      namespace: "AWS/ApplicationELB",
      metricName: "HealthyHostCount",
      dimensions: { ...this.dimensions, AvailabilityZone: zone },
      statistic: "Minimum",
      period: 60,
      evaluationPeriods: 2,
      threshold: 1,
      comparisonOperator: "LessThanThreshold",
      // A zone without targets publishes nothing at all.
      treatMissingData: "breaching",
      // Whoever drained a zone knows that it is empty.
      actionsEnabled: hcl`!contains(${this.input.drainZones}, ${zone})`,
      tags: this.input.tags,
      ...this.actions,
    });
    repeat(alarm, byIndex(this.input.subnetIds));
  }

  /**
   * `RequestCount` has only the requests for which there was a target to choose. When all targets are gone it has
   * nothing, so the errors of the load balancer itself count on both sides.
   */
  private errors(percent: number): void {
    new CloudwatchMetricAlarm(this, "errors", {
      alarmName: text`${this.input.name}-errors`,
      alarmDescription: text`Over ${percent} % of the requests to ${this.input.name} fail.`,
      metricQuery: [
        {
          id: "percent",
          expression:
            "100 * (FILL(targets, 0) + FILL(balancer, 0)) / (FILL(requests, 0) + FILL(balancer, 0))",
          label: "Errors, percent",
          returnData: true,
        },
        this.sum("requests", "RequestCount"),
        this.sum("targets", "HTTPCode_Target_5XX_Count"),
        this.sum("balancer", "HTTPCode_ELB_5XX_Count"),
      ],
      evaluationPeriods: 1,
      threshold: percent,
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
      tags: this.input.tags,
      ...this.actions,
    });
  }

  private sum(id: string, metricName: string) {
    const { LoadBalancer } = this.dimensions;
    return {
      id,
      metric: {
        namespace: "AWS/ApplicationELB",
        metricName,
        dimensions: { LoadBalancer },
        stat: "Sum",
        period: 300,
      },
    };
  }
}
