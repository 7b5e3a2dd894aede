import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { AutoscalingLifecycleHook } from "@cdktf/provider-aws/lib/autoscaling-lifecycle-hook";
import { Construct } from "constructs";
import { bind, CheckBlock, creationStackOf, Guard, text } from "../definition";
import { Fleet, FleetLookup } from "../fleet/fleet";
import { FleetPattern } from "../fleet/fleet-pattern";
import { producerPolicy, workerPolicy } from "./access";
import { JobAlarms } from "./alarms";
import { fleetInput, inputs, JobObserverConfig } from "./inputs";
import { backlogPerWorker } from "./job-times";
import { queueName } from "./made-queue";
import { JobQueue } from "./queue";
import { slowStart } from "./rules";
import { JobScaling } from "./scaling";
import { DRAIN_HOOK, workerSteps } from "./worker";

/**
 * Seconds after which an instance on its way out is given up when its worker is not heard of; while it drains it says
 * so every minute. A hundred times this is the longest that a hook waits (EC2 Auto Scaling user guide, "How lifecycle
 * hooks work"), more than the 12 hours of the longest job.
 */
const DRAIN_HEARTBEAT_SECONDS = 600;

/** Jobs wait in a queue, and as many workers as they need take them: from none and to none, and no job is lost. */
export class JobObserver extends FleetPattern {
  /** Jobs, waiting or at work, for each worker, which scaling keeps: more of them, and there are more workers. */
  readonly backlogPerWorkerTarget: number;
  /** ARN of the dead-letter queue; absent where a queue of yours has none that was named. */
  readonly deadLetterQueueArn: string | undefined;
  /** URL of the dead-letter queue; absent where a queue of yours has none that was named. */
  readonly deadLetterQueueUrl: string | undefined;
  /** Policy document, in JSON, for those who send jobs. */
  readonly producerPolicyJson: string;
  /** ARN of the queue. */
  readonly queueArn: string;
  /** Name of the queue. */
  readonly queueName: string;
  /** URL of the queue, which jobs are sent to. */
  readonly queueUrl: string;
  /** Command that moves what is in the dead-letter queue back into the queue; absent where a queue of yours has none that was named. */
  readonly redriveCommand: string | undefined;

  /** The launch template, role and security group. */
  readonly fleet: Fleet;
  /** The Auto Scaling group. */
  readonly group: AutoscalingGroup;
  /** The queue, and what is made with it. */
  readonly queue: JobQueue;

  constructor(scope: Construct, id: string, config: JobObserverConfig) {
    super(scope, id);
    using _stack = creationStackOf(new.target);
    const { input, deferred } = bind(this, inputs, config);
    const { name, subnetIds, workers, tags } = input;
    const steps = workerSteps(input, queueName(input));
    const lookup = new FleetLookup(this, "fleet_lookup", fleetInput(input), "job-observer", steps);
    const { passed } = new Guard(this, "guard", [...deferred, ...lookup.rules]);
    new CheckBlock(this, "slow_start", [slowStart(input)]);

    this.queue = new JobQueue(this, "queue", input, passed);
    this.fleet = new Fleet(this, "fleet", fleetInput(input), lookup, passed);
    const { role } = this.fleet.role;
    const policy = workerPolicy(this, "worker", input, { role, queueArn: this.queue.arn });
    this.group = this.fleet.start({
      subnetIds,
      minSize: workers.min,
      maxSize: workers.max,
      targetGroupArns: [],
      loadBalanced: false,
      balancedOnly: false,
      leavesByItself: true,
      dependsOn: [policy],
    });
    new AutoscalingLifecycleHook(this, "drain", {
      name: DRAIN_HOOK,
      autoscalingGroupName: this.group.name,
      lifecycleTransition: "autoscaling:EC2_INSTANCE_TERMINATING",
      defaultResult: "CONTINUE",
      heartbeatTimeout: DRAIN_HEARTBEAT_SECONDS,
    });
    const target = backlogPerWorker(input);
    const scaled = { name, group: this.group };
    new JobScaling(this, "scaling", { ...scaled, queueName: this.queue.name, target, tags });
    input.alarms.build(this, "alarm", (inner, { topicArn }) => {
      new JobAlarms(inner, "Resource", input, { queue: this.queue, group: this.group, topicArn });
    });

    this.backlogPerWorkerTarget = target;
    this.deadLetterQueueArn = this.queue.deadLetters(({ arn }) => arn);
    this.deadLetterQueueUrl = this.queue.deadLetters(({ url }) => url);
    this.producerPolicyJson = producerPolicy(input, this.queue.arn);
    this.queueArn = this.queue.arn;
    this.queueName = this.queue.name;
    this.queueUrl = this.queue.url;
    this.redriveCommand = this.queue.deadLetters(
      ({ arn }) => text`aws sqs start-message-move-task --source-arn ${arn}`,
    );
  }
}
