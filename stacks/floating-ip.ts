import { Fn } from "cdktf";
import { Construct } from "constructs";
import { FloatingIp } from "../modules";
import { FloatingMembers } from "./floating-members";
import { Network } from "./network";
import { PatternStack } from "./pattern-stack";

/** Two instances in two zones, and a public address that one of them holds. */
export class FloatingIpStack extends PatternStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const network = new Network(this, "network", this.settings, "t3.small");
    const subnet = (index: number) => Fn.element(network.subnetIds, index) as string;
    const members = new FloatingMembers(this, "proxy", this.settings, { blue: subnet(0), green: subnet(1) });
    const member = ({
      id: instanceId,
      primaryNetworkInterfaceId: networkInterfaceId,
    }: (typeof members.instances)[string]) => ({
      instanceId,
      networkInterfaceId,
    });
    const proxy = new FloatingIp(this, "floating", {
      name: "proxy",
      active: "blue",
      members: { blue: member(members.instances.blue!), green: member(members.instances.green!) },
    });
    const { publicIps, stateMachineArn, moveCommands } = proxy;
    this.show({ members: members.ids, publicIps, stateMachineArn, moveCommands });
  }
}
