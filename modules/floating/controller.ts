import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { attributeByKey, choose, hcl, text } from "../definition";
import { trust } from "../fleet/instance-role";
import { allow, policyJson } from "../policy";
import { deadLetterQueue, eventsRole } from "./delivery";
import { Detectors } from "./detectors";
import { groupName, memberGroups } from "./groups";
import { FloatingInput, MemberInput, orderOf, prefixOf } from "./inputs";
import { machine } from "./machine";
import { controllerStatements, Place } from "./permissions";
import { Floating, MemberEntry } from "./seam";
import { endingAlarm, undeliveredAlarm } from "./watching";

/**
 * What moves it: a state machine that sees who holds it and who is well, the events that wake it, the intent, and what
 * tells of its failures. The same for whatever floats.
 */
export class Controller extends Construct {
  readonly machine: SfnStateMachine;
  readonly role: IamRole;
  readonly intent: SsmParameter;
  readonly failed: CloudwatchMetricAlarm;
  readonly undelivered: CloudwatchMetricAlarm;
  readonly deadLetters: SqsQueue;
  readonly logGroup: CloudwatchLogGroup;
  /** One for each member that is launched. */
  readonly groups: AutoscalingGroup;

  /**
   * @param place Where it runs; the seam's statements are made of it, too.
   * @param passed What all of it waits for: the guard.
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly input: FloatingInput,
    private readonly floating: Floating,
    private readonly place: Place,
    private readonly passed: ITerraformDependable[],
  ) {
    super(scope, id);
    this.groups = memberGroups(this, "group", input, this.prefix, passed);
    this.logGroup = new CloudwatchLogGroup(this, "log", {
      name: text`/aws/vendedlogs/states/${this.prefix}`,
      retentionInDays: input.logs.retentionDays,
      tags: input.tags,
      dependsOn: passed,
    });
    const rights = this.rights();
    this.role = rights.role;
    this.machine = this.startMachine(rights.policy);
    this.deadLetters = deadLetterQueue(this, input, this.prefix, place, passed);
    const detectors = new Detectors(
      this,
      "on",
      input,
      {
        prefix: this.prefix,
        machineArn: this.machine.arn,
        roleArn: eventsRole(this, input, this.machine, passed).arn,
        deadLetterArn: this.deadLetters.arn,
        intentName: this.intentName,
      },
      passed,
    );
    this.failed = endingAlarm(this, "failed", input, this.prefix, this.machine);
    endingAlarm(this, "timed_out", input, this.prefix, this.machine);
    this.undelivered = undeliveredAlarm(this, "undelivered", input, this.prefix, this.deadLetters);
    // Last of all: its creation is what brings the address to its first holder.
    this.intent = new SsmParameter(this, "intent", {
      name: this.intentName,
      type: "String",
      insecureValue: input.active,
      description: text`The member that shall hold ${input.name}. Revision ${input.moveRevision}.`,
      tags: input.tags,
      dependsOn: [this.groups, ...detectors.ready],
    });
  }

  /** Command that moves it to a member, for each of them. */
  get moveCommands(): Record<string, string> {
    return this.input.members.map((key) => this.startCommand(hcl`jsonencode(${{ target: key }})`.toString()));
  }

  /** Names of the groups of one, by the names of their members. */
  get groupNames(): Record<string, string> {
    return Token.asStringMap(attributeByKey(this.groups, "name"));
  }

  /** Command that lets the controller look now. */
  get lookCommand(): string {
    return this.startCommand("{}");
  }

  /** Command that shows the latest executions. */
  get statusCommand(): string {
    return text`aws stepfunctions list-executions --state-machine-arn ${this.machine.arn} --max-items 5`;
  }

  private startCommand(input: string): string {
    return text`aws stepfunctions start-execution --state-machine-arn ${this.machine.arn} --input '${input}'`;
  }

  private get prefix(): string {
    return prefixOf(this.input, this.floating.kind);
  }

  private get intentName(): string {
    return text`/${this.floating.kind}/${this.input.name}/active`;
  }

  private startMachine(policy: IamRolePolicy): SfnStateMachine {
    const { input, floating, place } = this;
    const definition = machine(floating, {
      name: input.name,
      members: this.members(),
      keys: orderOf(input),
      intentName: this.intentName,
      returns: input.automaticReturn,
      topicArn: this.topicArn,
    });
    const json = hcl`replace(jsonencode(${definition}), "arn:aws:states:::", ${text`arn:${place.partition}:states:::`})`;
    return new SfnStateMachine(this, "Resource", {
      name: this.prefix,
      roleArn: this.role.arn,
      definition: Token.asString(json),
      loggingConfiguration: {
        includeExecutionData: true,
        level: input.logs.level,
        logDestination: text`${this.logGroup.arn}:*`,
      },
      tags: input.tags,
      // It checks at once whether its role may write the log.
      dependsOn: [policy],
    });
  }

  /** The members as the machine has them, in the order of the failover. */
  private members() {
    const entries = this.input.members.map((key, member) => this.entry(key, member));
    return hcl`[for key in ${orderOf(this.input)} : ${entries}[key]]`;
  }

  private entry(key: string, { instanceId, launch, alarmArns }: MemberInput): MemberEntry {
    return {
      key,
      filter: {
        Name: choose(launch.isGiven, "tag:aws:autoscaling:groupName", "instance-id"),
        Values: [choose(launch.isGiven, groupName(this.prefix, key), instanceId.or(""))],
      },
      // Its name is all after the sixth colon; it may have colons itself.
      alarms: Token.asList(
        hcl`[for arn in ${alarmArns} : join(":", slice(split(":", arn), 6, length(split(":", arn))))]`,
      ),
    };
  }

  private get topicArn(): string {
    return this.input.alarms.get(({ topicArn }) => topicArn).or("");
  }

  private rights(): { role: IamRole; policy: IamRolePolicy } {
    const { input, place, floating } = this;
    const role = new IamRole(this, "role", {
      namePrefix: text`${input.name}-`,
      description: text`Moves ${input.name} between its members`,
      assumeRolePolicy: trust("states.amazonaws.com"),
      permissionsBoundary: input.permissionsBoundaryArn.orNull,
      tags: input.tags,
      dependsOn: this.passed,
    });
    const statements = [
      ...controllerStatements({
        place,
        machineArn: place.arn("states", text`stateMachine:${this.prefix}`),
        intentArn: place.arn("ssm", text`parameter${this.intentName}`),
      }),
      allow(["sns:Publish"], hcl`compact([${this.topicArn}])`),
      ...floating.statements,
    ];
    const policy = new IamRolePolicy(this, "policy", {
      role: role.name,
      name: "move",
      policy: policyJson(statements),
    });
    return { role, policy };
  }
}
