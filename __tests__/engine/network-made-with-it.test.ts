import { useEmulator } from "../../harness/jest";
import { ModuleUnderDrill } from "../drills/support/module-under-drill";

const ZONES = ["us-east-1a", "us-east-1b", "us-east-1c"];
const emulator = useEmulator();

/** A VPC and its subnets, made in the same apply: nothing of them is known at plan but the names of the zones. */
const network = {
  aws_vpc: { own: { cidr_block: "10.9.0.0/16", enable_dns_hostnames: true } },
  aws_subnet: Object.fromEntries(
    ZONES.map((zone, index) => [
      zone,
      { vpc_id: "${aws_vpc.own.id}", cidr_block: `10.9.${index}.0/24`, availability_zone: zone },
    ]),
  ),
};

test.each([
  ["ha-database", ZONES.map((zone) => `aws_db_instance.replica["${zone}"]`)],
  ["ha-database-cluster", ["aws_rds_cluster.cluster"]],
])("%s can be planned with a network that is not there yet", async (pattern, expected) => {
  const database = await ModuleUnderDrill.of(
    emulator(),
    pattern,
    {
      name: "orders",
      vpc_id: "${aws_vpc.own.id}",
      subnet_ids_by_zone: Object.fromEntries(ZONES.map((zone) => [zone, `\${aws_subnet.${zone}.id}`])),
      engine: "postgres",
      engine_version: "16",
      alarms: { topic_arn: "arn:aws:sns:us-east-1:123456789012:alarms" },
    },
    network,
  );
  const changes = await database.changesWith({});
  const created = changes.map(({ address }) => address.replace("module.drilled.", ""));
  expect(created).toEqual(expect.arrayContaining(expected));
});
