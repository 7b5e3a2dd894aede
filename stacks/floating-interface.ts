import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { FloatingInterface } from "../modules";
import { FloatingMembers } from "./floating-members";
import { Network } from "./network";
import { PatternStack } from "./pattern-stack";

/** Two instances in one zone, and an interface with a private and a public address that one of them holds. */
export class FloatingInterfaceStack extends PatternStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const network = new Network(this, "network", this.settings, "t3.small");
    const home = new DataAwsSubnet(this, "home", { id: Fn.element(network.subnetIds, 0) as string });
    const group = new SecurityGroup(this, "group", {
      namePrefix: "proxy-",
      description: "The floating interface",
      vpcId: network.vpcId,
    });
    const members = new FloatingMembers(this, "proxy", this.settings, { blue: home.id, green: home.id });
    const proxy = new FloatingInterface(this, "floating", {
      name: "proxy",
      active: "blue",
      members: { blue: { instanceId: members.ids.blue }, green: { instanceId: members.ids.green } },
      subnetId: home.id,
      // The last but some: subnets are filled from below.
      privateIp: Fn.cidrhost(home.cidrBlock, -10),
      securityGroupIds: [group.id],
      elasticIp: {},
    });
    const { privateIp, publicIp, networkInterfaceId, stateMachineArn, moveCommands } = proxy;
    this.show({
      members: members.ids,
      privateIp,
      publicIp,
      networkInterfaceId,
      stateMachineArn,
      moveCommands,
    });
  }
}
