import { z } from "zod";
import { Bound, Feature, flag, given, lessThan, Rule, some, text } from "../definition";
import { ipv4Range, subnetId } from "../aws-values";

/** What a load balancer is like. */
export const loadBalancer = z.strictObject({
  /** Ids of its subnets, one in every zone of the fleet; the fleet's own when left out. */
  subnetIds: z.array(subnetId()).min(2).optional(),
  /**
   * Off: reachable from the internet; its subnets are public ones then, and `https` and `allowedCidrs` are required.
   * Decide once: a load balancer of the other kind is another tier.
   */
  internal: flag().default(true),
  /** HTTPS on port 443, and port 80 redirects to it. Left out: HTTP on port 80, for an internal one only. */
  https: z
    .strictObject({
      /** ARN of a certificate of ACM or IAM. */
      certificateArn: z.string().regex(/^arn:/, "must be the ARN of a certificate (arn:…)"),
      /** TLS policy. */
      policy: z
        .string()
        .regex(/^ELBSecurityPolicy-[A-Za-z0-9-]+$/, "must be a policy of Elastic Load Balancing")
        .default("ELBSecurityPolicy-TLS13-1-2-2021-06"),
    })
    .optional(),
  /** IPv4 ranges that may reach it; the VPC's own range when left out. */
  allowedCidrs: z.array(ipv4Range()).min(1).optional(),
  /** Seconds that a client's idle connection lives; short, so that clients follow a zonal shift. */
  keepAliveSeconds: z.number().int().min(60).max(604800).default(300),
  /** Seconds after which a connection without data is closed. */
  idleTimeoutSeconds: z.number().int().min(1).max(4000).default(60),
  /** Seconds in which a target that leaves finishes its requests. */
  deregistrationDelaySeconds: z.number().int().min(0).max(3600).default(60),
  /** Healthy targets in a zone under which DNS and routing leave the zone out. */
  minHealthyTargets: z.number().int().min(1).max(1000).default(1),
  /** Refuse to delete the load balancer. */
  deletionProtection: flag().default(true),
  /** Write access logs. */
  accessLogs: z
    .strictObject({
      /** Name of the bucket; its policy lets Elastic Load Balancing write. */
      bucket: z.string().min(3).max(63),
      /** Prefix of the objects. */
      prefix: z.string().optional(),
    })
    .optional(),
  /** Web application firewall. */
  webAcl: z
    .strictObject({
      /** ARN of a regional web ACL of WAFv2. */
      arn: z.string().regex(/^arn:[a-z-]+:wafv2:/, "must be the ARN of a web ACL (arn:aws:wafv2:…)"),
    })
    .optional(),
  /** Send a client to the same target for a while; state sharing serves better. */
  stickiness: z
    .strictObject({
      /** Seconds of that while. */
      durationSeconds: z.number().int().min(1).max(604800).default(3600),
    })
    .optional(),
});

/** Inputs of every pattern whose fleet stands behind a load balancer. */
export const loadBalancerFields = {
  /** TCP port on which instances serve HTTP. Another one makes a new group of instances at the minimum, which takes over when it is healthy. */
  port: z.number().int().min(1).max(65535).default(8080),
  /** How the load balancer asks an instance whether it is healthy. */
  healthCheck: z
    .strictObject({
      /** Path asked for. */
      path: z
        .string()
        .regex(/^\/[!-~]{0,999}$/, "must be a path that starts with /")
        .default("/healthz"),
      /** Status codes that mean healthy: `200`, `200,204` or `200-299`. */
      matcher: z
        .string()
        .regex(/^[0-9]{3}([,-][0-9]{3})*$/, "must be status codes (200, 200,204 or 200-299)")
        .default("200"),
      /** Seconds between two checks. */
      intervalSeconds: z.number().int().min(5).max(300).default(10),
      /** Seconds until a check has failed; less than the interval. */
      timeoutSeconds: z.number().int().min(2).max(120).default(5),
      /** Checks in a row that make a target healthy. */
      healthyThreshold: z.number().int().min(2).max(10).default(2),
      /** Checks in a row that make a target unhealthy. */
      unhealthyThreshold: z.number().int().min(2).max(10).default(3),
    })
    .prefault({}),
  /** The load balancer; internal HTTP in the fleet's own subnets unless you say more. */
  loadBalancer: loadBalancer.prefault({}),
};

/** The load balancer's inputs as a construct sees them. */
export type LoadBalancerInput = Bound<z.ZodObject<typeof loadBalancerFields>>;

/** Rules across the load balancer's inputs. */
export function loadBalancerRules(input: LoadBalancerInput): Rule[] {
  return [...healthCheckRules(input), ...reachRules(given(input.loadBalancer))];
}

/** Rules over the health check. */
export function healthCheckRules({ healthCheck }: Pick<LoadBalancerInput, "healthCheck">): Rule[] {
  const { timeoutSeconds, intervalSeconds } = healthCheck;
  return [
    {
      input: "healthCheck.timeoutSeconds",
      holds: lessThan(timeoutSeconds, intervalSeconds),
      message: text`healthCheck.timeoutSeconds must be under healthCheck.intervalSeconds (${intervalSeconds}), got ${timeoutSeconds}.`,
    },
  ];
}

/** Rules over who reaches a load balancer, where there is one. */
export function reachRules(balancer: Feature<LoadBalancerInput["loadBalancer"]>): Rule[] {
  return balancer.rules(({ internal, https, allowedCidrs }) => [
    {
      input: "loadBalancer.https",
      holds: some(internal, https.isGiven),
      message:
        "loadBalancer.https is required for a load balancer that the internet reaches (internal is false).",
    },
    {
      input: "loadBalancer.allowedCidrs",
      holds: some(internal, allowedCidrs.isGiven),
      message:
        "loadBalancer.allowedCidrs is required for a load balancer that the internet reaches (internal is false): the VPC's own range lets no client in.",
    },
  ]);
}
