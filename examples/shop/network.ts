import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import { Settings } from "./settings";

/** A VPC with a public and a private subnet in each zone. What leaves a zone's private subnet leaves by that zone: none needs another one. */
export class Network extends Construct {
  readonly vpcId: string;
  readonly publicSubnetIds: string[];
  /** By the zone's name. */
  readonly privateSubnetIdsByZone: Record<string, string>;

  constructor(scope: Construct, id: string, { region, zones }: Settings) {
    super(scope, id);
    // The database's names for reads are in a private hosted zone, which needs both.
    const dns = { enableDnsSupport: true, enableDnsHostnames: true };
    const vpc = new Vpc(this, "vpc", { cidrBlock: "10.20.0.0/16", ...dns, tags: { Name: "shop" } });
    const internet = new InternetGateway(this, "internet", { vpcId: vpc.id, tags: { Name: "shop" } });
    const inZone = zones.map((zone, index) => new Zone(this, zone, { vpc, internet, zone, index }));
    // Packages, code and sessions need no NAT gateway.
    for (const service of ["s3", "dynamodb"])
      new VpcEndpoint(this, service, {
        vpcId: vpc.id,
        serviceName: `com.amazonaws.${region}.${service}`,
        routeTableIds: inZone.map(({ privateRoutes }) => privateRoutes.id),
        tags: { Name: `shop-${service}` },
      });
    this.vpcId = vpc.id;
    this.publicSubnetIds = inZone.map((zone) => zone.publicSubnet.id);
    this.privateSubnetIdsByZone = Object.fromEntries(
      zones.map((zone, index) => [zone, inZone[index]!.privateSubnet.id]),
    );
  }

  get privateSubnetIds(): string[] {
    return Object.values(this.privateSubnetIdsByZone);
  }
}

/** What a zone is made within. */
interface Surroundings {
  readonly vpc: Vpc;
  readonly internet: InternetGateway;
  readonly zone: string;
  /** Its place among the zones, from 0. */
  readonly index: number;
}

class Zone extends Construct {
  readonly publicSubnet: Subnet;
  readonly privateSubnet: Subnet;
  readonly privateRoutes: RouteTable;

  constructor(
    scope: Construct,
    id: string,
    private readonly around: Surroundings,
  ) {
    super(scope, id);
    const { vpc, internet, zone, index } = around;
    this.publicSubnet = this.subnet("public", `10.20.${index}.0/24`);
    this.privateSubnet = this.subnet("private", `10.20.${16 + index}.0/24`);
    const address = new Eip(this, "address", { domain: "vpc", tags: { Name: `shop-${zone}` } });
    const nat = new NatGateway(this, "nat", {
      allocationId: address.id,
      subnetId: this.publicSubnet.id,
      tags: { Name: `shop-${zone}` },
      dependsOn: [internet],
    });
    this.routes("public", vpc, this.publicSubnet, { gatewayId: internet.id });
    this.privateRoutes = this.routes("private", vpc, this.privateSubnet, { natGatewayId: nat.id });
  }

  private subnet(kind: string, cidrBlock: string): Subnet {
    const { vpc, zone: availabilityZone } = this.around;
    const tags = { Name: `shop-${kind}-${availabilityZone}` };
    return new Subnet(this, kind, { vpcId: vpc.id, availabilityZone, cidrBlock, tags });
  }

  private routes(
    kind: string,
    vpc: Vpc,
    subnet: Subnet,
    out: { gatewayId: string } | { natGatewayId: string },
  ): RouteTable {
    const tags = { Name: `shop-${kind}-${this.around.zone}` };
    const table = new RouteTable(this, `${kind}_routes`, { vpcId: vpc.id, tags });
    new Route(this, `${kind}_out`, { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", ...out });
    new RouteTableAssociation(this, `${kind}_association`, { routeTableId: table.id, subnetId: subnet.id });
    return table;
  }
}
