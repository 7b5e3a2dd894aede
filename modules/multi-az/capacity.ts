import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import {
  atMost,
  choose,
  divideUp,
  Expression,
  hcl,
  larger,
  multiply,
  Rule,
  sizeOf,
  subtract,
  text,
} from "../definition";
import { SubnetLookup } from "../network/subnet-lookup";
import { MultiAzInput } from "./inputs";

/**
 * How many instances a tier needs so that it carries its load without one of its zones: the group spreads evenly, so
 * each zone holds what (zones - 1) zones must share, and no launch has to work while a zone is down ("static
 * stability": Amazon Builders' Library, "Static stability using Availability Zones").
 */
export function minimumSize<N extends number>(needed: N, zones: N): number {
  return multiply(zones, divideUp(needed, larger(subtract(zones, 1), 1)));
}

/** Instances left when the fullest of evenly filled zones is lost. */
export function sizeAfterZoneLoss(minimum: number, zones: number): number {
  return subtract(minimum, divideUp(minimum, zones));
}

/** The sizes of the tier, as expressions over the zones that Terraform looks up. */
export class Capacity extends Construct {
  readonly min: number;
  readonly max: number;
  /** Instances left after a zone's loss. */
  readonly afterZoneLoss: number;
  /** What has to hold before anything is created. */
  readonly rules: Rule[];

  constructor(scope: Construct, id: string, input: MultiAzInput, subnets: SubnetLookup) {
    super(scope, id);
    const { zones } = subnets;
    const { needed, max, surviveZoneLoss } = input.capacity;
    const count = sizeOf(zones);
    const least = choose(surviveZoneLoss, minimumSize(needed, count), needed);
    this.min = new TerraformLocal(this, "min", least).asNumber;
    this.max = new TerraformLocal(this, "max", max.or(multiply(this.min, 2))).asNumber;
    this.afterZoneLoss = sizeAfterZoneLoss(this.min, count);
    this.rules = [
      subnets.inTwoZones(),
      this.roomForMinimum(input, count),
      knownZones(input, zones),
      someZoneLeft(input, zones),
    ];
  }

  private roomForMinimum(input: MultiAzInput, zones: number): Rule {
    const { needed, surviveZoneLoss } = input.capacity;
    const why = choose(
      surviveZoneLoss,
      text`the minimum over ${zones} zones so that capacity.needed (${needed}) is left when one is lost`,
      text`which is capacity.needed`,
    );
    return {
      input: "capacity.max",
      holds: atMost(this.min, this.max),
      message: text`capacity.max must be at least ${this.min}, ${why}; got ${this.max}.`,
    };
  }
}

/** A misspelt zone would drain nothing, and nobody would see it. */
function knownZones(input: MultiAzInput, zones: string[]): Rule {
  const others: Expression = hcl`setsubtract(${input.drainZones}, ${zones})`;
  return {
    input: "drainZones",
    holds: hcl`length(${others}) == 0`,
    message: text`drainZones must be zones of subnetIds (${hcl`join(", ", ${zones})`}), got ${hcl`join(", ", ${others})`}.`,
  };
}

function someZoneLeft(input: MultiAzInput, zones: string[]): Rule {
  const left: Expression = hcl`setsubtract(${zones}, ${input.drainZones})`;
  return {
    input: "drainZones",
    holds: hcl`length(${left}) > 0`,
    message: text`drainZones must leave a zone of subnetIds (${hcl`join(", ", ${zones})`}), got ${hcl`join(", ", ${input.drainZones})`}.`,
  };
}
