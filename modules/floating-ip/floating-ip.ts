import { Token } from "cdktf";
import { Construct } from "constructs";
import { bind, Guard, hcl, valuesOf } from "../definition";
import { Controller } from "../floating/controller";
import { alarmsHere } from "../floating/inputs";
import { Place } from "../floating/permissions";
import { Floating } from "../floating/seam";
import { Addresses } from "./addresses";
import { FloatingIpConfig, FloatingIpInput, inputs } from "./inputs";
import { statements } from "./rights";
import { ipSeam } from "./seam";

/**
 * An Elastic IP address that is always with a member that is well: it moves by itself when its holder fails, on command,
 * and back, and nobody has to change a DNS record.
 */
export class FloatingIp extends Construct {
  /** Allocation ids of the addresses, by their names. */
  readonly allocationIds: Record<string, string>;
  /** Name of the alarm that goes off when the controller has failed. */
  readonly controllerFailedAlarmName: string;
  /** Name of the controller's role. */
  readonly controllerRoleName: string;
  /** URL of the queue with events that could not start the controller. */
  readonly deadLetterQueueUrl: string;
  /** Names of the groups of one, by the names of the members that are launched. */
  readonly groupNames: Record<string, string>;
  /** Name of the parameter with the member that shall hold the address. */
  readonly intentParameterName: string;
  /** Name of the controller's log group. */
  readonly logGroupName: string;
  /** Command that lets the controller look, and move the address where that is due. */
  readonly lookCommand: string;
  /** Commands that move the address, by the name of the member that it goes to. */
  readonly moveCommands: Record<string, string>;
  /** The public addresses, by their names. */
  readonly publicIps: Record<string, string>;
  /** ARN of the state machine that moves the address. */
  readonly stateMachineArn: string;
  /** Command that shows the latest executions of the controller. */
  readonly statusCommand: string;

  /** The addresses. */
  readonly addresses: Addresses;
  /** The state machine, its role, its events. */
  readonly controller: Controller;

  constructor(scope: Construct, id: string, config: FloatingIpConfig) {
    super(scope, id);
    const { input, deferred } = bind(this, inputs, config);
    const place = new Place(this, "place");
    const { passed } = new Guard(this, "guard", [...deferred, ...alarmsHere(input, place.region)]);

    this.addresses = new Addresses(this, "address", input, passed);
    this.controller = new Controller(this, "controller", input, this.seam(input, place), place, passed);

    this.allocationIds = this.addresses.allocationIds;
    this.controllerFailedAlarmName = this.controller.failed.alarmName;
    this.controllerRoleName = this.controller.role.name;
    this.deadLetterQueueUrl = this.controller.deadLetters.url;
    this.groupNames = this.controller.groupNames;
    this.intentParameterName = this.controller.intent.name;
    this.logGroupName = this.controller.logGroup.name;
    this.lookCommand = this.controller.lookCommand;
    this.moveCommands = this.controller.moveCommands;
    this.publicIps = this.addresses.publicIps;
    this.stateMachineArn = this.controller.machine.arn;
    this.statusCommand = this.controller.statusCommand;
  }

  /** What an address has of its own. */
  private seam(input: FloatingIpInput, place: Place): Floating {
    const allocationIds = valuesOf(this.addresses.allocationIds);
    const count = Token.asNumber(hcl`length(${allocationIds})`);
    return { ...ipSeam, data: { allocationIds, count }, statements: statements(input, place, allocationIds) };
  }
}
