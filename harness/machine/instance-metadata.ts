/**
 * Where Auto Scaling wants an instance to be.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/retrieving-target-lifecycle-state-through-imds.html
 */
export type TargetLifecycleState =
  | "Detached"
  | "InService"
  | "Standby"
  | "Terminated"
  | "Warmed:Hibernated"
  | "Warmed:Running"
  | "Warmed:Stopped";

/** Temporary credentials, as a role's session has them. */
export interface RoleCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  token: string;
  /** Default: six hours from when they are asked for. */
  expiration?: Date;
}

/** A network interface that is attached to the instance. */
export interface InterfaceMetadata {
  mac: string;
  deviceNumber: number;
  /** Private IPv4 addresses, the primary one first. */
  privateIps: string[];
  /** The subnet's, such as `10.0.1.0/24`. */
  subnetIpv4Range: string;
}

/** What an instance can learn about itself. What is undefined is absent: HTTP 404. */
export interface InstanceMetadata {
  instanceId: string;
  availabilityZone: string;
  /** Default: the zone's, without its letter. */
  region?: string;
  imageId?: string;
  instanceType?: string;
  /** Absent when the instance was launched without tags in its metadata. */
  tags?: Record<string, string>;
  /** Absent for an instance outside of Auto Scaling. */
  targetLifecycleState?: TargetLifecycleState;
  /** Default: the instance says nothing of its interfaces. */
  networkInterfaces?: InterfaceMetadata[];
  /** When EC2 is about to interrupt a Spot instance. Absent until then. */
  spotInterruption?: Date;
  /** The role of the instance's profile. */
  role?: { name: string; credentials: RoleCredentials };
}

const credentialsLifetimeMs = 6 * 3600 * 1000;

/**
 * The tree below `/latest/meta-data/`, as path and text, with the names of
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-metadata.html#instancedata-data-categories
 */
export function metadataTree(of: InstanceMetadata, now = new Date()): Map<string, string> {
  const given: Record<string, string | undefined> = {
    "ami-id": of.imageId,
    "autoscaling/target-lifecycle-state": of.targetLifecycleState,
    "instance-id": of.instanceId,
    "instance-type": of.instanceType,
    "placement/availability-zone": of.availabilityZone,
    "spot/instance-action": of.spotInterruption && spotAction(of.spotInterruption),
    "placement/region": of.region ?? of.availabilityZone.replace(/[a-z]$/, ""),
  };
  for (const [key, value] of Object.entries(of.tags ?? {})) given[`tags/instance/${key}`] = value;
  for (const { mac, deviceNumber, privateIps, subnetIpv4Range } of of.networkInterfaces ?? []) {
    const folder = `network/interfaces/macs/${mac}`;
    given[`${folder}/device-number`] = String(deviceNumber);
    given[`${folder}/local-ipv4s`] = privateIps.join("\n");
    given[`${folder}/mac`] = mac;
    given[`${folder}/subnet-ipv4-cidr-block`] = subnetIpv4Range;
  }
  if (of.role) {
    const { name, credentials } = of.role;
    given[`iam/security-credentials/${name}`] = credentialsDocument(credentials, now);
  }
  return new Map(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** What a path answers: its text, or the names below it, folders with a slash; undefined when there is neither. */
export function lookUp(tree: ReadonlyMap<string, string>, path: string): string | undefined {
  const text = tree.get(path);
  if (text !== undefined) return text;
  const folder = path === "" || path.endsWith("/") ? path : `${path}/`;
  const below = [...tree.keys()].filter((key) => key.startsWith(folder));
  const names = below.map((key) => key.slice(folder.length).replace(/\/.*/, "/"));
  return names.length === 0 ? undefined : [...new Set(names)].sort().join("\n");
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html */
function spotAction(time: Date): string {
  return JSON.stringify({ action: "terminate", time: inSeconds(time) });
}

function credentialsDocument(credentials: RoleCredentials, now: Date): string {
  const expiration = credentials.expiration ?? new Date(now.getTime() + credentialsLifetimeMs);
  return JSON.stringify({
    Code: "Success",
    LastUpdated: inSeconds(now),
    Type: "AWS-HMAC",
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    Token: credentials.token,
    Expiration: inSeconds(expiration),
  });
}

/** ISO 8601 without milliseconds, which the real service does not send either. */
function inSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, "Z");
}
