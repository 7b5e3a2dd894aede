import "cdktf/lib/testing/adapters/jest";
import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { everything } from "./configs";
import { resources, synth } from "./synth";

const { objectContaining } = expect;
const mixed = { otherTypes: ["m7a.large"], onDemandBaseCapacity: 2, onDemandPercent: 50 };

describe("launch template", () => {
  test("the metadata service answers to session tokens only", () => {
    expect(synth()).toHaveResourceWithProperties(LaunchTemplate, {
      metadata_options: objectContaining({ http_tokens: "required", http_put_response_hop_limit: 1 }),
    });
  });

  test("the root volume is gp3 and encrypted, with the user's size and key", () => {
    const mapping = resources(everything).only("aws_launch_template").block_device_mappings;
    expect(mapping).toHaveLength(1);
    expect(mapping[0].device_name).toMatch(/^\$\{data\.aws_ami\.\w+\.root_device_name\}$/);
    expect(mapping[0].ebs).toEqual({
      delete_on_termination: "true",
      encrypted: "true",
      kms_key_id: "arn:aws:kms:us-east-1:123456789012:key/volumes",
      volume_size: 30,
      volume_type: "gp3",
    });
  });

  test("there is no SSH key, and no rule opens port 22", () => {
    const made = resources(everything);
    expect(made.only("aws_launch_template")).not.toHaveProperty("key_name");
    const rules = [
      ...made.of("aws_vpc_security_group_ingress_rule"),
      ...made.of("aws_vpc_security_group_egress_rule"),
    ];
    expect(rules.map((rule) => [rule.ip_protocol, rule.from_port, rule.to_port]).sort()).toEqual([
      ["tcp", 443, 443],
      ["tcp", 5432, 5432],
      ["tcp", 80, 80],
      ["tcp", 9090, 9090],
      ["tcp", 9090, 9090],
    ]);
  });

  test("tags, the provider's default ones too, reach instances and volumes", () => {
    const made = resources({ tags: { team: "orders" } });
    const merged =
      /^\$\{merge\(\{ Name = "web" \}, data\.aws_default_tags\.\w+\.tags, \{ team = "orders" \}\)\}$/;
    expect(made.only("aws_launch_template").tag_specifications).toEqual([
      { resource_type: "volume", tags: expect.stringMatching(merged) },
      { resource_type: "network-interface", tags: expect.stringMatching(merged) },
    ]);
    expect(made.only("aws_autoscaling_group").dynamic.tag).toEqual({
      for_each: expect.stringMatching(merged),
      content: { key: "${tag.key}", value: "${tag.value}", propagate_at_launch: true },
    });
  });

  test("the metadata service shows tags only where it can show every key", () => {
    const { instance_metadata_tags: shown } = resources().only("aws_launch_template").metadata_options;
    expect(shown).toMatch(/^\$\{\(length\(\[.*!can\(regex\(.*\]\) == 0 \? "enabled" : "disabled"\)\}$/);
  });

  test("instances of a warm pool can sleep when it hibernates them", () => {
    const hibernation = (state: "Stopped" | "Hibernated") =>
      resources({ warmPool: { state } }).only("aws_launch_template").hibernation_options;
    expect(hibernation("Hibernated")).toEqual({ configured: true });
    expect(hibernation("Stopped")).toEqual({ configured: false });
    // The same as without a warm pool: another version would replace every instance.
    expect(resources().only("aws_launch_template").hibernation_options).toEqual({ configured: false });
  });

  test("a size of the root volume that is taken away again is the image's own, not the last one", () => {
    const size = (config: Parameters<typeof resources>[0]) =>
      resources(config).only("aws_launch_template").block_device_mappings[0].ebs.volume_size;
    expect([size({ rootVolume: { sizeGib: 30 } }), size({})]).toEqual([30, 0]);
  });

  test("mixed instances coming and going make a new version: only with one does the provider take their policy away", () => {
    const mixed = resources({ mixedInstances: { otherTypes: ["m7a.large"] } });
    expect(mixed.only("aws_launch_template")).not.toHaveProperty("hibernation_options");
    expect(resources().only("aws_launch_template")).toHaveProperty("hibernation_options");
  });
});

describe("group", () => {
  test("the load balancer's health checks decide", () => {
    expect(synth()).toHaveResourceWithProperties(AutoscalingGroup, {
      health_check_type: "ELB",
      health_check_grace_period: 300,
      default_instance_warmup: 120,
    });
  });

  test("it runs the template's version by number", () => {
    const made = resources();
    const template = made.address("aws_launch_template");
    expect(made.only("aws_autoscaling_group").launch_template).toEqual({
      id: `\${${template}.id}`,
      version: `\${${template}.latest_version}`,
    });
  });

  test("no desired capacity, so that apply never undoes what scaling did", () => {
    expect(resources(everything).only("aws_autoscaling_group")).not.toHaveProperty("desired_capacity");
    expect(resources().only("aws_autoscaling_group")).not.toHaveProperty("desired_capacity");
  });

  test("apply waits until the minimum is healthy behind the load balancer", () => {
    const made = resources({ rollout: { waitMinutes: 25 } });
    const group = made.only("aws_autoscaling_group");
    expect(group.min_elb_capacity).toMatch(/^\$\{local\.\w*capacity_min\w*\}$/);
    expect(group.min_elb_capacity).toBe(group.min_size);
    expect(group.wait_for_capacity_timeout).toBe("25m");
    expect(group.target_group_arns).toEqual([`\${${made.address("aws_lb_target_group")}.arn}`]);
  });

  test("it waits for the way to its instances, and for what they may do", () => {
    const made = resources(everything);
    const attachments = made.addressed("aws_iam_role_policy_attachment").map(([address]) => address);
    expect(attachments).toHaveLength(2);
    expect([...made.only("aws_autoscaling_group").depends_on].sort()).toEqual(
      [
        made.address("aws_lb_listener", "probe"),
        made.address("aws_vpc_security_group_egress_rule", "to_targets"),
        made.address("aws_vpc_security_group_ingress_rule", "from_load_balancer"),
        ...attachments,
      ].sort(),
    );
  });

  test("zones stay even where a zone can be lost", () => {
    const strategy = (surviveZoneLoss: boolean) =>
      resources({ capacity: { needed: 4, surviveZoneLoss } }).only("aws_autoscaling_group")
        .availability_zone_distribution.capacity_distribution_strategy;
    expect(strategy(true)).toBe("balanced-only");
    expect(strategy(false)).toBe("balanced-best-effort");
  });

  test("mixed instances take the place of the plain template", () => {
    const group = resources({ instanceType: "m7i.large", mixedInstances: mixed }).only(
      "aws_autoscaling_group",
    );
    expect(group).not.toHaveProperty("launch_template");
    expect(group.mixed_instances_policy.instances_distribution).toEqual({
      on_demand_allocation_strategy: "prioritized",
      on_demand_base_capacity: 2,
      on_demand_percentage_above_base_capacity: 50,
      spot_allocation_strategy: "price-capacity-optimized",
    });
    const { launch_template: template } = group.mixed_instances_policy;
    expect(template.launch_template_specification.version).toMatch(/\.latest_version\}$/);
    expect(template.dynamic.override).toEqual({
      for_each: expect.stringMatching(/^\$\{local\.\w*instance_type_all\w*\}$/),
      content: { instance_type: "${override.value}" },
    });
    expect(JSON.parse(synth({ mixedInstances: mixed })).locals).toEqual(
      objectContaining({
        [template.dynamic.override.for_each.slice("${local.".length, -1)]:
          '${distinct(concat(["t3.small"], ["m7a.large"]))}',
      }),
    );
  });

  test("a warm pool when asked for", () => {
    const warmPool = { state: "Running", minSize: 3, reuseOnScaleIn: true } as const;
    expect(resources({ warmPool }).only("aws_autoscaling_group").warm_pool).toEqual({
      pool_state: "Running",
      min_size: 3,
      instance_reuse_policy: { reuse_on_scale_in: true },
    });
    expect(resources().only("aws_autoscaling_group")).not.toHaveProperty("warm_pool");
  });

  test("a rolling replacement keeps all of the capacity and stops on the user's alarm", () => {
    const { preferences, strategy } = resources({ rollout: { stopOn: { alarmNames: ["errors"] } } }).only(
      "aws_autoscaling_group",
    ).instance_refresh;
    expect(strategy).toBe("Rolling");
    expect(preferences).toEqual({
      alarm_specification: { alarms: ["errors"] },
      auto_rollback: false,
      instance_warmup: "120",
      max_healthy_percentage: 150,
      min_healthy_percentage: 100,
      skip_matching: true,
    });
  });

  test("replace mode makes a new group of each template version, and the old one goes last", () => {
    const group = (mode: "replace" | "refresh") =>
      resources({ rollout: { mode } }).only("aws_autoscaling_group");
    expect(group("replace").name_prefix).toMatch(/^web-\$\{aws_launch_template\.\w+\.latest_version\}-$/);
    expect(group("refresh").name_prefix).toBe("web-");
    expect(group("replace").lifecycle.create_before_destroy).toBe(true);
  });

  test("drained zones leave the group, and stay with the load balancer", () => {
    const made = resources({ drainZones: ["us-east-1c"] });
    expect(made.only("aws_autoscaling_group").vpc_zone_identifier).toMatch(
      /^\$\{\[for subnet in values\(data\.aws_subnet\.\w+\) : subnet\.id if !contains\(\["us-east-1c"\], subnet\.availability_zone\)\]\}$/,
    );
    expect(made.only("aws_lb").subnets).toEqual(["subnet-0000000a", "subnet-0000000b", "subnet-0000000c"]);
    expect(made.only("aws_autoscaling_group").min_size).toBe(
      resources().only("aws_autoscaling_group").min_size,
    );
  });

  test("instances are replaced after their lifetime", () => {
    const lifetime = { maxInstanceLifetimeDays: 30 };
    expect(resources(lifetime).only("aws_autoscaling_group").max_instance_lifetime).toBe(30 * 86400);
    expect(resources().only("aws_autoscaling_group")).not.toHaveProperty("max_instance_lifetime");
  });
});
