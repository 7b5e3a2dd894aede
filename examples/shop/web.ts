import { Fn } from "cdktf";
import { Construct } from "constructs";
import { MultiAz, ScheduledScaleOut } from "../../modules";
import { Data } from "./data";
import { Jobs, Place } from "./jobs";
import { Network } from "./network";
import { Release } from "./release";
import { SessionSecret } from "./session-secret";
import { Settings } from "./settings";
import { base, webServer } from "./setup";

/** What the tiers stand on. */
interface Ground {
  readonly settings: Settings;
  readonly network: Network;
  readonly place: Place;
  readonly data: Data;
  readonly release: Release;
  readonly jobs: Jobs;
}

/**
 * One program in two tiers. Customers come at any hour, and a sale that is lost to a zone is lost: their tier has a zone
 * to spare. The staff comes by the clock, and can wait for a launch: its tier is small at night.
 */
export class Web extends Construct {
  readonly customers: MultiAz;
  readonly staff: ScheduledScaleOut;

  constructor(scope: Construct, id: string, ground: Ground) {
    super(scope, id);
    const { settings, network, place, data, release, jobs } = ground;
    const sessionSecret = new SessionSecret(this, "session_secret");
    const server = base(release, data.orders.secretArn, "shop");
    const serving = (tier: Record<string, string>) => ({
      ...place,
      securityGroupIds: [data.ordersClients.securityGroupId, data.sessionsClients.securityGroupId],
      policyArns: data.sessionsPolicyArns,
      bootstrap: webServer(
        server,
        Fn.merge([data.environment, tier]) as Record<string, string>,
        sessionSecret.arn,
      ),
    });
    const { deletionProtection } = settings;
    this.customers = new MultiAz(this, "customers", {
      ...serving({ TIER: "customers", QUEUE_URL: jobs.observer.queueUrl }),
      name: "shop-customers",
      policyArns: { ...data.sessionsPolicyArns, jobs: jobs.senderPolicyArn },
      capacity: { needed: 4 },
      scaling: { cpu: { targetPercent: 50 } },
      loadBalancer: { deletionProtection, ...publicWith(settings.certificateArn, network) },
    });
    this.staff = new ScheduledScaleOut(this, "staff", {
      ...serving({ TIER: "staff" }),
      name: "shop-staff",
      capacity: { min: 2, max: 8 },
      windows: {
        office: { from: "0 7 * * MON-FRI", to: "0 19 * * MON-FRI", timeZone: "Europe/Berlin", min: 4 },
      },
      scaling: { cpu: { targetPercent: 50 } },
      loadBalancer: { deletionProtection },
    });
  }
}

/** On the internet with a certificate, and else within the VPC. */
function publicWith(certificateArn: string | undefined, { publicSubnetIds }: Network) {
  if (certificateArn === undefined) return {};
  return {
    internal: false,
    subnetIds: publicSubnetIds,
    https: { certificateArn },
    allowedCidrs: ["0.0.0.0/0"],
  };
}
