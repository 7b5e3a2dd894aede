import "cdktf/lib/testing/adapters/jest";
import { HaDatabaseCluster } from "../modules";
import { everything, smallest } from "./ha-database-cluster/configs";
import { synthesizer } from "./support/synthesized";

const { synth, resources } = synthesizer(HaDatabaseCluster, "db", smallest);

test("defaults", () => {
  expect(resources().counts).toEqual({
    aws_db_subnet_group: 1,
    aws_rds_cluster: 1,
    aws_rds_cluster_parameter_group: 1,
    aws_secretsmanager_secret: 1,
    aws_secretsmanager_secret_version: 1,
    aws_security_group: 1,
    aws_vpc_security_group_ingress_rule: 2,
    terraform_data: 1,
  });
  expect(synth()).toMatchSnapshot();
});

test("everything on", () => {
  expect(resources(everything).counts).toEqual({
    aws_cloudwatch_metric_alarm: 1,
    aws_db_event_subscription: 1,
    aws_db_subnet_group: 1,
    aws_iam_role: 1,
    aws_iam_role_policy_attachment: 1,
    aws_rds_cluster: 1,
    aws_rds_cluster_parameter_group: 1,
    aws_secretsmanager_secret: 1,
    aws_secretsmanager_secret_version: 1,
    aws_security_group: 1,
    aws_vpc_security_group_ingress_rule: 2,
    terraform_data: 1,
  });
});

test("nothing of it is made before the guard has passed", () => {
  const made = resources(everything);
  const guard = made.address("terraform_data");
  expect(made.notBehind(guard)).toEqual([guard]);
});

test("a Multi-AZ DB cluster: a class of its own, three instances, checked", () => {
  const cluster = resources().only("aws_rds_cluster");
  expect(cluster).toMatchObject({ db_cluster_instance_class: "db.m6gd.large", storage_encrypted: true });
  expect(cluster.engine_mode).toBeUndefined();
  const [check] = Object.values<{ assert: object[] }>(JSON.parse(synth()).check);
  expect(check!.assert).toEqual([
    {
      condition: expect.stringMatching(
        /^\$\{\(3 <= length\(tolist\(aws_rds_cluster\.\w+\.cluster_members\)\)\)\}$/,
      ),
      error_message: expect.stringMatching(/a standby is missing/),
    },
  ]);
});

test("the construct refuses to plan its loss until protection is off", () => {
  expect(resources().only("aws_rds_cluster").lifecycle.prevent_destroy).toBe(true);
  const unprotected = resources({ deletionProtection: false }).only("aws_rds_cluster");
  expect(unprotected.lifecycle.prevent_destroy).toBeUndefined();
});

test("one number rotates the password, which no plan and no state has", () => {
  const made = resources({ passwordVersion: 2 });
  const cluster = made.only("aws_rds_cluster");
  expect(cluster).toMatchObject({ master_password_wo_version: 2 });
  expect(cluster.master_password).toBeUndefined();
  expect(cluster.master_password_wo).toMatch(/^\$\{jsondecode\(ephemeral\./);
  expect(made.only("aws_secretsmanager_secret_version").secret_string_wo_version).toBe(2);
});

test("an application that moves over from HaDatabase finds the outputs that it reads", () => {
  const names = (file: string) =>
    Object.keys(
      jest.requireActual<{ output: object }>(`../terraform/modules/${file}/outputs.tf.json`).output,
    );
  const ofCluster = names("ha-database-cluster");
  expect(ofCluster.filter((name) => !names("ha-database").includes(name))).toEqual(["instance_identifiers"]);
  expect(ofCluster).toEqual(
    expect.arrayContaining([
      "connection_string",
      "endpoint",
      "port",
      "reader_connection_string",
      "secret_arn",
    ]),
  );
});
