import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import {
  attributeOfEach,
  choose,
  EACH_KEY,
  every,
  Expression,
  Flag,
  hcl,
  not,
  repeat,
  text,
} from "../definition";
import { groupName } from "./groups";
import { FloatingInput } from "./inputs";

/** What the rules start, and how. */
export interface Wake {
  /** What the names of rules and alarms begin with. */
  readonly prefix: string;
  /** ARN of the state machine. */
  readonly machineArn: string;
  /** ARN of the role that may start it. */
  readonly roleArn: string;
  /** ARN of the queue for events that could not start it. */
  readonly deadLetterArn: string;
  /** Name of the parameter with the intent. */
  readonly intentName: string;
}

/** One kind of event, and what the controller is told of it. */
interface Kind {
  readonly description: string;
  readonly pattern?: Expression;
  readonly schedule?: string;
  /** Input of the execution: JSON with `<name>` for what `paths` finds in the event. */
  readonly template: string;
  readonly paths: Readonly<Record<string, string>>;
  /** `frozen` turns all off but the intent. */
  readonly isEnabled: Flag;
}

/** Where an event says what it is about; it comes into the report. */
const TRIGGER_PATHS = { event: "$.detail-type", time: "$.time" };
const TRIGGER = `"trigger": { "event": <event>, "time": <time> }`;

/** What wakes the controller. */
export class Detectors extends Construct {
  /** The rule for the intent stands before the parameter: so that its creation is heard, too. */
  readonly ready: ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    private readonly input: FloatingInput,
    private readonly wake: Wake,
    private readonly passed: ITerraformDependable[],
  ) {
    super(scope, id);
    const alarm = this.statusAlarm();
    this.ready = [
      this.rule("intent", this.intentChanges()),
      this.rule("state", this.instanceStates()),
      this.rule("any_state", this.anyInstanceGoes()),
      this.rule("launch", this.launches()),
      this.rule("alarm", this.alarms(alarm)),
      this.rule("schedule", this.schedule()),
    ];
  }

  /** EC2's checks of each member's instance. An instance that says nothing at all counts as failed. */
  private statusAlarm(): CloudwatchMetricAlarm {
    const { name, members, tags, detection, alarms } = this.input;
    const actions = alarms.get(({ topicArn }) => [topicArn]).orNull;
    const dimensions = members.map((key, { instanceId, launch }) =>
      choose<Record<string, string>>(
        launch.isGiven,
        { AutoScalingGroupName: groupName(this.wake.prefix, key) },
        { InstanceId: instanceId.or("") },
      ),
    );
    const alarm = new CloudwatchMetricAlarm(this, "status", {
      alarmName: text`${this.wake.prefix}-${EACH_KEY}-status`,
      alarmDescription: text`The status checks of the member ${EACH_KEY} of ${name} fail, or say nothing.`,
      namespace: "AWS/EC2",
      metricName: "StatusCheckFailed",
      dimensions: Token.asStringMap("${each.value}"),
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: detection.statusCheckMinutes,
      threshold: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      treatMissingData: "breaching",
      alarmActions: actions,
      okActions: actions,
      tags,
      dependsOn: this.passed,
    });
    repeat(alarm, hcl`${dimensions}`);
    return alarm;
  }

  private intentChanges(): Kind {
    return {
      description: text`The intent of ${this.input.name} has changed.`,
      pattern: hcl`{
        source = ["aws.ssm"], "detail-type" = ["Parameter Store Change"],
        detail = { name = [${this.wake.intentName}], operation = ["Create", "Update"] }
      }`,
      paths: TRIGGER_PATHS,
      template: `{ "intent": true, ${TRIGGER} }`,
      isEnabled: true,
    };
  }

  /** Members with an id are named in the pattern. */
  private instanceStates(): Kind {
    const { members, name } = this.input;
    const ids = hcl`compact(values(${members.map((_, { instanceId }) => instanceId.or(""))}))`;
    return {
      description: text`An instance of ${name} starts or stops.`,
      pattern: hcl`{
        source = ["aws.ec2"], "detail-type" = ["EC2 Instance State-change Notification"],
        detail = {
          "instance-id" = coalescelist(${ids}, ["none"]),
          state = ["running", "stopping", "stopped", "shutting-down", "terminated"]
        }
      }`,
      paths: TRIGGER_PATHS,
      template: `{ ${TRIGGER} }`,
      isEnabled: every(hcl`length(${ids}) > 0`, not(this.input.frozen)),
    };
  }

  /**
   * A member that is launched has another id tomorrow, and EventBridge knows no tags: every instance of the account is
   * heard that goes, and the controller looks first whether it is concerned.
   */
  private anyInstanceGoes(): Kind {
    return {
      description: text`An instance stops or ends, which may be one of ${this.input.name}.`,
      pattern: hcl`{
        source = ["aws.ec2"], "detail-type" = ["EC2 Instance State-change Notification"],
        detail = { state = ["stopping", "stopped", "shutting-down", "terminated"] }
      }`,
      paths: { ...TRIGGER_PATHS, instance: "$.detail.instance-id" },
      template: `{ "instanceId": <instance>, ${TRIGGER} }`,
      isEnabled: every(this.isAnyLaunched, not(this.input.frozen)),
    };
  }

  private launches(): Kind {
    const { members, name } = this.input;
    const groups = members.map((key) => groupName(this.wake.prefix, key));
    return {
      description: text`An instance of ${name} has been launched, or is gone.`,
      pattern: hcl`{
        source = ["aws.autoscaling"],
        "detail-type" = ["EC2 Instance Launch Successful", "EC2 Instance Terminate Successful"],
        detail = { AutoScalingGroupName = values(${groups}) }
      }`,
      paths: TRIGGER_PATHS,
      template: `{ ${TRIGGER} }`,
      isEnabled: every(this.isAnyLaunched, not(this.input.frozen)),
    };
  }

  /** A member that is well again is news, too: it may be the one that all have waited for. */
  private alarms(status: CloudwatchMetricAlarm): Kind {
    const { members, name } = this.input;
    const own = members.map((_, { alarmArns }) => alarmArns);
    return {
      description: text`An alarm on a member of ${name} has changed.`,
      pattern: hcl`{
        source = ["aws.cloudwatch"], "detail-type" = ["CloudWatch Alarm State Change"],
        resources = concat(${attributeOfEach(status, "arn")}, flatten(values(${own}))),
        detail = { state = { value = ["ALARM", "OK"] } }
      }`,
      paths: { ...TRIGGER_PATHS, alarm: "$.detail.alarmName" },
      template: `{ "trigger": { "event": <event>, "time": <time>, "alarm": <alarm> } }`,
      isEnabled: not(this.input.frozen),
    };
  }

  /** For an event that was lost. */
  private schedule(): Kind {
    const { detection, name, frozen } = this.input;
    return {
      description: text`The controller of ${name} looks by itself.`,
      schedule: text`rate(${detection.reconcileMinutes} minutes)`,
      paths: TRIGGER_PATHS,
      template: `{ ${TRIGGER} }`,
      isEnabled: not(frozen),
    };
  }

  private get isAnyLaunched(): Flag {
    return hcl`anytrue(values(${this.input.members.map((_, { launch }) => launch.isGiven)}))`;
  }

  /** A rule, and the machine as its target: tried again for an hour, then kept in a queue. */
  private rule(id: string, kind: Kind): CloudwatchEventTarget {
    const { tags } = this.input;
    const rule = new CloudwatchEventRule(this, id, {
      name: text`${this.wake.prefix}-${id.replaceAll("_", "-")}`,
      description: kind.description,
      ...(kind.pattern === undefined
        ? { scheduleExpression: kind.schedule }
        : { eventPattern: Token.asString(hcl`jsonencode(${kind.pattern})`) }),
      state: choose(kind.isEnabled, "ENABLED", "DISABLED"),
      tags,
      dependsOn: this.passed,
    });
    return new CloudwatchEventTarget(this, `${id}_target`, {
      rule: rule.name,
      arn: this.wake.machineArn,
      roleArn: this.wake.roleArn,
      inputTransformer: { inputPaths: kind.paths, inputTemplate: kind.template },
      retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 60 },
      deadLetterConfig: { arn: this.wake.deadLetterArn },
    });
  }
}
