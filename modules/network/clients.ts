import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { byMember, EACH_VALUE, repeat } from "../definition";

/** Who may connect. Each has a key of its own, so that nobody's rule changes when somebody else's goes. */
export interface Clients {
  /** By a name of the user's choice, since ids are known only after an apply. */
  readonly allowedSecurityGroupIds: Record<string, string>;
  readonly allowedCidrs: string[];
}

/** What a rule into a port of a security group says, whoever comes. */
export interface IntoPort {
  readonly securityGroupId: string;
  readonly ipProtocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly tags: Record<string, string>;
}

/** A rule into one TCP port. */
export function intoPort(securityGroupId: string, port: number, tags: Record<string, string>): IntoPort {
  return { securityGroupId, ipProtocol: "tcp", fromPort: port, toPort: port, tags };
}

/** Lets the clients in, and nobody else. */
export function letIn(
  scope: Construct,
  into: IntoPort,
  { allowedSecurityGroupIds, allowedCidrs }: Clients,
): void {
  const groups = new VpcSecurityGroupIngressRule(scope, "client", {
    ...into,
    description: "Clients by security group",
    referencedSecurityGroupId: EACH_VALUE,
  });
  repeat(groups, allowedSecurityGroupIds);
  const ranges = new VpcSecurityGroupIngressRule(scope, "range", {
    ...into,
    description: "Clients by address",
    cidrIpv4: EACH_VALUE,
  });
  repeat(ranges, byMember(allowedCidrs));
}
