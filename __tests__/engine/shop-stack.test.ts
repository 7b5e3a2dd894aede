import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../../examples/shop/build";
import { settingsFrom } from "../../examples/shop/settings";
import { projectRoot } from "../../harness/project";
import { synthesizeShop, TRIAL } from "../support/shop-stack";
import { Resources } from "../support/synthesized";

const folder = mkdtempSync(join(tmpdir(), "shop-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let stacks = 0;

function synthesized(settings: Partial<typeof TRIAL> = {}): string {
  const stack = synthesizeShop(join(folder, String(++stacks)), { ...TRIAL, ...settings });
  return readFileSync(join(stack, "cdk.tf.json"), "utf8");
}

const text = synthesized();
const trial = new Resources(text);

/** Tiers that have a resource of a type with a text in it. */
function tiersWith(type: string, part: string): string[] {
  const having = trial.addressed(type).filter(([, block]) => JSON.stringify(block).includes(part));
  return having.map(([address]) => /customers|staff|jobs/.exec(address)![0]).sort();
}

describe("who reaches what", () => {
  test.each([
    ["orders_clients", "orders_network_client", ["customers", "jobs", "staff"]],
    ["sessions_clients", "sessions_cache_client", ["customers", "staff"]],
  ])("members of %s, and no range", (clients, rule, tiers) => {
    const group = `${trial.address("aws_security_group", clients)}.id`;
    const into = trial.only("aws_vpc_security_group_ingress_rule", rule);
    expect(into.for_each).toEqual({ shop: `\${${group}}` });
    const ranges = trial.only("aws_vpc_security_group_ingress_rule", rule.replace("client", "range"));
    expect(ranges.for_each).toBe("${{ for member in distinct([]) : member => member }}");
    expect(tiersWith("aws_launch_template", group)).toEqual(tiers);
    const out = trial.only("aws_vpc_security_group_egress_rule", clients);
    expect([out.security_group_id, out.referenced_security_group_id]).toEqual([
      `\${${group}}`,
      into.security_group_id,
    ]);
  });

  test("each role has the policies of what its tier uses, and no other one", () => {
    const policies = (tier: string) =>
      Object.keys(trial.only("aws_iam_role_policy_attachment", `${tier}_fleet_role_policy`).for_each).sort();
    expect(policies("customers")).toEqual(["jobs", "sessions_cache", "sessions_table"]);
    expect(policies("staff")).toEqual(["sessions_cache", "sessions_table"]);
    expect(policies("jobs_observer")).toEqual([]);
    const secret = (part: string) => `${trial.address("aws_secretsmanager_secret", part)}.arn`;
    expect(tiersWith("aws_iam_role_policy", secret("password_secret_"))).toEqual([
      "customers",
      "jobs",
      "staff",
    ]);
    expect(tiersWith("aws_iam_role_policy", secret("session_secret"))).toEqual(["customers", "staff"]);
  });
});

test("the program belongs to whom it runs as: what comes from S3 can be read by its owner only", () => {
  const unit = readFileSync(join(projectRoot, "examples/shop/terraform/shop.service"), "utf8");
  const [, server] = /^User=(.+)$/m.exec(unit)!;
  const { locals } = JSON.parse(text) as { locals: Record<string, string> };
  const plans = Object.entries(locals).filter(([name]) => name.includes("lookup_bootstrap_plan_"));
  const owners = plans.map(([name, plan]) => [
    /customers|staff|jobs/.exec(name)![0],
    /once source_from_s3 .*?"\/opt\/shop", "([a-z:-]+)"/.exec(plan)?.[1],
  ]);
  expect(Object.fromEntries(owners)).toEqual({ customers: server, staff: server, jobs: "job-worker" });
});

test("each zone leaves by a NAT gateway of its own", () => {
  const routes = trial.addressed("aws_route").filter(([, { nat_gateway_id: nat }]) => nat !== undefined);
  const gateways = routes.map(([, { nat_gateway_id: nat }]) => nat as string);
  expect(new Set(gateways).size).toBe(3);
});

describe("in production, and with a certificate", () => {
  const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";
  const production = new Resources(synthesized({ certificateArn, deletionProtection: true }));

  test("the customers' tier is on the internet, and the staff's is not", () => {
    const balancers = production.of("aws_lb");
    expect(balancers.map(({ internal }) => internal)).toEqual([false, true]);
    expect(trial.of("aws_lb").map(({ internal }) => internal)).toEqual([true, true]);
    expect(JSON.stringify(balancers[0])).toMatch(/aws_subnet\.network_\S*_public/);
    expect(JSON.stringify(balancers[1])).toMatch(/aws_subnet\.network_\S*_private/);
  });

  test("nothing that holds state can be deleted", () => {
    const switches = ["deletion_protection", "deletion_protection_enabled", "enable_deletion_protection"];
    const protectedIn = (stack: Resources) =>
      stack.all
        .filter(([, block]) => switches.some((name) => block[name] === true))
        .map(([address]) => address.split(".")[0])
        .sort();
    expect(protectedIn(trial)).toEqual([]);
    const databases = ["aws_db_instance", "aws_db_instance"]; // the master, and the replicas
    expect(protectedIn(production)).toEqual([...databases, "aws_dynamodb_table", "aws_lb", "aws_lb"]);
  });
});

test("settings come from the environment, and an empty one is none", () => {
  expect(settingsFrom({ AWS_REGION: "eu-west-1", SHOP_CERTIFICATE_ARN: "" })).toEqual({
    region: "eu-west-1",
    zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
    certificateArn: undefined,
    deletionProtection: true,
  });
  expect(settingsFrom({ SHOP_ZONES: "us-east-1b,us-east-1d", SHOP_TRIAL: "true" })).toEqual({
    region: "us-east-1",
    zones: ["us-east-1b", "us-east-1d"],
    certificateArn: undefined,
    deletionProtection: false,
  });
});

test("the same sources are the same program", () => {
  expect(build(join(folder, "one.cjs")).sha256).toBe(build(join(folder, "other.cjs")).sha256);
});
