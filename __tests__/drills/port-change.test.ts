import { useEmulator } from "../../harness/jest";
import { ModuleUnderDrill } from "./support/module-under-drill";
import { tierIn } from "./support/tier";

const emulator = useEmulator();

test("another port takes over when instances are healthy on it", async () => {
  const tier = await ModuleUnderDrill.of(emulator(), "multi-az", {
    ...(await tierIn(emulator(), ["us-east-1a", "us-east-1b"])),
    capacity: { needed: 1 },
    port: 8080,
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
