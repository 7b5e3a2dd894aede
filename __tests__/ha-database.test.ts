import "cdktf/lib/testing/adapters/jest";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { projectRoot } from "../harness/project";
import { everything, smallest } from "./ha-database/configs";
import { Resources, resources, synth } from "./ha-database/synth";

describe("the whole of it", () => {
  test("defaults", () => {
    const made = synth();
    expect(new Resources(made).counts).toEqual({
      aws_cloudwatch_metric_alarm: 2,
      aws_db_instance: 2,
      aws_db_parameter_group: 2,
      aws_db_subnet_group: 1,
      aws_route53_health_check: 3,
      aws_route53_record: 4,
      aws_route53_zone: 1,
      aws_secretsmanager_secret: 1,
      aws_secretsmanager_secret_version: 1,
      aws_security_group: 1,
      aws_vpc_security_group_ingress_rule: 2,
      terraform_data: 1,
    });
    expect(made).toMatchSnapshot();
  });

  test("everything on", () => {
    const made = synth(everything);
    expect(new Resources(made).counts).toEqual({
      aws_cloudwatch_metric_alarm: 3,
      aws_db_event_subscription: 1,
      aws_db_instance: 2,
      aws_db_parameter_group: 2,
      aws_db_proxy: 1,
      aws_db_proxy_default_target_group: 1,
      aws_db_proxy_target: 1,
      aws_db_subnet_group: 1,
      aws_iam_role: 2,
      aws_iam_role_policy: 1,
      aws_iam_role_policy_attachment: 1,
      aws_route53_health_check: 3,
      aws_route53_record: 4,
      aws_route53_zone: 1,
      aws_secretsmanager_secret: 1,
      aws_secretsmanager_secret_version: 1,
      aws_security_group: 2,
      aws_vpc_security_group_egress_rule: 1,
      aws_vpc_security_group_ingress_rule: 5,
      terraform_data: 1,
    });
    expect(made).toMatchSnapshot();
  });

  test("every name starts with the database's name", () => {
    const named = resources({ ...everything, name: "stock" }).all.flatMap(([address, block]) =>
      [block.identifier, block.name_prefix, block.alarm_name, block.name]
        .filter((name) => name !== undefined)
        .map((name): [string, string] => [address.split(".")[0]!, name]),
    );
    const others = named.filter(([, name]) => !/^stock(-|$)/.test(name));
    expect(named.length).toBeGreaterThan(15);
    // A policy's name lives inside of its role; a zone of the user's has a name of its own.
    expect(others).toEqual([
      ["aws_iam_role_policy", "secret"],
      ["aws_route53_zone", "data.internal"],
    ]);
  });

  test("nothing of it is made before the guard has passed", () => {
    const made = resources(everything);
    const guard = made.address("terraform_data");
    expect(made.notBehind(guard)).toEqual([guard]);
  });
});

describe("master and standby", () => {
  test("Multi-AZ always, in no zone of ours, and checked", () => {
    const master = resources().only("aws_db_instance", "master");
    expect(master).toMatchObject({ multi_az: true, storage_encrypted: true, publicly_accessible: false });
    expect(master.availability_zone).toBeUndefined();
    expect(master.lifecycle.postcondition).toEqual([
      { condition: "${self.multi_az}", error_message: expect.stringMatching(/has no standby/) },
    ]);
  });

  test("a major version is RDS's to move on from; a full one stays", () => {
    const settings = (engine: "postgres" | "mysql", engineVersion: string) =>
      resources({ engine, engineVersion }).only("aws_db_instance", "master").auto_minor_version_upgrade;
    expect([settings("postgres", "16"), settings("mysql", "8.4")]).toEqual([true, true]);
    expect([settings("postgres", "16.9"), settings("mysql", "8.4.5")]).toEqual([false, false]);
  });

  test("the construct refuses to plan its loss, and that of its replicas, until protection is off", () => {
    const kept = (config: Partial<typeof smallest>) => {
      const made = resources(config);
      return ["master", "replica"].map(
        (name) => made.only("aws_db_instance", name).lifecycle?.prevent_destroy ?? false,
      );
    };
    expect(kept({})).toEqual([true, true]);
    expect(kept({ replicas: { deletionProtection: false } })).toEqual([true, false]);
    expect(kept({ deletionProtection: false })).toEqual([false, false]);
  });

  test("its last snapshot has a name that no other database has", () => {
    const made = resources();
    expect(made.only("aws_db_instance", "master")).toMatchObject({
      final_snapshot_identifier: `orders-final-\${trimprefix(${made.address("aws_security_group")}.id, "sg-")}`,
      skip_final_snapshot: false,
      delete_automated_backups: false,
    });
  });

  test("TLS is forced in the engine's own words, whatever else is set", () => {
    const parameters = (engine: "postgres" | "mysql" | "mariadb", engineVersion: string) =>
      resources({ engine, engineVersion }).only("aws_db_parameter_group", "master").dynamic.parameter
        .for_each;
    expect(parameters("postgres", "16")).toContain('name = "rds.force_ssl", value = "1"');
    expect(parameters("mysql", "8.4")).toContain('name = "require_secure_transport", value = "ON"');
    expect(parameters("mariadb", "11.4")).toContain('name = "require_secure_transport", value = "ON"');
  });

  test("another snapshot is no reason to replace the database", () => {
    const master = resources({ restoreFrom: { snapshotId: "before" } }).only("aws_db_instance", "master");
    expect(master.snapshot_identifier).toBe("before");
    expect(master.lifecycle.ignore_changes).toEqual(["snapshot_identifier"]);
  });
});

describe("replicas", () => {
  test("one in each zone, by its name", () => {
    const replica = resources().only("aws_db_instance", "replica");
    expect(replica).toMatchObject({
      for_each:
        '${{ for member in distinct(["us-east-1a", "us-east-1b", "us-east-1c"]) : member => member }}',
      identifier: "orders-${each.key}",
      availability_zone: "${each.key}",
      storage_encrypted: true,
      skip_final_snapshot: true,
    });
    for (const absent of ["db_subnet_group_name", "final_snapshot_identifier", "username", "password_wo"])
      expect(replica[absent]).toBeUndefined();
  });

  test("share the master's parameters, unless they are a major version ahead", () => {
    expect(synth()).toHaveResourceWithProperties(DbInstance, { replicate_source_db: expect.any(String) });
    const made = resources({ engine: "mysql", engineVersion: "8.0", replicas: { engineVersion: "8.4.4" } });
    expect(made.only("aws_db_instance", "replica").parameter_group_name).toMatch(
      /\? aws_db_parameter_group\.\w*master_parameters\w*\.name : one\(values\(aws_db_parameter_group\.\w*replica_parameters\w*\)\[\*\]\.name\)/,
    );
  });
});

describe("the password", () => {
  const made = JSON.parse(synth());
  const [drawn] = Object.entries(made.ephemeral.aws_secretsmanager_random_password);
  const [stored] = Object.entries(made.ephemeral.aws_secretsmanager_secret_version);

  test("is drawn by Secrets Manager, and written where nothing of it is kept", () => {
    const version = resources().only("aws_secretsmanager_secret_version");
    expect(version.secret_string_wo).toContain(
      `password = ephemeral.aws_secretsmanager_random_password.${drawn![0]}.random_password`,
    );
    expect(version.secret_string).toBeUndefined();
    expect(resources().only("aws_db_instance", "master").password).toBeUndefined();
  });

  test("reaches the database from the secret, in the version that was written", () => {
    expect(stored![1]).toMatchObject({
      version_id: `\${${resources().address("aws_secretsmanager_secret_version")}.version_id}`,
    });
    expect(resources().only("aws_db_instance", "master").password_wo).toBe(
      `\${jsondecode(ephemeral.aws_secretsmanager_secret_version.${stored![0]}.secret_string).password}`,
    );
  });

  test("is rotated in both by one number", () => {
    const rotated = resources({ passwordVersion: 2 });
    expect(rotated.only("aws_secretsmanager_secret_version").secret_string_wo_version).toBe(2);
    expect(rotated.only("aws_db_instance", "master").password_wo_version).toBe(2);
  });
});

describe("permissions", () => {
  test("the proxy may read its secret and use the key, and nothing else", () => {
    const { policy } = resources(everything).only("aws_iam_role_policy");
    expect([...policy.matchAll(/Action = "([^"]+)"/g)].map(([, action]) => action)).toEqual([
      "secretsmanager:GetSecretValue",
      "kms:Decrypt",
    ]);
    expect(policy).not.toContain('"*"');
  });

  test("the permissions boundary bounds every role", () => {
    const roles = resources(everything).of("aws_iam_role");
    expect(roles.map((role) => role.permissions_boundary)).toEqual(
      Array(2).fill(everything.permissionsBoundaryArn),
    );
  });
});

test.each(["postgres-client", "mysql-client"])("README.md shows the drilled %s to the letter", (file) => {
  const readme = readFileSync(join(projectRoot, "modules/ha-database/README.md"), "utf8");
  const code = readFileSync(join(projectRoot, `examples/ha-database/${file}.ts`), "utf8");
  expect(readme).toContain(`\`\`\`ts\n${code}\`\`\``);
});
