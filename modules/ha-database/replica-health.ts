import {
  CloudwatchMetricAlarm,
  CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Route53HealthCheck, Route53HealthCheckConfig } from "@cdktf/provider-aws/lib/route53-health-check";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { attributeAtKey, byMember, choose, EACH_KEY, equal, hcl, repeat, text } from "../definition";
import { HaDatabaseInput } from "./inputs";
import { Replicas } from "./replicas";

/** What one of the alarms looks for. */
interface Watch extends Required<
  Pick<CloudwatchMetricAlarmConfig, "alarmDescription" | "comparisonOperator" | "statistic" | "threshold">
> {
  /** Whether a replica that reports nothing is one that reads must not go to. */
  readonly isSilenceBad: boolean;
}

/**
 * Whether reads may go to a replica, by its lag. Two alarms, since a replica whose replication has stopped reports
 * -1, which no upper limit notices ("Monitoring MySQL read replicas", RDS user guide), and one health check over both.
 */
export class ReplicaHealth extends Construct {
  /** One for each replica. */
  readonly check: Route53HealthCheck;

  constructor(
    scope: Construct,
    id: string,
    private readonly input: HaDatabaseInput,
    private readonly replicas: Replicas,
  ) {
    super(scope, id);
    const most = maxLagSeconds(input);
    const lag = this.checkOn("lag", {
      isSilenceBad: true,
      alarmDescription: text`The replica of ${input.name} in ${EACH_KEY} is over ${most} s behind, or silent.`,
      statistic: "Maximum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: most,
    });
    const stopped = this.checkOn("stopped", {
      // That is the other one's to notice.
      isSilenceBad: false,
      alarmDescription: text`Replication to the replica of ${input.name} in ${EACH_KEY} has stopped.`,
      statistic: "Minimum",
      comparisonOperator: "LessThanThreshold",
      threshold: 0,
    });
    this.check = this.healthCheck("both", "both", {
      type: "CALCULATED",
      childHealthchecks: [attributeAtKey(lag, "id"), attributeAtKey(stopped, "id")],
      childHealthThreshold: 2,
    });
  }

  /** An alarm on the lag of each replica, and the health check that follows it. */
  private checkOn(name: string, { isSilenceBad, ...watch }: Watch): Route53HealthCheck {
    const actions = this.input.alarms.get(({ topicArn }) => [topicArn]).orNull;
    const alarm = new CloudwatchMetricAlarm(this, name, {
      alarmName: text`${this.input.name}-${EACH_KEY}-${name}`,
      namespace: "AWS/RDS",
      metricName: "ReplicaLag",
      dimensions: { DBInstanceIdentifier: attributeAtKey(this.replicas.instance, "identifier") },
      period: 60,
      // Route 53 knows neither "M out of N" nor metric math.
      evaluationPeriods: 2,
      treatMissingData: isSilenceBad ? "breaching" : "notBreaching",
      alarmActions: actions,
      okActions: actions,
      tags: this.input.tags,
      ...watch,
    });
    repeat(alarm, this.perReplica);
    return this.healthCheck(`${name}_check`, name, {
      type: "CLOUDWATCH_METRIC",
      cloudwatchAlarmName: attributeAtKey(alarm, "alarm_name"),
      cloudwatchAlarmRegion: Token.asString(hcl`split(":", ${attributeAtKey(alarm, "arn")})[3]`),
      insufficientDataHealthStatus: isSilenceBad ? "Unhealthy" : "Healthy",
    });
  }

  private healthCheck(id: string, what: string, config: Route53HealthCheckConfig): Route53HealthCheck {
    const name = text`${this.input.name}-${EACH_KEY}-${what}`;
    const check = new Route53HealthCheck(this, id, {
      ...config,
      tags: Token.asStringMap(hcl`merge({ Name = ${name} }, ${this.input.tags})`),
    });
    repeat(check, this.perReplica);
    return check;
  }

  private get perReplica() {
    return byMember(this.replicas.zones);
  }
}

/**
 * PostgreSQL's lag is the age of the last transaction that came over ("Monitoring and tuning the replication
 * process", RDS user guide), so it grows while nobody writes.
 */
function maxLagSeconds({ engine, reader }: HaDatabaseInput): number {
  return reader.maxLagSeconds.or(choose(equal(engine, "postgres"), 600, 30));
}
