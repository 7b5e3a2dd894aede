import { Route53Record, Route53RecordConfig } from "@cdktf/provider-aws/lib/route53-record";
import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import {
  attributeAtKey,
  attributeOfEach,
  byMember,
  choose,
  EACH_KEY,
  hcl,
  keysOf,
  not,
  repeat,
  text,
} from "../definition";
import { HaDatabaseInput } from "./inputs";
import { Master } from "./master";
import { ReplicaHealth } from "./replica-health";
import { Replicas } from "./replicas";

/** Seconds that a resolver may keep an answer; RDS's own names have as many. */
const TTL = 5;

/**
 * One name for reads, and one in each zone that prefers its own replica. Route 53 chooses among healthy records by
 * weight, and looks at those of weight 0 only when no other one is healthy ("Active-active and active-passive
 * failover", Route 53 developer guide): that is how the master stands in when no replica lives, and never before.
 */
export class ReaderNames extends Construct {
  /** The name that leads to any healthy replica. */
  readonly name: string;
  /** Id of the hosted zone of the names. */
  readonly zoneId: string;
  private readonly prefix: string;
  private readonly domain: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly input: HaDatabaseInput,
    { instance: master }: Master,
    replicas: Replicas,
    health: ReplicaHealth,
    private readonly passed: ITerraformDependable[],
  ) {
    super(scope, id);
    const { hostedZone } = input.reader;
    this.domain = hostedZone.get(({ name }) => name).or(text`${input.name}.internal`);
    this.prefix = choose(hostedZone.isGiven, text`${input.name}-reader`, "reader");
    this.name = text`${this.prefix}.${this.domain}`;
    this.zoneId = hostedZone.get(({ id: given }) => given).or(this.ownZone());

    const replica = attributeAtKey(replicas.instance, "address");
    const healthCheckId = attributeAtKey(health.check, "id");
    const perReplica = byMember(replicas.zones);
    repeat(this.record("replica", this.name, EACH_KEY, replica, { healthCheckId }), perReplica);
    this.record("master", this.name, "master", master.address);
    const own = this.nameIn(EACH_KEY);
    repeat(this.record("own", own, "own", replica, { healthCheckId }), perReplica);
    const everyZone = byMember(keysOf(input.subnetIdsByZone));
    repeat(this.record("other", own, "other", this.name), everyZone);
  }

  /** The names by zone. */
  get byZone(): Record<string, string> {
    const [prefix, domain] = [this.prefix, this.domain];
    return Token.asStringMap(
      hcl`{ for zone in ${keysOf(this.input.subnetIdsByZone)} : zone => "\${${prefix}}-\${zone}.\${${domain}}" }`,
    );
  }

  private nameIn(zone: string): string {
    return text`${this.prefix}-${zone}.${this.domain}`;
  }

  /** A record that counts while it is healthy; without a health check it is the one that is left. */
  private record(
    id: string,
    name: string,
    setIdentifier: string,
    target: string,
    health: Pick<Route53RecordConfig, "healthCheckId"> = {},
  ): Route53Record {
    return new Route53Record(this, id, {
      zoneId: this.zoneId,
      name,
      type: "CNAME",
      ttl: TTL,
      records: [target],
      setIdentifier,
      weightedRoutingPolicy: { weight: health.healthCheckId === undefined ? 0 : 10 },
      ...health,
      dependsOn: this.passed,
    });
  }

  /** A hosted zone for the names alone, unless there is one of the user's. */
  private ownZone(): string {
    const zone = new Route53Zone(this, "zone", {
      name: this.domain,
      comment: text`Names of the database ${this.input.name}`,
      vpc: [{ vpcId: this.input.vpcId }],
      tags: this.input.tags,
      dependsOn: this.passed,
      // Other VPCs may be associated with it beside this one.
      lifecycle: { ignoreChanges: ["vpc"] },
    });
    repeat(
      zone,
      hcl`{ for name in [${this.domain}] : "own" => name if ${not(this.input.reader.hostedZone.isGiven)} }`,
    );
    return Token.asString(hcl`one(${attributeOfEach(zone, "zone_id")})`);
  }
}
