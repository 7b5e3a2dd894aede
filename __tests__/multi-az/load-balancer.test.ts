import "cdktf/lib/testing/adapters/jest";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { everything } from "./configs";
import { resources, synth } from "./synth";

const { objectContaining } = expect;
const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/web";
const https = { certificateArn };

describe("load balancer", () => {
  test("it is internal, shifts zones, and clients follow a shift in five minutes", () => {
    expect(synth()).toHaveResourceWithProperties(Lb, {
      internal: true,
      enable_zonal_shift: true,
      client_keep_alive: 300,
      drop_invalid_header_fields: true,
      enable_deletion_protection: true,
    });
  });

  test("access logs when asked for", () => {
    expect(resources(everything).only("aws_lb").access_logs).toEqual({
      bucket: "orders-logs",
      enabled: true,
      prefix: "web",
    });
    expect(resources().only("aws_lb")).not.toHaveProperty("access_logs");
  });

  test("a web ACL when asked for", () => {
    const made = resources(everything);
    expect(made.only("aws_wafv2_web_acl_association")).toEqual({
      resource_arn: `\${${made.address("aws_lb")}.arn}`,
      web_acl_arn: "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/web/1",
    });
  });
});

describe("listeners", () => {
  test("HTTPS on 443 with a policy of TLS 1.3, and port 80 redirects to it", () => {
    const made = resources({ loadBalancer: { https } });
    const forward = { type: "forward", target_group_arn: `\${${made.address("aws_lb_target_group")}.arn}` };
    expect(made.only("aws_lb_listener", "secure")).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      certificate_arn: certificateArn,
      ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      default_action: [forward],
    });
    const [plain] = made.of("aws_lb_listener").filter(({ port }) => port === 80);
    expect(plain).toMatchObject({
      protocol: "HTTP",
      default_action: [
        { type: "redirect", redirect: { port: "443", protocol: "HTTPS", status_code: "HTTP_301" } },
      ],
    });
    expect(plain!.default_action[0]).not.toHaveProperty("target_group_arn");
  });

  test("port 80 redirects only while HTTPS is there and let in", () => {
    const made = resources({ loadBalancer: { https } });
    const secure = made.only("aws_lb_listener", "secure");
    const [plain] = made.of("aws_lb_listener").filter(({ port }) => port === 80);
    expect(plain!.depends_on).toContain(made.address("aws_lb_listener", "secure"));
    expect(secure.depends_on).toContain(made.address("aws_vpc_security_group_ingress_rule", "https"));
    // Without this, Terraform removes the listener before it changes the one that depends on it.
    expect(secure.lifecycle).toEqual({ create_before_destroy: true });
  });

  test("without a certificate there is HTTP on 80 only", () => {
    const made = resources();
    const [plain, ...more] = made.of("aws_lb_listener").filter(({ port }) => port !== 65535);
    expect(more).toEqual([]);
    expect(plain).toMatchObject({
      port: 80,
      protocol: "HTTP",
      default_action: [
        { type: "forward", target_group_arn: `\${${made.address("aws_lb_target_group")}.arn}` },
      ],
    });
    expect(plain).not.toHaveProperty("ssl_policy");
  });
});

describe("another port", () => {
  const made = resources({ port: 9090, loadBalancer: { https } });
  const lifecycle = {
    create_before_destroy: true,
    replace_triggered_by: [`${made.address("aws_lb_target_group")}.arn`],
  };

  test("makes a new target group while the old one still serves", () => {
    expect(made.only("aws_lb_target_group")).toMatchObject({
      port: 9090,
      name_prefix: '${"${trimsuffix(substr("web", 0, 5), "-")}-"}',
      lifecycle: { create_before_destroy: true },
    });
    expect(made.only("aws_lb_target_group")).not.toHaveProperty("name");
  });

  test("makes a new group of instances, and opens the new port before it closes the old one", () => {
    expect(made.only("aws_autoscaling_group").lifecycle).toEqual(lifecycle);
    expect(made.only("aws_vpc_security_group_egress_rule", "to_targets").lifecycle).toEqual(lifecycle);
    expect(made.only("aws_vpc_security_group_ingress_rule", "from_load_balancer").lifecycle).toEqual(
      lifecycle,
    );
  });

  test("is checked through a listener that nobody reaches, and clients come when the group is healthy", () => {
    const probe = made.only("aws_lb_listener", "probe");
    expect(probe.default_action[0].target_group_arn).toBe(`\${${made.address("aws_lb_target_group")}.arn}`);
    expect(probe).not.toHaveProperty("depends_on");
    const open = made.of("aws_vpc_security_group_ingress_rule").map(({ from_port: port }) => port);
    expect(open).not.toContain(probe.port);
    const forClients = made.of("aws_lb_listener").filter(({ port }) => port !== probe.port);
    const group = made.address("aws_autoscaling_group");
    for (const { depends_on: waitsFor } of forClients) expect(waitsFor).toContain(group);
    expect(forClients).toHaveLength(2);
  });
});

describe("target group", () => {
  test("a zone without healthy targets leaves DNS and routing", () => {
    const loadBalancer = { minHealthyTargets: 2 };
    expect(synth({ loadBalancer })).toHaveResourceWithProperties(LbTargetGroup, {
      target_group_health: {
        dns_failover: { minimum_healthy_targets_count: "2" },
        unhealthy_state_routing: { minimum_healthy_targets_count: 2 },
      },
    });
  });

  test("the user's health check is asked", () => {
    const healthCheck = { path: "/ready", matcher: "200-299", intervalSeconds: 20, timeoutSeconds: 7 };
    expect(synth({ healthCheck })).toHaveResourceWithProperties(LbTargetGroup, {
      health_check: {
        path: "/ready",
        matcher: "200-299",
        interval: 20,
        timeout: 7,
        healthy_threshold: 2,
        unhealthy_threshold: 3,
      },
    });
  });

  test("stickiness when asked for, and off in so many words otherwise: to leave it out would not switch it off", () => {
    expect(resources({ loadBalancer: { stickiness: {} } }).only("aws_lb_target_group").stickiness).toEqual({
      enabled: true,
      type: "lb_cookie",
      cookie_duration: 3600,
    });
    expect(resources().only("aws_lb_target_group").stickiness).toMatchObject({ enabled: false });
  });
});

describe("who may reach what", () => {
  const clientsOf = (made: string) => {
    const { locals } = JSON.parse(made);
    return Object.entries(locals).find(([name]) => name.includes("clients"))![1];
  };

  test("the VPC's own range reaches the load balancer, or the ranges that are given", () => {
    expect(clientsOf(synth())).toMatch(
      /^\$\{false \? .* : tomap\(\{ vpc = data\.aws_vpc\.\w+\.cidr_block \}\)\}$/,
    );
    expect(clientsOf(synth({ loadBalancer: { allowedCidrs: ["203.0.113.0/24"] } }))).toMatch(
      /^\$\{true \? tomap\(\{ for member in distinct\(\["203\.0\.113\.0\/24"\]\) : member => member \}\) : /,
    );
  });

  test("only the load balancer reaches the instances, and it reaches nothing else", () => {
    const made = resources({ port: 9090 });
    const [balancer, instances] = ["load_balancer", "fleet"].map(
      (part) => `\${${made.address("aws_security_group", part)}.id}`,
    );
    const into = made
      .of("aws_vpc_security_group_ingress_rule")
      .filter((rule) => rule.security_group_id === instances);
    expect(into).toHaveLength(1);
    expect(into[0]).toMatchObject({ referenced_security_group_id: balancer, from_port: 9090, to_port: 9090 });
    const outOf = made
      .of("aws_vpc_security_group_egress_rule")
      .filter((rule) => rule.security_group_id === balancer);
    expect(outOf).toHaveLength(1);
    expect(outOf[0]).toMatchObject(
      objectContaining({ referenced_security_group_id: instances, from_port: 9090, to_port: 9090 }),
    );
  });
});
