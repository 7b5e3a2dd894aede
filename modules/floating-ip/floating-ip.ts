import { Token } from "cdktf";
import { Construct } from "constructs";
import { bind, creationStackOf, Guard, hcl, valuesOf } from "../definition";
import { Controller } from "../floating/controller";
import { FloatingPattern } from "../floating/floating-pattern";
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
export class FloatingIp extends FloatingPattern {
  /** Allocation ids of the addresses, by their names. */
  readonly allocationIds: Record<string, string>;
  /** The public addresses, by their names. */
  readonly publicIps: Record<string, string>;

  /** The addresses. */
  readonly addresses: Addresses;
  /** The state machine, its role, its events. */
  readonly controller: Controller;

  constructor(scope: Construct, id: string, config: FloatingIpConfig) {
    super(scope, id);
    using _stack = creationStackOf(new.target);
    const { input, deferred } = bind(this, inputs, config);
    const place = new Place(this, "place");
    const { passed } = new Guard(this, "guard", [...deferred, ...alarmsHere(input, place.region)]);

    this.addresses = new Addresses(this, "address", input, passed);
    this.controller = new Controller(this, "controller", input, this.seam(input, place), place, passed);

    this.allocationIds = this.addresses.allocationIds;
    this.publicIps = this.addresses.publicIps;
  }

  /** What an address has of its own. */
  private seam(input: FloatingIpInput, place: Place): Floating {
    const allocationIds = valuesOf(this.addresses.allocationIds);
    const count = Token.asNumber(hcl`length(${allocationIds})`);
    return { ...ipSeam, data: { allocationIds, count }, statements: statements(input, place, allocationIds) };
  }
}
