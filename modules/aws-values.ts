import { z } from "zod";

// Values of AWS that several patterns take: each with one rule, in one set of words.

/** The id of a VPC. */
export function vpcId() {
  return z.string().regex(/^vpc-[0-9a-f]{8,17}$/, "must be the id of a VPC (vpc-…)");
}

/** The id of a subnet. */
export function subnetId() {
  return z.string().regex(/^subnet-[0-9a-f]{8,17}$/, "must be the id of a subnet (subnet-…)");
}

/** Rule of a name that begins names of security groups, with a hyphen behind it ("CreateSecurityGroup", Amazon EC2 API reference). */
export const BEGINS_SECURITY_GROUPS = [
  /^([^s]|s[^g]|sg[^-]|s$)/,
  "must not be sg nor start with sg-, as no security group may",
] as const;

/** The id of a security group. */
export function securityGroupId() {
  return z.string().regex(/^sg-[0-9a-f]{8,17}$/, "must be the id of a security group (sg-…)");
}

/** The id of an instance. */
export function instanceId() {
  return z.string().regex(/^i-[0-9a-f]{8,17}$/, "must be the id of an instance (i-…)");
}

/** The id of a network interface. */
export function networkInterfaceId() {
  return z.string().regex(/^eni-[0-9a-f]{8,17}$/, "must be the id of a network interface (eni-…)");
}

/** The allocation id of an Elastic IP. */
export function allocationId() {
  return z
    .string()
    .regex(/^eipalloc-[0-9a-f]{8,17}$/, "must be the allocation id of an Elastic IP (eipalloc-…)");
}

/** An IPv4 range. */
export function ipv4Range() {
  return z.string().regex(/^[0-9.]+\/[0-9]+$/, "must be an IPv4 range (10.0.0.0/16)");
}

/** The ARN of an SNS topic, which hears of alarms. */
export function topicArn() {
  return z.string().regex(/^arn:[a-z-]+:sns:/, "must be the ARN of an SNS topic (arn:aws:sns:…)");
}

/** The ARN of a KMS key. */
export function kmsKeyArn() {
  return z.string().regex(/^arn:[a-z-]+:kms:/, "must be the ARN of a KMS key (arn:aws:kms:…)");
}

/** The ARN of an IAM policy. */
export function policyArn() {
  return z.string().regex(/^arn:[a-z-]+:iam:/, "must be the ARN of a policy (arn:aws:iam:…)");
}

/** The name of a zone. RDS and ElastiCache have none in Local Zones here, and a region has six at most. */
export function zoneName() {
  return z.string().regex(/^[a-z]{2}(-[a-z]+)+-[0-9][a-f]$/, "must be the name of a zone (us-east-1a)");
}
