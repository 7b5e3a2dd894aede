import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { ITerraformDependable, TerraformLocal, Token } from "cdktf";
import { Construct } from "constructs";
import {
  attributeByKey,
  attributeOfEach,
  byMember,
  choose,
  EACH_KEY,
  equal,
  hcl,
  repeat,
  text,
} from "../definition";
import { keptIf } from "../database/keeping";
import { replicaWindows } from "../database/windows";
import { HaDatabaseInput, replicaVersion, replicaZones } from "./inputs";
import { familyOf, Ground, instanceSettings, parameterGroup } from "./instance-settings";
import { Master } from "./master";

/** A read replica in each zone, by the zone's name: one more or less touches no other one. */
export class Replicas extends Construct {
  /** One for each zone. */
  readonly instance: DbInstance;
  /** Zones that have one. */
  readonly zones: string[];
  /** HCL map from zone to maintenance window. */
  readonly windows: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly input: HaDatabaseInput,
    ground: Ground,
    master: Master,
    private readonly passed: ITerraformDependable[],
  ) {
    super(scope, id);
    this.zones = replicaZones(input);
    const windows = new TerraformLocal(this, "windows", replicaWindows(input.maintenance.window, this.zones));
    this.windows = windows.fqn;
    const { replicas } = input;
    const deletionProtection = replicas.deletionProtection.or(input.deletionProtection);
    this.instance = new DbInstance(this, "Resource", {
      ...instanceSettings(input, ground, replicaVersion(input)),
      identifier: text`${input.name}-${EACH_KEY}`,
      // Always there: to take it away would promote the replica, which nobody would see in the plan.
      replicateSourceDb: master.instance.identifier,
      availabilityZone: EACH_KEY,
      instanceClass: replicas.instanceClass.or(input.instanceClass),
      parameterGroupName: this.parameterGroupName(master),
      maintenanceWindow: Token.asString(hcl`${windows.fqn}[each.key]`),
      // RDS takes no final snapshot of a replica.
      skipFinalSnapshot: true,
      deletionProtection,
      lifecycle: keptIf(deletionProtection),
    });
    repeat(this.instance, byMember(this.zones));
  }

  /** An attribute of each, by zone. */
  each(attribute: string): Record<string, string> {
    return Token.asStringMap(attributeByKey(this.instance, attribute));
  }

  /**
   * The master's own: a replica of PostgreSQL with less of some parameters than its master does not start. Only
   * replicas that are a major version ahead have another one, for the time of the upgrade.
   */
  private parameterGroupName(master: Master): string {
    const family = familyOf(this, this.input, replicaVersion(this.input));
    const ahead = parameterGroup(this, "parameters", this.input, family, this.passed);
    repeat(ahead, hcl`{ for family in [${family}] : "ahead" => family if family != ${master.family} }`);
    const itsName = Token.asString(hcl`one(${attributeOfEach(ahead, "name")})`);
    return choose(equal(family, master.family), master.parameters.name, itsName);
  }
}
