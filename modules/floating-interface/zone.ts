import { DataAwsInstances } from "@cdktf/provider-aws/lib/data-aws-instances";
import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { DataAwsSubnets } from "@cdktf/provider-aws/lib/data-aws-subnets";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { hcl, Rule, text } from "../definition";
import { addressesOf, FloatingInterfaceInput } from "./inputs";

/** An instance that is on its way out is somewhere else soon, or nowhere. */
const STATES = ["pending", "running", "stopping", "stopped"];

/**
 * The zone that the interface can never leave. The members are looked up by filters, which find nothing where an id is
 * gone, as after a failover from an instance that was terminated: a lookup by id would fail every plan from then on.
 */
export class Zone extends Construct {
  /** What has to hold before anything is created. */
  readonly rules: Rule[];

  constructor(scope: Construct, id: string, input: FloatingInterfaceInput) {
    super(scope, id);
    const subnet = new DataAwsSubnet(this, "subnet", { id: input.subnetId });
    this.rules = [this.members(input, subnet), addresses(input, subnet)];
  }

  /** A network interface and its instance are in one zone ("Network interfaces", EC2 User Guide). */
  private members({ members }: FloatingInterfaceInput, subnet: DataAwsSubnet): Rule {
    const ids = members.map((_, { instanceId }) => instanceId.or(""));
    const launchedIn = members.map((_, { launch }) => launch.get(({ subnetIds }) => subnetIds).or([]));
    const [any, here] = [this.instances("instances", ids), this.instances("instances_here", ids, subnet)];
    const elsewhere = hcl`setsubtract(${any.ids}, ${here.ids})`;
    const subnetsHere = this.subnetsHere(hcl`flatten(values(${launchedIn}))`.toString(), subnet);
    const astray = hcl`sort(concat(
      [for key, id in ${ids} : "\${key} (\${id})" if contains(${elsewhere}, id)],
      flatten([for key, subnets in ${launchedIn} : [for id in subnets : "\${key} (\${id})" if !contains(${subnetsHere.ids}, id)]])
    ))`;
    return {
      input: "members",
      holds: hcl`length(${astray}) == 0`,
      message: text`members must all be in the zone of subnetId, ${subnet.availabilityZone}, got ${hcl`join(", ", ${astray})`} in another one.`,
    };
  }

  /** Instances of members, all of them or those in the subnet's zone. */
  private instances(id: string, ids: Record<string, string>, subnet?: DataAwsSubnet): DataAwsInstances {
    const named = { name: "instance-id", values: someOf(hcl`compact(values(${ids}))`.toString()) };
    const filter = subnet === undefined ? [named] : [named, inZoneOf(subnet)];
    return new DataAwsInstances(this, id, { filter, instanceStateNames: STATES });
  }

  private subnetsHere(ids: string, subnet: DataAwsSubnet): DataAwsSubnets {
    const filter = [{ name: "subnet-id", values: someOf(ids) }, inZoneOf(subnet)];
    return new DataAwsSubnets(this, "subnets_here", { filter });
  }
}

function inZoneOf(subnet: DataAwsSubnet) {
  return { name: "availability-zone", values: [subnet.availabilityZone] };
}

/** A filter takes one value at least. */
function someOf(list: string): string[] {
  return Token.asList(hcl`coalescelist(${list}, ["none"])`);
}

/** An address of another range could not be routed to. */
function addresses(input: FloatingInterfaceInput, subnet: DataAwsSubnet): Rule {
  const range = subnet.cidrBlock;
  // The first address of the range that this one is in, when it is as large as the subnet's.
  const astray = hcl`[for address in ${addressesOf(input)} : address if cidrhost(join("/", [address, split("/", ${range})[1]]), 0) != cidrhost(${range}, 0)]`;
  return {
    input: "privateIp",
    holds: hcl`length(${astray}) == 0`,
    message: text`privateIp and secondaryPrivateIps must lie in the range of subnetId, ${range}, got ${hcl`join(", ", ${astray})`}.`,
  };
}
