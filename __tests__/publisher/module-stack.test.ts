import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { App, TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import {
  CheckBlock,
  EACH_VALUE,
  EphemeralResource,
  hcl,
  InstanceScope,
  repeat,
} from "../../modules/definition";
import { addOutput, ModuleStack } from "../../publisher/module-stack";

/** A module whose pattern has the id "this", as the publisher gives it. */
function moduleOf(make: (pattern: Construct, stack: ModuleStack) => void) {
  const stack = new ModuleStack(new App({ skipValidation: true }), "test");
  make(new Construct(stack, "this"), stack);
  return stack.toModule();
}

const topic = (scope: Construct, id: string, config: object = {}) => new SnsTopic(scope, id, config);
const topicsOf = ({ main }: ReturnType<typeof moduleOf>) =>
  (main as { resource: { aws_sns_topic: Record<string, object> } }).resource.aws_sns_topic;

describe("names", () => {
  test("are paths under the pattern, in snake case and without a hash", () => {
    const made = moduleOf((pattern) => {
      topic(pattern, "alerts");
      topic(new Construct(pattern, "dead-letters"), "Resource");
      topic(new Construct(pattern, "loadBalancer"), "errorTopic");
    });
    expect(Object.keys(topicsOf(made)).sort()).toEqual([
      "alerts",
      "dead_letters",
      "load_balancer_error_topic",
    ]);
  });

  test("of data sources, locals and resources do not meet", () => {
    const made = moduleOf((pattern) => {
      topic(pattern, "region");
      new DataAwsRegion(pattern, "region_", {});
      new TerraformLocal(new Construct(pattern, "regions"), "Resource", "here");
    });
    expect(Object.keys(made.main)).toEqual(["locals", "data", "resource"]);
    expect(made.main["locals"]).toEqual({ regions: "here" });
  });

  test("are refused when two paths would have one, with both paths", () => {
    const clash = () =>
      moduleOf((pattern) => {
        topic(new Construct(pattern, "a"), "b");
        topic(pattern, "a_b");
      });
    expect(clash).toThrow(
      '"test/this/a_b" and "test/this/a/b" would both be aws_sns_topic.a_b; give one another id.',
    );
  });

  test("are refused when Terraform's style does not know them", () => {
    expect(() => moduleOf((pattern) => topic(pattern, "1st"))).toThrow('"this/1st" gives the name "1st".');
  });
});

describe("a scope with a condition", () => {
  const made = moduleOf((pattern, stack) => {
    const scope = new InstanceScope(pattern, "feature", { when: "var.feature != null" });
    const first = topic(scope, "first");
    const second = topic(scope, "second", { displayName: first.arn, dependsOn: [first] });
    topic(pattern, "outside", { dependsOn: [second] });
    addOutput(stack, "arn", first.arn);
  });

  test("gives its resources a count, and reads them with the index", () => {
    expect(topicsOf(made)).toEqual({
      feature_first: { count: "${var.feature != null ? 1 : 0}" },
      feature_second: {
        count: "${var.feature != null ? 1 : 0}",
        display_name: "${aws_sns_topic.feature_first[0].arn}",
        depends_on: ["aws_sns_topic.feature_first"],
      },
      outside: { depends_on: ["aws_sns_topic.feature_second"] },
    });
    expect(made.outputs).toEqual({ arn: { value: "${aws_sns_topic.feature_first[0].arn}" } });
  });
});

describe("a scope over a map", () => {
  test("gives its resources a for_each, and reads them with the key", () => {
    const made = moduleOf((pattern) => {
      const scope = new InstanceScope(pattern, "member", { each: "var.members" });
      topic(scope, "second", { displayName: topic(scope, "first").arn });
    });
    expect(topicsOf(made)).toEqual({
      member_first: { for_each: "${var.members}" },
      member_second: {
        for_each: "${var.members}",
        display_name: "${aws_sns_topic.member_first[each.key].arn}",
      },
    });
  });

  test("leaves out the members whose condition does not hold", () => {
    const made = moduleOf((pattern) => {
      const each = { each: "var.members", when: "each.value.loud != null" };
      topic(new InstanceScope(pattern, "member", each), "Resource");
    });
    expect(topicsOf(made)).toEqual({
      member: { for_each: "${{ for key, value in var.members : key => value if value.loud != null }}" },
    });
  });
});

describe("a resource that repeats by itself", () => {
  const repeated = (scope: Construct, over: Parameters<typeof repeat>[1]) => {
    const made = topic(scope, "topic", { displayName: EACH_VALUE });
    repeat(made, over);
    return made;
  };

  test("has the condition of the feature around it in its own for_each", () => {
    const made = moduleOf((pattern) => {
      const scope = new InstanceScope(pattern, "feature", { when: "var.feature != null" });
      repeated(scope, hcl`var.names`);
      repeated(new Construct(scope, "literal"), { one: "first" });
    });
    expect(topicsOf(made)).toEqual({
      feature_topic: {
        display_name: "${each.value}",
        for_each: "${var.feature != null ? (var.names) : {}}",
      },
      feature_literal_topic: {
        display_name: "${each.value}",
        for_each: '${var.feature != null ? { one = "first" } : {}}',
      },
    });
  });

  test("is read without the index of the feature", () => {
    const made = moduleOf((pattern, stack) => {
      const scope = new InstanceScope(pattern, "feature", { when: "var.feature != null" });
      addOutput(stack, "all", hcl`values(${repeated(scope, hcl`var.names`).fqn})`);
    });
    expect(made.outputs).toEqual({ all: { value: "${values(aws_sns_topic.feature_topic)}" } });
  });

  test("is refused inside of a map", () => {
    const nested = () =>
      moduleOf((pattern) =>
        repeated(new InstanceScope(pattern, "member", { each: "var.members" }), hcl`var.names`),
      );
    expect(nested).toThrow("aws_sns_topic.member_topic repeats inside of a map; make it one map.");
  });
});

test("there is no provider, no backend and no metadata of cdktf", () => {
  const made = moduleOf((pattern) => topic(pattern, "alerts"));
  expect(made).toEqual({ main: { resource: { aws_sns_topic: { alerts: {} } } }, variables: {}, outputs: {} });
});

describe("what has no instances of its own", () => {
  const when = "var.feature != null";

  test("a local of a feature is null where the feature is off, and is read by its name", () => {
    const { main } = moduleOf((pattern) => {
      const feature = new InstanceScope(pattern, "feature", { when });
      const made = topic(feature, "made");
      const local = new TerraformLocal(feature, "arn", hcl`upper(${made.arn})`);
      topic(feature, "reader", { name: local.asString });
    });
    expect(main["locals"]).toEqual({
      feature_arn: "${var.feature != null ? (upper(aws_sns_topic.feature_made[0].arn)) : null}",
    });
    expect(main["resource"]).toMatchObject({
      aws_sns_topic: { feature_reader: { name: "${local.feature_arn}", count: `\${${when} ? 1 : 0}` } },
    });
  });

  test("a check of a feature holds where the feature is off", () => {
    const { main } = moduleOf((pattern) => {
      const rule = { input: "x", holds: hcl`${topic(pattern, "t").arn} != ""`, message: "x must be." };
      new CheckBlock(pattern, "always", [rule]);
      new CheckBlock(new InstanceScope(pattern, "feature", { when }), "only", [rule]);
    });
    expect(main["check"]).toEqual({
      always: { assert: [{ condition: '${aws_sns_topic.t.arn != ""}', error_message: "x must be." }] },
      feature_only: {
        assert: [
          {
            condition: '${var.feature != null ? (aws_sns_topic.t.arn != "") : true}',
            error_message: '${var.feature != null ? "x must be." : "Not in use."}',
          },
        ],
      },
    });
  });

  test("neither can stand in a map, where each member would need its own", () => {
    const inMap = (make: (scope: Construct) => void) => () =>
      moduleOf((pattern) => make(new InstanceScope(pattern, "each", { each: "var.map" })));
    expect(inMap((scope) => new TerraformLocal(scope, "l", 1))).toThrow(
      "TerraformLocal.each_l stands in a map",
    );
    const rules = [{ input: "x", holds: hcl`true`, message: "m" }];
    expect(inMap((scope) => new CheckBlock(scope, "c", rules))).toThrow("CheckBlock.each_c stands in a map");
  });
});

test("an ephemeral resource is a block of its own kind, counted with its feature", () => {
  const { main } = moduleOf((pattern) => {
    const feature = new InstanceScope(pattern, "feature", { when: "var.feature != null" });
    const type = "aws_secretsmanager_random_password";
    const password = new EphemeralResource(feature, "password", type, { password_length: 32 });
    topic(feature, "reader", { name: password.attribute("random_password") });
  });
  expect(main["ephemeral"]).toEqual({
    aws_secretsmanager_random_password: {
      feature_password: { password_length: 32, count: "${var.feature != null ? 1 : 0}" },
    },
  });
  expect(main["resource"]).toMatchObject({
    aws_sns_topic: {
      feature_reader: {
        name: "${ephemeral.aws_secretsmanager_random_password.feature_password[0].random_password}",
      },
    },
  });
});
