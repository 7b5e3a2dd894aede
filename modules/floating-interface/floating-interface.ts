import { NetworkInterface } from "@cdktf/provider-aws/lib/network-interface";
import { ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { add, bind, creationStackOf, Guard, hcl } from "../definition";
import { Controller } from "../floating/controller";
import { FloatingPattern } from "../floating/floating-pattern";
import { alarmsHere } from "../floating/inputs";
import { Place } from "../floating/permissions";
import { Floating } from "../floating/seam";
import { ElasticIp } from "./elastic-ip";
import { Guest, GuestFile } from "./guest/guest";
import { addressesOf, FloatingInterfaceConfig, FloatingInterfaceInput, inputs } from "./inputs";
import { statements } from "./rights";
import { interfaceSeam } from "./seam";
import { Zone } from "./zone";

/** Looks at the interface, one a second, after it could have been taken by force: EC2 attaches within seconds. */
const POLLS_AFTER_FORCE = 60;

/**
 * A network interface that is always with a member that is well, with its private and its public address: it moves by
 * itself when its holder fails, on command, and back, within one zone.
 */
export class FloatingInterface extends FloatingPattern {
  /** For members on Ubuntu or Debian: the files that route the interface inside of the instance, by path, as `bootstrap.files` takes them. */
  readonly guestFiles: Record<string, GuestFile>;
  /** The unit that goes with those files, as `bootstrap.services` takes them. */
  readonly guestServices: string[];
  /** Both as user data (cloud-config), for members without a bootstrap. */
  readonly guestUserData: string;
  /** MAC address of the interface, which is the same wherever it is attached. */
  readonly macAddress: string;
  /** Id of the interface. */
  readonly networkInterfaceId: string;
  /** Its private address. */
  readonly privateIp: string;
  /** Its public address; absent without `elasticIp`. */
  readonly publicIp: string | undefined;

  /** The interface. */
  readonly networkInterface: NetworkInterface;
  /** The state machine, its role, its events. */
  readonly controller: Controller;

  constructor(scope: Construct, id: string, config: FloatingInterfaceConfig) {
    super(scope, id);
    using _stack = creationStackOf(new.target);
    const { input, deferred } = bind(this, inputs, config);
    const place = new Place(this, "place");
    const zone = new Zone(this, "zone", input);
    const rules = [...deferred, ...alarmsHere(input, place.region), ...zone.rules];
    const { passed } = new Guard(this, "guard", rules);

    this.networkInterface = networkInterface(this, "interface", input, passed);
    const elasticIp = new ElasticIp(this, "elastic_ip", input, this.networkInterface, passed);
    const seam = seamOf(input, place, this.networkInterface);
    this.controller = new Controller(this, "controller", input, seam, place, passed);
    const guest = new Guest(this, "guest", input.privateIp);

    this.guestFiles = guest.files;
    this.guestServices = guest.services;
    this.guestUserData = guest.userData;
    this.macAddress = this.networkInterface.macAddress;
    this.networkInterfaceId = this.networkInterface.id;
    this.privateIp = input.privateIp;
    this.publicIp = elasticIp.publicIp;
  }
}

/** Where it is attached is not in Terraform's hands, so that it never takes a failover back, nor moves it by force. */
function networkInterface(
  scope: Construct,
  id: string,
  input: FloatingInterfaceInput,
  passed: ITerraformDependable[],
): NetworkInterface {
  return new NetworkInterface(scope, id, {
    subnetId: input.subnetId,
    description: input.name,
    // A list, since the first address is the primary one; in a set it could be any.
    privateIpListEnabled: true,
    privateIpList: addressesOf(input),
    securityGroups: input.securityGroupIds,
    sourceDestCheck: input.sourceDestCheck as boolean,
    tags: Token.asStringMap(hcl`merge({ Name = ${input.name} }, ${input.tags})`),
    dependsOn: passed,
  });
}

/** What an interface has of its own. */
function seamOf(input: FloatingInterfaceInput, place: Place, { id, arn }: NetworkInterface): Floating {
  const forceAfter = input.forceDetachAfterSeconds;
  return {
    ...interfaceSeam,
    data: { interfaceId: id, forceAfter, polls: add(forceAfter, POLLS_AFTER_FORCE) },
    statements: statements(input, place, arn),
  };
}
