import { useEmulator } from "../../harness/jest";
import { ModuleUnderDrill } from "./support/module-under-drill";
import { tierIn } from "./support/tier";

const emulator = useEmulator();

test("another port takes over when instances are healthy on it", async () => {
  // The network is made in the same apply: ids, zones and sizes are unknown at plan.
  const variables = {
    ...(await tierIn(emulator(), [])),
    vpc_id: "${aws_vpc.own.id}",
    subnet_ids: ["${aws_subnet.a.id}", "${aws_subnet.b.id}"],
    capacity: { needed: 1 },
    port: 8080,
  };
  const tier = await ModuleUnderDrill.of(emulator(), "multi-az", variables, {
    aws_vpc: { own: { cidr_block: "10.9.0.0/16" } },
    aws_subnet: {
      a: { vpc_id: "${aws_vpc.own.id}", cidr_block: "10.9.1.0/24", availability_zone: "us-east-1a" },
      b: { vpc_id: "${aws_vpc.own.id}", cidr_block: "10.9.2.0/24", availability_zone: "us-east-1b" },
    },
  });
  await tier.apply();
  const since = (await emulator().requests()).at(-1)!.n;

  await tier.apply({ port: 9090 });
  expect(await steps(since)).toEqual([
    "CreateTargetGroup",
    "AuthorizeSecurityGroupIngress", // these three in any order
    "AuthorizeSecurityGroupEgress",
    "ModifyListener 65535",
    "CreateAutoScalingGroup", // done when it is healthy
    "ModifyListener 80",
    "DeleteAutoScalingGroup",
    "RevokeSecurityGroupEgress", // these two in any order
    "RevokeSecurityGroupIngress",
    "DeleteTargetGroup",
  ]);
  await tier.expectNothingToDo();

  await tier.destroy();
  expect(await emulator().state()).toMatchObject({ groups: {}, targetGroups: {} });
});

/** What decides about the traffic, in the order in which it was done; what runs side by side is sorted here. */
async function steps(since: number): Promise<string[]> {
  const requests = await emulator().requests({ since });
  const names = requests.map(({ action, params }) =>
    action === "ModifyListener" ? `${action} ${String(params["Port"])}` : action,
  );
  return sortSideBySide(names.filter((name) => STEPS.test(name)));
}

const STEPS =
  /^(ModifyListener|(Create|Delete)(TargetGroup|AutoScalingGroup)$|(Authorize|Revoke)SecurityGroup(In|E)gress$)/;

const SIDE_BY_SIDE = [
  ["AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "ModifyListener 65535"],
  ["RevokeSecurityGroupEgress", "RevokeSecurityGroupIngress"],
];

function sortSideBySide(names: string[]): string[] {
  const rank = (name: string) => {
    const among = SIDE_BY_SIDE.find((some) => some.includes(name));
    return among && { start: Math.min(...among.map((one) => names.indexOf(one))), at: among.indexOf(name) };
  };
  return names
    .map((name, index) => ({ name, place: rank(name) ?? { start: index, at: 0 } }))
    .sort((a, b) => a.place.start - b.place.start || a.place.at - b.place.at)
    .map(({ name }) => name);
}
