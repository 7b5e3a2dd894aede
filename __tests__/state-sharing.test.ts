import "cdktf/lib/testing/adapters/jest";
import { StateSharing } from "../modules";
import { cache, everything, smallest } from "./state-sharing/configs";
import { synthesizer } from "./support/synthesized";

const { synth, resources } = synthesizer(StateSharing, "state", smallest);

test("defaults", () => {
  expect(resources().counts).toEqual({
    aws_dynamodb_table: 1,
    aws_iam_policy: 1,
    aws_iam_role_policy_attachment: 1,
    terraform_data: 1,
  });
  expect(synth()).toMatchSnapshot();
});

test("everything on", () => {
  expect(resources(everything).counts).toEqual({
    aws_cloudwatch_metric_alarm: 4,
    aws_dynamodb_table: 1,
    aws_elasticache_parameter_group: 1,
    aws_elasticache_replication_group: 1,
    aws_elasticache_subnet_group: 1,
    aws_elasticache_user: 2,
    aws_elasticache_user_group: 1,
    aws_iam_policy: 2,
    aws_iam_role_policy_attachment: 2,
    aws_security_group: 1,
    aws_vpc_security_group_ingress_rule: 2,
    terraform_data: 1,
  });
  expect(synth(everything)).toMatchSnapshot();
});

test("nothing of it is made before the guard has passed", () => {
  const made = resources(everything);
  const guard = made.address("terraform_data");
  expect(made.notBehind(guard)).toEqual([guard]);
});

test("null switches the table off, and then memory that is full logs nobody out", () => {
  const made = resources({ table: null, cache });
  expect(made.of("aws_dynamodb_table")).toEqual([]);
  expect(JSON.stringify(made.only("aws_elasticache_parameter_group"))).toContain("noeviction");
  expect(JSON.stringify(resources({ cache }).only("aws_elasticache_parameter_group"))).toContain(
    "volatile-lru",
  );
});

test("a cache has a node in each zone, fails over, speaks TLS only and knows no password", () => {
  const made = resources({ cache });
  const group = made.only("aws_elasticache_replication_group");
  expect(group).toMatchObject({
    num_cache_clusters: 2,
    automatic_failover_enabled: true,
    multi_az_enabled: true,
    transit_encryption_enabled: true,
    transit_encryption_mode: "required",
    at_rest_encryption_enabled: "true",
  });
  expect(group.auth_token).toBeUndefined();
  expect(made.only("aws_elasticache_user").authentication_mode).toEqual({ type: "iam" });
});

test("its one user may not list, look after or leave its prefix; who names nobody gets in nowhere", () => {
  const users = resources({ cache: { ...cache, keyPrefix: "shop:", redisOss: {} } }).of(
    "aws_elasticache_user",
  );
  const [client, nobody] = [
    users.find((one) => one.user_name !== "default")!,
    users.find((one) => one.user_name === "default")!,
  ];
  expect(client.access_string).toMatch(
    /^on ~shop:\* resetchannels -@all .* -@dangerous -scan -randomkey -dbsize$/,
  );
  expect(client.user_id).toBe(client.user_name); // ElastiCache asks for it with IAM
  expect(nobody.access_string).toMatch(/^off /);
});

test("the construct refuses to plan the table's loss until protection is off", () => {
  expect(resources().only("aws_dynamodb_table").lifecycle.prevent_destroy).toBe(true);
  const unprotected = resources({ deletionProtection: false }).only("aws_dynamodb_table");
  expect(unprotected.lifecycle?.prevent_destroy).toBeUndefined();
});

test("no policy has a wildcard, and none lets anyone scan or make tables", () => {
  for (const { policy } of resources(everything).of("aws_iam_policy")) {
    expect(policy).not.toMatch(/\*|Scan|Create/);
    expect(policy).toMatch(/dynamodb:GetItem|elasticache:Connect/);
  }
});
