import { Construct } from "constructs";
import { Controller } from "./controller";

/** A pattern of something that floats between members. What it says of its controller stands here once. */
export abstract class FloatingPattern extends Construct {
  /** The state machine, its role, its events. */
  abstract readonly controller: Controller;

  /** Name of the alarm that goes off when the controller has failed. */
  get controllerFailedAlarmName(): string {
    return this.controller.failed.alarmName;
  }

  /** Name of the controller's role. */
  get controllerRoleName(): string {
    return this.controller.role.name;
  }

  /** URL of the queue with events that could not start the controller. */
  get deadLetterQueueUrl(): string {
    return this.controller.deadLetters.url;
  }

  /** Names of the groups of one, by the names of the members that are launched. */
  get groupNames(): Record<string, string> {
    return this.controller.groupNames;
  }

  /** Name of the parameter with the member that shall be the holder. */
  get intentParameterName(): string {
    return this.controller.intent.name;
  }

  /** Name of the controller's log group. */
  get logGroupName(): string {
    return this.controller.logGroup.name;
  }

  /** Command that lets the controller look, and move what floats where that is due. */
  get lookCommand(): string {
    return this.controller.lookCommand;
  }

  /** Commands that move what floats, by the name of the member that becomes the holder. */
  get moveCommands(): Record<string, string> {
    return this.controller.moveCommands;
  }

  /** ARN of the state machine that moves what floats. */
  get stateMachineArn(): string {
    return this.controller.machine.arn;
  }

  /** Command that shows the latest executions of the controller. */
  get statusCommand(): string {
    return this.controller.statusCommand;
  }
}
