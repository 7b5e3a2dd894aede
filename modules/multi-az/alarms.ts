import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { byIndex, EACH_KEY, hcl, repeat, text } from "../definition";
import { launchFailures } from "../fleet/launch-failures";
import { errorAlarm } from "../load-balancer/error-alarm";
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
    errorAlarm(this, "errors", { name, balancer: subjects.balancer, tags, ...alarms });
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
}
